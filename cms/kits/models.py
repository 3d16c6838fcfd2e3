"""The tree of the kits: home, index, country, kit."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField

from cms import water
from cms.core.models import BasePage
from cms.kits.blocks import ChaptersBlock, CountryChaptersBlock, EmergencyNumbersBlock, First48hBlock
from cms.kits.enums import Iso


class HomePage(BasePage):
    """The front page of a language."""

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["kits.KitIndexPage", "timeline.TimelinePage", "courses.CourseIndexPage", "handbooks.PackListPage"]
    max_count_per_parent = 6
    edition_kind = "home"

    content_panels = [*BasePage.content_panels, BasePage.checked_panel]

    class Meta:
        verbose_name = _("front page")


class KitIndexPage(BasePage):
    """All kits, by country."""

    parent_page_types = ["kits.HomePage"]
    subpage_types = ["kits.CountryPage"]
    edition_kind = "kits"

    content_panels = [*BasePage.content_panels, BasePage.checked_panel]

    class Meta:
        verbose_name = _("list of kits")


class CountryPage(BasePage):
    """A host country: emergency numbers and the chapters that its kits share, written once."""

    parent_page_types = ["kits.KitIndexPage"]
    subpage_types = ["kits.KitPage", "handbooks.HandbookPage", "handbooks.OnboardingPackPage"]
    edition_kind = "country"
    neutral_fields = (*BasePage.neutral_fields, "iso")

    iso = models.CharField(_("country"), max_length=2, choices=Iso.choices())
    emergency = StreamField(
        EmergencyNumbersBlock(),
        verbose_name=_("emergency numbers"),
        help_text=_("The most urgent first; they stand on every page of the kits."),
    )
    chapters = StreamField(CountryChaptersBlock(), verbose_name=_("chapters"), blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("iso"),
        FieldPanel("emergency"),
        FieldPanel("chapters"),
        BasePage.checked_panel,
    ]

    class Meta:
        verbose_name = _("country")


class KitPage(BasePage):
    """The installation kit of one city."""

    parent_page_types = ["kits.CountryPage"]
    subpage_types: list[str] = []
    edition_kind = "kit"
    neutral_fields = (*BasePage.neutral_fields, "latitude", "longitude", "hero", "hero_credit", "safety_change")

    city = models.CharField(_("city"), max_length=60)
    region = models.CharField(_("region"), max_length=60)
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=7,
        decimal_places=5,
        validators=[MinValueValidator(water.SOUTH), MaxValueValidator(water.NORTH)],
        help_text=_("In degrees, such as 47.22."),
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=8,
        decimal_places=5,
        validators=[MinValueValidator(water.WEST), MaxValueValidator(water.EAST)],
        help_text=_("In degrees, west is negative: −1.55."),
    )
    hero = models.ForeignKey(
        "wagtailimages.Image",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
        help_text=_("Inside the kit; the cover is drawn from the coordinates."),
    )
    hero_alt = models.CharField(_("what the picture shows"), max_length=200, blank=True)
    hero_credit = models.CharField(_("credit of the picture"), max_length=120, blank=True)
    safety_change = models.BooleanField(_("this change concerns safety"), default=False, help_text=_("Readers of an older print see it first."))
    changes = models.TextField(_("what changed"), blank=True, help_text=_("In a sentence or two, for those who printed the edition before."))
    first_48h = StreamField(First48hBlock(), verbose_name=_("the first 48 hours"), blank=True)
    chapters = StreamField(ChaptersBlock(), verbose_name=_("chapters"), blank=True)

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("city"), FieldPanel("region")]), FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")])],
            heading=_("Where it is"),
        ),
        FieldPanel("first_48h"),
        FieldPanel("chapters"),
        MultiFieldPanel([FieldPanel("changes"), FieldPanel("safety_change")], heading=_("For those who printed it before"), classname="collapsed"),
        MultiFieldPanel([FieldPanel("hero"), FieldPanel("hero_alt"), FieldPanel("hero_credit")], heading=_("Picture"), classname="collapsed"),
        BasePage.checked_panel,
    ]

    class Meta:
        verbose_name = _("kit")

    def clean(self) -> None:
        """A picture without words for those who don't see it stops publishing.

        :raises ValidationError: at the field ``hero_alt``.
        """
        super().clean()
        if self.hero_id and not self.hero_alt.strip():
            raise ValidationError({"hero_alt": _("Say in a few words what the picture shows.")})
