"""Which facts must be looked at again: those nobody has confirmed, those seen more than a year ago, those whose time is over.

Works on documents of editions alone, so that it means what readers have, whatever an editor has begun since.
"""

import datetime
import textwrap
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from msgspec import Struct

from cms.core.choices import Choices
from cms.editions.documents import Document, Rich, Source

LIFETIME = datetime.timedelta(days=365)
LONGEST = 100  # letters of the words that name a fact in a list
LABELS = ("heading", "title", "text", "topic", "office", "number", "first_service")  # what names a block, first come first served


class Standing(Choices):
    """Why a fact must be looked at: nobody has confirmed it, it was seen too long ago, or its own last day is over."""

    NEVER = "never", _("Never confirmed")
    OLD = "old", _("Seen more than a year ago")
    OVER = "over", _("No longer valid")


class Finding(Struct, frozen=True, kw_only=True):
    """A fact to look at again: the words that name it, why, when it was last seen (None: never) and where to look."""

    what: str
    standing: Standing
    seen_on: datetime.date | None
    source: Source


def is_old(seen_on: datetime.date | None, today: datetime.date, checked_on: datetime.date | None = None) -> bool:
    """Whether what was seen on a day must be seen again: more than 365 days have gone since, and since the whole page was checked.

    What was never seen isn't old: readers are told that it isn't confirmed.
    """
    return seen_on is not None and today - max(seen_on, checked_on or seen_on) > LIFETIME


def stated(value: Any) -> Iterator[Any]:
    """All values within a document that name a source of their own, in reading order."""
    if isinstance(value, tuple):
        for item in value:
            yield from stated(item)
    elif isinstance(value, Struct) and not isinstance(value, Source):
        if isinstance(getattr(value, "source", None), Source):
            yield value
        for name in value.__struct_fields__:
            yield from stated(getattr(value, name))


def standing(block: Any, today: datetime.date, checked_on: datetime.date | None = None) -> Standing | None:
    """Why a block with a source must be looked at on the day ``today``; None where all is well. What is over comes first."""
    until = getattr(block, "valid_until", None)
    if until is not None and until < today:
        return Standing.OVER
    if block.source.seen_on is None:
        return Standing.NEVER
    if is_old(block.source.seen_on, today, checked_on) or is_old(getattr(block, "price_seen_on", None), today):
        return Standing.OLD
    return None


def findings(document: Document, today: datetime.date) -> tuple[Finding, ...]:
    """The facts of a document that must be looked at, in reading order."""
    return tuple(
        Finding(what=named(block), standing=why, seen_on=block.source.seen_on, source=block.source)
        for block in stated(document)
        if (why := standing(block, today, document.checked_on)) is not None
    )


def named(block: Any) -> str:
    """The words that name a block in a list."""
    values = (getattr(block, name, "") for name in LABELS)
    words = (value.text if isinstance(value, Rich) else value for value in values)
    found = next((word for word in words if isinstance(word, str) and word), "")
    way = " – ".join(filter(None, (getattr(block, "from_place", ""), getattr(block, "to_place", ""))))
    return textwrap.shorten(found or way or block.source.title, LONGEST, placeholder="…")
