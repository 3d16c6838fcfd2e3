"""Enumerations with a label for people. Documents need plain enumerations (msgspec takes no Django choices), forms need their labels."""

from enum import StrEnum
from typing import Self

from django.utils.functional import Promise


class Choices(StrEnum):
    """A member is written ``NAME = "value", _("Label")``."""

    label: str | Promise

    def __new__(cls, value: str, label: str | Promise = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str | Promise]]:
        """Pairs of value and label, as Django and Wagtail take them."""
        return [(str(member.value), member.label) for member in cls]
