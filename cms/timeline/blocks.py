"""Blocks of the timeline."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from cms.core.blocks import NeutralCharBlock, SlugBlock, SourcedBlock
from cms.core.blocks.base import sources_last
from cms.core.blocks.facts import RICH
from cms.core.enums import Anchor
from cms.kits.enums import Iso
from cms.timeline.enums import Actor, Repeat, ResourceKind, Standard


class ResourceBlock(blocks.StructBlock):
    """What stands beside a step."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    kind = blocks.ChoiceBlock(label=_("What it is"), choices=ResourceKind.choices(), default=ResourceKind.SHEET)
    body = blocks.RichTextBlock(label=_("Words of the sheet"), features=RICH, required=False)
    file = DocumentChooserBlock(label=_("File"), required=False)
    url = blocks.URLBlock(label=_("Address"), required=False)
    minutes = blocks.IntegerBlock(label=_("Minutes"), required=False, min_value=1)
    licence = NeutralCharBlock(label=_("Licence"), required=False, max_length=40, help_text=_("Empty: CC BY 4.0."))

    class Meta:
        icon = "doc-full"
        label = _("Resource")
        label_format = "{title}"

    def clean(self, value):
        result = super().clean(value)
        if not (result.get("url") or result.get("file") or str(result.get("body") or "").strip()):
            message = ValidationError(_("A resource needs words, a file or an address."))
            raise blocks.StructBlockValidationError({"body": message})
        return result


@sources_last
class CountryNoteBlock(SourcedBlock):
    """What is different in one host country."""

    country = blocks.ChoiceBlock(label=_("Country"), choices=Iso.choices())
    text = blocks.RichTextBlock(label=_("What holds there"), features=RICH)

    class Meta:
        icon = "globe"
        label = _("In one country")
        label_format = "{country}"


class StepBlock(blocks.StructBlock):
    """One task of a host organisation."""

    key = SlugBlock(label=_("Key"), help_text=_("The same in all languages and for ever, such as welcome-message: calendars know the step by it."))
    number = NeutralCharBlock(label=_("Number"), max_length=6, help_text=_("Such as B7."))
    title = blocks.CharBlock(label=_("What to do"), max_length=80)
    why = blocks.TextBlock(label=_("Why"))
    how = blocks.RichTextBlock(label=_("How"), features=RICH)
    anchor = blocks.ChoiceBlock(label=_("Counted from"), choices=Anchor.choices())
    offset_days = blocks.IntegerBlock(label=_("Days after it"), help_text=_("Before it: a negative number, such as −21."))
    repeat = blocks.ChoiceBlock(label=_("Repeated"), choices=Repeat.choices(), required=False)
    office = blocks.BooleanBlock(label=_("Office work"), required=False, help_text=_("Moves to the workday before."))
    minutes = blocks.IntegerBlock(label=_("Minutes for the host"), min_value=0)
    actors = blocks.MultipleChoiceBlock(label=_("Who does it"), choices=Actor.choices())
    standards = blocks.MultipleChoiceBlock(label=_("Quality standards it serves"), choices=Standard.choices())
    minors_only = blocks.BooleanBlock(label=_("Only for learners under 18"), required=False)
    countries = blocks.MultipleChoiceBlock(label=_("Only in these countries"), choices=Iso.choices(), required=False)
    min_days = blocks.IntegerBlock(label=_("Only for stays of at least (days)"), required=False, min_value=1)
    max_days = blocks.IntegerBlock(label=_("Only for stays of at most (days)"), required=False, min_value=1)
    done_when = blocks.CharBlock(label=_("Done when"), max_length=200)
    sample_wording = blocks.TextBlock(label=_("Words to copy"), required=False)
    resources = blocks.ListBlock(ResourceBlock(), label=_("Resources"), default=[])
    country_notes = blocks.ListBlock(CountryNoteBlock(), label=_("In one country"), default=[])

    class Meta:
        icon = "tick"
        label = _("Step")
        label_format = "{number} {title}"
        preview_value = {"number": "B1", "title": "Decide to host", "why": "It takes time.", "how": "<p>Ask the team.</p>", "minutes": 45}

    def clean(self, value):
        result = super().clean(value)
        low, high = result.get("min_days"), result.get("max_days")
        if low is not None and high is not None and low > high:
            raise blocks.StructBlockValidationError({"max_days": ValidationError(_("The longest stay is shorter than the shortest."))})
        return result


class StepsBlock(blocks.StreamBlock):
    """The steps of a phase, each key once."""

    step = StepBlock()

    def clean(self, value):
        result = super().clean(value)
        seen: set[str] = set()
        for index, child in enumerate(result):
            key = child.value.get("key") or ""
            if key in seen:
                twice = ValidationError(_("The key “%(key)s” stands twice."), params={"key": key})
                raise blocks.StreamBlockValidationError(block_errors={index: blocks.StructBlockValidationError({"key": twice})})
            seen.add(key)
        return result
