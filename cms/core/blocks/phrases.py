"""Phrases to say in the host's language."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from cms.core.blocks.base import SlugBlock
from cms.core.enums import Situation


class PhraseBlock(blocks.StructBlock):
    """One phrase; its pair is the phrase with the same key in the host's language."""

    key = SlugBlock(label=_("Key"), help_text=_("The same in all languages, such as i-am-ill."))
    text = blocks.CharBlock(label=_("Phrase"), max_length=200)
    phonetic = blocks.CharBlock(
        label=_("How it sounds"),
        max_length=250,
        help_text=_("The phrase of the host’s language, spelled as a reader of this page would read it aloud."),
    )
    situation = blocks.ChoiceBlock(label=_("Where"), choices=Situation.choices())
    audio = DocumentChooserBlock(label=_("Recording"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Phrase")
        label_format = "{text}"


class PhrasebookBlock(blocks.StructBlock):
    """Phrases in the order of the day."""

    phrases = blocks.ListBlock(PhraseBlock(), label=_("Phrases"), min_num=1)

    class Meta:
        icon = "openquote"
        label = _("Phrasebook")
        group = _("Lists")
        preview_value = {"phrases": [{"key": "hello", "text": "Hello", "phonetic": "hel-oh", "situation": "first_day"}]}
