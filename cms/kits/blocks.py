"""Blocks of the kits and of the countries' chapters."""

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.core.blocks import (
    CalloutBlock,
    ChecklistBlock,
    ChecklistItemBlock,
    ContactBlock,
    FactBlock,
    NeutralCharBlock,
    PhrasebookBlock,
    PictureBlock,
    QuoteBlock,
    ReachableBlock,
    SourcedBlock,
    UsefulLinkBlock,
    text_block,
)
from cms.core.blocks.base import sources_last
from cms.core.blocks.facts import RICH
from cms.kits.enums import CountryTopic, HealthKind, HousingKind, Mode, Topic

dialled = RegexValidator(r"^(\d{2,6}|\+\d{7,15})$", _("Write a short number such as 112, or a whole one with its country code."))


@sources_last
class EmergencyNumberBlock(SourcedBlock):
    """A number for emergencies."""

    number = NeutralCharBlock(label=_("Number"), validators=[dialled], max_length=16)
    when = blocks.CharBlock(label=_("For what"), max_length=120)
    by_text = blocks.BooleanBlock(label=_("By text message"), required=False)

    class Meta:
        icon = "warning"
        label = _("Emergency number")
        label_format = "{number} {when}"
        preview_value = {"number": "112", "when": "Any emergency"}


class CountryChapterBlock(blocks.StructBlock):
    """Facts on one topic that all kits of the country share."""

    topic = blocks.ChoiceBlock(label=_("Topic"), choices=CountryTopic.choices())
    facts = blocks.ListBlock(FactBlock(), label=_("Facts"), min_num=1)

    class Meta:
        icon = "doc-full-inverse"
        label = _("Chapter")
        label_format = "{topic}"


class CountryChaptersBlock(blocks.StreamBlock):
    chapter = CountryChapterBlock()


class EmergencyNumbersBlock(blocks.StreamBlock):
    emergency_number = EmergencyNumberBlock()


class First48hBlock(blocks.StreamBlock):
    item = ChecklistItemBlock()


@sources_last
class ArrivalRouteBlock(SourcedBlock):
    """One way to the city."""

    mode = blocks.ChoiceBlock(label=_("How"), choices=Mode.choices())
    from_place = blocks.CharBlock(label=_("From"), max_length=120)
    to_place = blocks.CharBlock(label=_("To"), max_length=120)
    steps = blocks.RichTextBlock(label=_("Way"), features=RICH)
    minutes = blocks.IntegerBlock(label=_("Minutes"), required=False, min_value=1)
    ticket = blocks.CharBlock(label=_("Ticket"), required=False, max_length=200)
    operator_url = blocks.URLBlock(label=_("Operator’s website"), required=False)

    class Meta:
        icon = "arrow-right-full"
        label = _("Way to arrive")
        group = _("Places")
        label_format = "{mode}"
        preview_value = {"mode": "train", "from_place": "Paris", "to_place": "Nantes", "steps": "<p>Leave by the north side.</p>"}


@sources_last
class PassBlock(SourcedBlock):
    """A ticket or pass."""

    title = NeutralCharBlock(label=_("Name"), max_length=120)
    for_whom = blocks.CharBlock(label=_("For whom"), max_length=200)
    where = blocks.CharBlock(label=_("Where to get it"), max_length=200)
    url = blocks.URLBlock(label=_("Website"))
    price = blocks.DecimalBlock(label=_("Price in euros"), required=False, min_value=0, decimal_places=2)
    price_seen_on = blocks.DateBlock(label=_("Price seen on"), required=False)

    class Meta:
        icon = "tag"
        label = _("Ticket or pass")
        group = _("Places")
        label_format = "{title}"
        preview_value = {"title": "Weekly pass", "for_whom": "Everyone", "where": "Machines", "url": "https://example.org/"}


@sources_last
class EarlyShiftBlock(SourcedBlock):
    """How to be at work at five in the morning."""

    first_service = blocks.CharBlock(label=_("First bus or tram"), max_length=300)
    night = blocks.CharBlock(label=_("Night service"), required=False, max_length=300)
    bike = blocks.CharBlock(label=_("By bike"), required=False, max_length=300)

    class Meta:
        icon = "time"
        label = _("Early shift")
        group = _("Places")
        preview_value = {"first_service": "The first tram leaves before five."}


