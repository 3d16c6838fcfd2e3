"""The formats that editions are exported to. A format is one module that registers itself here; everything else is the same for all."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import msgspec

from cms import editions


class Made(msgspec.Struct, frozen=True):
    """A file as a format makes it: its content, and how many pages it has (0 where it has none)."""

    data: bytes
    pages: int


class Refused(Exception):
    """What was made isn't fit to be published; the message says what was found, for the editor."""


@dataclass(frozen=True, kw_only=True)
class Format:
    """How editions of some kinds become files.

    ``name`` ends the file's address below the page's, such as ``kit.pdf``, and is what the table of files calls the format.
    ``compose(reading)`` gathers all that goes into the file; it alone may read the database. ``book`` is the type that it returns.
    ``render(book)`` makes the file, ``check(made)`` raises :class:`Refused` where it isn't as it must be; both run in a limited process.
    ``digest(book)`` is a digest (hex) of everything else that forms the file: templates, fonts, versions of what makes it.
    ``title(reading)`` names the file for a reader who keeps it, in the language of its words.
    ``limit`` is how long it may compute (seconds); ``priority`` says which files the worker makes first (-100 to 100, higher first).
    """

    name: str
    kinds: frozenset[str]
    media_type: str
    book: type[msgspec.Struct]
    compose: Callable[[editions.Reading], Any]
    render: Callable[[Any], Made]
    check: Callable[[Made], None]
    digest: Callable[[Any], str]
    title: Callable[[editions.Reading], str]
    limit: int = 60
    priority: int = 0


_formats: dict[str, Format] = {}


def register(format_: Format) -> Format:
    """Makes editions of the format's kinds export to it. :raises ValueError: when its name is taken already."""
    if format_.name in _formats:
        raise ValueError(f"The export format_ {format_.name!r} is registered twice.")
    _formats[format_.name] = format_
    return format_


def get(name: str) -> Format:
    """The format called ``name``. :raises KeyError: where there is none."""
    return _formats[name]


def all_formats() -> list[Format]:
    """All formats in the order in which they were registered."""
    return list(_formats.values())


def of_kind(kind: str) -> list[Format]:
    """The formats that editions of ``kind`` are exported to."""
    return [format_ for format_ in _formats.values() if kind in format_.kinds]
