"""Pages that are composed of others: the list, host handbooks, onboarding packs.

A partner's own stand below its country, where its editors may write; those of the whole partnership below the list.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.blocks import PageChooserBlock, StreamBlock
from wagtail.fields import StreamField

from cms.core.blocks import ContactBlock, text_block
from cms.core.models import BasePage
from cms.handbooks.enums import PartKind
from cms.partners.models import Partner

MODELS = {
    PartKind.PHASE: "timeline.PhasePage",
    PartKind.MODULE: "courses.ModulePage",
    PartKind.COUNTRY: "kits.CountryPage",
    PartKind.KIT: "kits.KitPage",
}


class PartsBlock(StreamBlock):
    """The pages that a whole holds, in its order."""

    phase = PageChooserBlock(MODELS[PartKind.PHASE], label=PartKind.PHASE.label, icon="list-ol")
    module = PageChooserBlock(MODELS[PartKind.MODULE], label=PartKind.MODULE.label, icon="doc-full")
    country = PageChooserBlock(MODELS[PartKind.COUNTRY], label=PartKind.COUNTRY.label, icon="globe")
    kit = PageChooserBlock(MODELS[PartKind.KIT], label=PartKind.KIT.label, icon="home")


class PackListPage(BasePage):
    """All handbooks and packs."""

    parent_page_types = ["kits.HomePage"]
    subpage_types = ["handbooks.HandbookPage", "handbooks.OnboardingPackPage"]
    edition_kind = "packs"

    content_panels = [*BasePage.content_panels, BasePage.checked_panel]

    class Meta:
        verbose_name = _("list of handbooks and packs")


class ComposedPage(BasePage):
    """What handbooks and packs share."""

    parent_page_types = ["handbooks.PackListPage", "kits.CountryPage"]
    subpage_types: list[str] = []
    neutral_fields = (*BasePage.neutral_fields, "publisher", "logo")

    welcome = StreamField([("text", text_block())], verbose_name=_("own words"), blank=True, help_text=_("They stand before the parts."))
    parts = StreamField(PartsBlock(), verbose_name=_("parts"), help_text=_("In the order in which they are read; their words are written there."))
    contacts = StreamField([("contact", ContactBlock())], verbose_name=_("contacts"), blank=True)
    publisher = models.ForeignKey(
        Partner,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("published by"),
        help_text=_("Empty: the whole partnership."),
    )
    logo = models.ForeignKey(
        "wagtailimages.Image", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("logo of the publisher")
    )

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("welcome"),
        FieldPanel("parts"),
        FieldPanel("contacts"),
        MultiFieldPanel([FieldPanel("publisher"), FieldPanel("logo")], heading=_("Publisher")),
        BasePage.checked_panel,
    ]

    class Meta:
        abstract = True


class HandbookPage(ComposedPage):
    """What a host organisation keeps at hand."""

    edition_kind = "handbook"

    class Meta:
        verbose_name = _("host handbook")


class OnboardingPackPage(ComposedPage):
    """What a learner takes along."""

    edition_kind = "pack"

    class Meta:
        verbose_name = _("onboarding pack")
