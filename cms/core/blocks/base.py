"""Field blocks that aren't language, and the source that a block of facts carries.

wagtail-localize takes every CharBlock for language; phone numbers, addresses and keys are copied as they stand instead. A StructBlock
directly in a StructBlock loses its strings there, which is why a source is three flat fields.
"""

from typing import Any

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class NeutralCharBlock(blocks.CharBlock):
    """One line that is no language: copied as it stands into every translation."""

    def get_translatable_segments(self, value: Any) -> list[Any]:
        return []

    def restore_translated_segments(self, value: Any, segments: Any) -> Any:
        return value


class PhoneBlock(NeutralCharBlock):
    """A phone number, stored in E.164 (+33240083333). Spaces and national punctuation are forgiven, a missing country code isn't."""

    def clean(self, value: Any) -> str:
        value = super().clean(value)
        if not value:
            return ""
        try:
            number = phonenumbers.parse(value)
        except phonenumbers.NumberParseException as error:
            raise ValidationError(
                _("“%(value)s” is no international phone number. Write the country code first, such as +33 2 40 08 33 33."),
                params={"value": value},
            ) from error
        if not phonenumbers.is_possible_number(number):
            raise ValidationError(_("“%(value)s” is too long or too short for a phone number."), params={"value": value})
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


class SlugBlock(NeutralCharBlock):
    """A key of small letters, digits and hyphens, equal in all languages."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(validators=[validate_slug], **kwargs)


class SourcedBlock(blocks.StructBlock):
    """Base of blocks that state facts: the official source, flat. Its name is language, its address isn't."""

    source_title = blocks.CharBlock(
        label=_("Source"), required=False, help_text=_("Who says so: the office or the text of law, as readers know it."), max_length=200
    )
    source_url = blocks.URLBlock(label=_("Address of the source"), required=False, help_text=_("The official page itself, starting with https://."))
    source_seen_on = blocks.DateBlock(
        label=_("Seen on"),
        required=False,
        help_text=_("The day on which you last saw the fact there. Empty: readers see “not yet confirmed”."),
    )

    def clean(self, value: Any) -> Any:
        result = super().clean(value)
        missing = [name for name in ("source_title", "source_url") if not result.get(name)]
        if len(missing) == 1:
            raise blocks.StructBlockValidationError({missing[0]: ValidationError(_("A source needs both its name and its address."))})
        return result


def sources_last(block: type[blocks.StructBlock]) -> type[blocks.StructBlock]:
    """Class decorator: the block's own fields first, then the source's, as an editor fills them in."""
    names = [n for n in block.base_blocks if not n.startswith("source_")] + [n for n in block.base_blocks if n.startswith("source_")]
    block.base_blocks = type(block.base_blocks)((name, block.base_blocks[name]) for name in names)
    return block
