"""Earlier editions of pages that the public may read now, and what has changed since one of them, for many pages at once."""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.utils import translation

from cms.editions.difference import Change, changes
from cms.editions.models import Edition
from cms.editions.reading import ALL, Reading, opened, public


class Past(msgspec.Struct, frozen=True):
    """An edition that another one has superseded."""

    number: int
    published_at: datetime.datetime


def earlier(page_ids: Iterable[int], first: int) -> dict[int, list[Past]]:
    """The ``first`` newest of the superseded editions of each page, newest first, by page id; the caller has read these pages. One query."""
    rank = Window(RowNumber(), partition_by="page_id", order_by=F("number").desc())
    rows = public(Edition.objects.filter(page_id__in=list(page_ids), current=False)).annotate(rank=rank).filter(rank__lte=first)
    found: dict[int, list[Past]] = {}
    for page_id, number, published_at in rows.order_by("page_id", "-number").values_list("page_id", "number", "published_at"):
        found.setdefault(page_id, []).append(Past(number, published_at))
    return found


def since(readings: Sequence[Reading], number: int) -> dict[int, list[Change]]:
    """What readers of edition ``number`` of each page must know, safety first, by page id, in the language of the page's words.

    What a page is composed with (a kit with its country) is compared too, as it was and as it is, unless the public may not read it now.
    Pages that had no such edition, or had it in another language or in a form that isn't read any more, are absent. Two queries, and those for
    documents that aren't in memory.
    """
    rows = public(Edition.objects.filter(page_id__in=[reading.page_id for reading in readings], number=number))
    before = {old.page_id: old for _, old in legible(list(rows.values(*ALL)))}
    pairs = [(before[now.page_id], now) for now in readings if now.page_id in before]
    pairs = [(old, now) for old, now in pairs if old.document.language == now.document.language]
    parts = composed_with([reading for old, now in pairs if old.edition_id != now.edition_id for reading in (old, now)])
    found: dict[int, list[Change]] = {}
    for old, now in pairs:
        was, becomes = parts.get(old.edition_id, {}), parts.get(now.edition_id, {})
        both = [(old, now), *((was[key], part) for key, part in becomes.items() if key in was)]
        with translation.override(now.document.language):
            told = [change for one, other in both if one.edition_id != other.edition_id for change in changes(one.document, other.document)]
        found[now.page_id] = sorted(told, key=lambda change: not change.safety)
    return found


def composed_with(readings: Sequence[Reading]) -> dict[int, dict[object, Reading]]:
    """The editions that each edition was composed with, by its id and by their keys, those that the public may read now. One query."""
    if not readings:
        return {}
    rows = public(Edition.objects.filter(wholes__in=[reading.edition_id for reading in readings]))
    found: dict[int, dict[object, Reading]] = {}
    for row, part in legible(list(rows.order_by("page__path").values(*ALL, "wholes"))):
        found.setdefault(row["wholes"], {})[part.key] = part
    return found


def legible(rows: Sequence[dict[str, Any]]) -> list[tuple[dict[str, Any], Reading]]:
    """The rows with their editions, without those that today's types of documents can't read: old ones stay as they were written."""
    try:
        return list(zip(rows, opened(rows), strict=True))
    except msgspec.DecodeError:
        return [pair for row in rows for pair in legible([row])] if len(rows) > 1 else []