@sources_last
class HousingBlock(ReachableBlock):
    """A lodging, or who helps to find one."""

    kind = blocks.ChoiceBlock(label=_("Kind"), choices=HousingKind.choices())
    deposit = blocks.CharBlock(label=_("Deposit"), required=False, max_length=200)
    fraud_signs = blocks.ListBlock(blocks.CharBlock(max_length=200), label=_("Signs of fraud"), default=[])

    class Meta:
        icon = "home"
        label = _("Housing")
        group = _("Places")
        label_format = "{office}"
        preview_value = {"kind": "residence", "office": "Residence for young workers"}


@sources_last
class HealthPlaceBlock(ReachableBlock):
    """Where to turn when ill or hurt."""

    kind = blocks.ChoiceBlock(label=_("Kind"), choices=HealthKind.choices())

    class Meta:
        icon = "plus-inverse"
        label = _("Health")
        group = _("Places")
        label_format = "{office}"
        preview_value = {"kind": "emergency", "office": "University hospital"}


@sources_last
class AdminTaskBlock(ReachableBlock):
    """A formality with its deadline."""

    text = blocks.CharBlock(label=_("What to do"), max_length=200)
    applies_if = blocks.CharBlock(label=_("For whom"), max_length=200)
    deadline_days = blocks.IntegerBlock(label=_("Days after arrival"), help_text=_("Before it: a negative number, such as −21."))
    papers = blocks.ListBlock(blocks.CharBlock(max_length=200), label=_("Papers"), default=[])

    class Meta:
        icon = "form"
        label = _("Formality")
        group = _("Lists")
        label_format = "{text}"
        preview_value = {"text": "Register", "applies_if": "Stays over 3 months", "deadline_days": 90, "office": "Town hall"}


@sources_last
class WorkCultureBlock(SourcedBlock):
    """What is usual at work here."""

    topic = blocks.CharBlock(label=_("Topic"), max_length=120)
    here = blocks.CharBlock(label=_("How it is here"), max_length=300)
    tip = blocks.CharBlock(label=_("What to do"), max_length=300)

    class Meta:
        icon = "group"
        label = _("Custom at work")
        group = _("Text")
        label_format = "{topic}"
        preview_value = {"topic": "Hello", "here": "Everybody greets everybody.", "tip": "Say hello to each one."}


@sources_last
class LeisureBlock(ReachableBlock):
    """Something to do off work."""

    title = blocks.CharBlock(label=_("What"), max_length=120)
    free = blocks.BooleanBlock(label=_("Free of charge"), required=False)

    class Meta:
        icon = "pick"
        label = _("Free time")
        group = _("Places")
        label_format = "{title}"
        preview_value = {"title": "Botanical garden", "free": True, "office": "Town"}


class KitContentBlock(blocks.StreamBlock):
    """What a chapter of a kit may hold."""

    text = text_block()
    fact = FactBlock()
    callout = CalloutBlock()
    checklist = ChecklistBlock()
    arrival_route = ArrivalRouteBlock()
    travel_pass = PassBlock()
    early_shift = EarlyShiftBlock()
    housing = HousingBlock()
    health_place = HealthPlaceBlock()
    admin_task = AdminTaskBlock()
    work_culture = WorkCultureBlock()
    leisure = LeisureBlock()
    phrasebook = PhrasebookBlock()
    contact = ContactBlock()
    useful_link = UsefulLinkBlock()
    picture = PictureBlock()
    quote = QuoteBlock()


class ChapterBlock(blocks.StructBlock):
    """A chapter of a kit."""

    topic = blocks.ChoiceBlock(label=_("Topic"), choices=Topic.choices())
    title = blocks.CharBlock(label=_("Title"), max_length=60)
    lead = blocks.TextBlock(label=_("In one or two sentences"), required=False)
    content = KitContentBlock(label=_("Content"))

    class Meta:
        icon = "doc-full"
        label = _("Chapter")
        label_format = "{title}"


class ChaptersBlock(blocks.StreamBlock):
    chapter = ChapterBlock()
