"""What all our pages share: the languages' rules, the stamp of who checked, the sources.

Wagtail's own Page stays the base (wagtail-localize supports no other); this is an abstract layer over it.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField

from cms.core.blocks import SourceBlock
from cms.core.heartbeat import WorkerBeat  # noqa: F401  (models that live beside what they are for)
from cms.core.housekeeping import Chore  # noqa: F401
from cms.editions.previews import EditionPreviewMixin
from cms.partners.models import Partner


class BasePage(EditionPreviewMixin, Page):
    """A page that is compiled into editions.

    The slug is the same in all languages, and so is whatever is no language; subclasses add theirs to ``neutral_fields``.
    """

    neutral_fields: tuple[str, ...] = ("slug", "checked_on", "checked_by")

    intro = models.TextField(_("introduction"), blank=True, help_text=_("One to three sentences: what readers get here."))
    checked_on = models.DateField(
        _("checked on"), null=True, blank=True, help_text=_("The day on which a partner compared all facts with their sources.")
    )
    checked_by = models.ForeignKey(Partner, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("checked by"))
    sources = StreamField([("source", SourceBlock())], verbose_name=_("sources"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    checked_panel = MultiFieldPanel(
        [FieldPanel("checked_on"), FieldPanel("checked_by"), FieldPanel("sources")],
        heading=_("Checked, and where it comes from"),
        classname="collapsed",
    )

    class Meta:
        abstract = True

    def __init_subclass__(cls, **kwargs: object) -> None:
        super().__init_subclass__(**kwargs)
        cls.override_translatable_fields = [SynchronizedField(name, overridable=False) for name in cls.neutral_fields]

    @property
    def content_language(self) -> str:
        """The language of the words (ISO 639-1): the source's where the page is a fallback for a translation that isn't there yet."""
        page = self.alias_of if self.alias_of_id else self
        return str(page.locale.language_code)
