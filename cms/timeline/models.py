"""The tree of the host timeline: timeline, phase."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from cms.core.models import BasePage
from cms.timeline.blocks import StepsBlock
from cms.timeline.documents import LONGEST, SHORTEST
from cms.timeline.enums import Phase


class TimelinePage(BasePage):
    """The timeline of a host organisation."""

    parent_page_types = ["kits.HomePage"]
    subpage_types = ["timeline.PhasePage"]
    edition_kind = "timeline"
    neutral_fields = (*BasePage.neutral_fields, "reference_days")

    reference_days = models.PositiveSmallIntegerField(
        _("length of the stay that it is written for"),
        default=28,
        validators=[MinValueValidator(SHORTEST), MaxValueValidator(LONGEST)],
        help_text=_("In days; a host can say another."),
    )

    content_panels = [*BasePage.content_panels, FieldPanel("reference_days"), BasePage.checked_panel]

    class Meta:
        verbose_name = _("host timeline")


class PhasePage(BasePage):
    """A phase of the timeline with its steps."""

    parent_page_types = ["timeline.TimelinePage"]
    subpage_types: list[str] = []
    edition_kind = "phase"
    neutral_fields = (*BasePage.neutral_fields, "phase")

    phase = models.CharField(_("phase"), max_length=6, choices=Phase.choices())
    goal = models.TextField(_("goal"), help_text=_("In a sentence: what is true when the phase is over."))
    steps = StreamField(StepsBlock(), verbose_name=_("steps"), blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("phase"), FieldPanel("goal"), FieldPanel("steps"), BasePage.checked_panel]

    class Meta:
        verbose_name = _("phase of the timeline")
