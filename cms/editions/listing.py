"""Lists for readers who know some languages: each page once, in the best of them, in an order of their choice.

All rows that fit are read, without documents: a site has some hundreds of pages of a kind, and which language of a page comes first is known
only when all of its languages are. So lists can be counted, sorted by title as people sort, and cut after any item, in one query.
"""

import datetime
import uuid
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any

import msgspec

from cms.editions.finding import plain
from cms.editions.models import Edition
from cms.editions.reading import ALL, Reading, opened, public


class Order(StrEnum):
    """How a list is sorted: by where pages stand in the tree, by title without regard to accents, or the latest edition first."""

    POSITION = "position"
    TITLE = "title"
    NEWEST = "newest"


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Which pages: of these ``kinds``, in the first of ``locales`` that each is written in, restricted by whatever isn't None.

    A page that none of the locales has words of its own for comes in the first that it stands in, with the words of its source;
    ``is_fallback`` takes only those, or leaves them out. ``countries`` are ISO codes, ``since`` the earliest moment of publication.
    """

    kinds: tuple[str, ...]
    locales: tuple[str, ...]
    keys: Sequence[uuid.UUID] | None = None
    slugs: Sequence[str] | None = None
    countries: Sequence[str] | None = None
    is_fallback: bool | None = None
    since: datetime.datetime | None = None


class Entry(msgspec.Struct, frozen=True):
    """A page of a list, not yet read: ``place`` is where the order puts it, which nothing that comes or goes elsewhere changes."""

    place: tuple[str | int, str]
    row: dict[str, Any]


def listed(wanted: Wanted, order: Order = Order.POSITION) -> list[Entry]:
    """The pages that the public may read now, in their order. One query.

    Where several languages are wanted, positions are those in the first of them that a page stands in.
    """
    narrowed = {
        "kind__in": wanted.kinds,
        "locale__in": wanted.locales,
        "key__in": wanted.keys,
        "page__slug__in": wanted.slugs,
        "country__in": wanted.countries,
    }
    rows = public(Edition.objects.filter(current=True, **{name: list(values) for name, values in narrowed.items() if values is not None}))
    languages: dict[uuid.UUID, list[dict[str, Any]]] = {}
    for row in rows.values(*ALL, "language", "page__title"):
        languages.setdefault(row["key"], []).append(row)
    found = (best(same, wanted.locales) for same in languages.values())
    entries = (Entry(place(order, row, position), row) for row, position in found if fits(row, wanted))
    return sorted(entries, key=lambda entry: entry.place)


def best(rows: Iterable[dict[str, Any]], locales: Sequence[str]) -> tuple[dict[str, Any], str]:
    """Of the languages of a page the one to show, and the page's position (treebeard's path) in the first that it stands in."""
    standing = sorted(rows, key=lambda row: locales.index(row["locale"]))
    return next((row for row in standing if not is_fallback(row)), standing[0]), standing[0]["page__path"]


def fits(row: dict[str, Any], wanted: Wanted) -> bool:
    """Whether the language that a page is shown in is wanted."""
    return (wanted.is_fallback is None or is_fallback(row) == wanted.is_fallback) and (wanted.since is None or row["published_at"] >= wanted.since)


def is_fallback(row: dict[str, Any]) -> bool:
    """Whether the words are in another language than that of the tree."""
    return bool(row["language"] != row["locale"])


def place(order: Order, row: dict[str, Any], position: str) -> tuple[str | int, str]:
    """Where a page comes in an order; its position decides between equals."""
    if order is Order.TITLE:
        return plain(row["page__title"]), position
    if order is Order.NEWEST:
        return -int(row["published_at"].timestamp() * 1_000_000), position
    return "", position


def read(entries: Sequence[Entry]) -> list[Reading]:
    """The pages of some entries in their order. No query, one where documents aren't in memory yet, one where they link to pages."""
    return opened([entry.row for entry in entries])
