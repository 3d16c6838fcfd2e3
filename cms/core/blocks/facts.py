"""Facts, warnings and links."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.core.blocks.base import SourcedBlock, sources_last
from cms.core.enums import Language, Tone

RICH = ["bold", "link", "ul", "ol"]


class SourceBlock(blocks.StructBlock):
    """A source of the whole page."""

    title = blocks.CharBlock(label=_("Source"), max_length=200)
    url = blocks.URLBlock(label=_("Address"))
    seen_on = blocks.DateBlock(label=_("Seen on"), required=False)

    class Meta:
        icon = "link-external"
        label = _("Source")
        label_format = "{title}"


@sources_last
class FactBlock(SourcedBlock):
    """One fact with its source."""

    heading = blocks.CharBlock(label=_("What it is about"), max_length=120, help_text=_("Two or three words, such as “Night work”."))
    value = blocks.RichTextBlock(label=_("What holds"), features=RICH)
    valid_until = blocks.DateBlock(label=_("Valid until"), required=False, help_text=_("Only where the rule ends by itself."))

    class Meta:
        icon = "info-circle"
        label = _("Fact")
        group = _("Text")
        label_format = "{heading}"
        preview_value = {"heading": "Night work", "value": "<p>Forbidden from 22:00 to 6:00 for those under 18.</p>"}


class CalloutBlock(blocks.StructBlock):
    """A warning, a tip or a rule of law."""

    tone = blocks.ChoiceBlock(label=_("What it is"), choices=Tone.choices(), default=Tone.TIP)
    body = blocks.RichTextBlock(label=_("Text"), features=RICH)

    class Meta:
        icon = "warning"
        label = _("Callout")
        group = _("Text")
        preview_value = {"tone": "danger", "body": "<p>Never pay before you have seen the room.</p>"}


class UsefulLinkBlock(blocks.StructBlock):
    """A page elsewhere that helps."""

    text = blocks.CharBlock(label=_("Text of the link"), max_length=120)
    url = blocks.URLBlock(label=_("Address"))
    language = blocks.ChoiceBlock(label=_("Language of that page"), choices=Language.choices())

    class Meta:
        icon = "link-external"
        label = _("Useful link")
        group = _("Text")
        label_format = "{text}"
        preview_value = {"text": "Network map", "url": "https://example.org/", "language": "fr"}


class QuoteBlock(blocks.StructBlock):
    """Somebody's words."""

    text = blocks.TextBlock(label=_("Words"))
    is_sample = blocks.BooleanBlock(label=_("Only an example"), required=False, help_text=_("Readers see that nobody said this."))

    class Meta:
        icon = "openquote"
        label = _("Quote")
        group = _("Text")
        preview_value = {"text": "Ask twice rather than guess once.", "is_sample": True}


def text_block() -> blocks.RichTextBlock:
    """Running text with bold, links and lists; headings are the chapters' own."""
    return blocks.RichTextBlock(label=_("Text"), icon="pilcrow", group=_("Text"), features=RICH, preview_value="<p>A short paragraph.</p>")
