"""The pages of handbooks and packs: what is inside each, in which edition, and how to take it along. All reads of a page are here."""

import uuid
from typing import Any

import msgspec
from django.utils import timezone
from django.utils.translation import gettext

from cms import editions
from cms.core.due import is_old
from cms.editions import Reading
from cms.editions.files import File
from cms.handbooks.documents import Composed
from cms.handbooks.enums import PartKind
from website.articles import Article, each_once, is_unconfirmed, old_ones, runs
from website.downloads import downloads
from website.frame import around

Page = tuple[str, dict[str, Any]]


class Inside(msgspec.Struct, frozen=True, kw_only=True):
    """A part as a reader finds it: the page, and what kind of page it is, in words."""

    page: Reading
    kind: str


class Shelf(msgspec.Struct, frozen=True):
    """Handbooks, or packs, under their heading."""

    heading: str
    lead: str
    packs: tuple[Reading, ...]


def listing(reading: Reading) -> Page:
    """The list of handbooks and packs, wherever in the tree they stand."""
    frame, _, _ = around(reading)
    found = editions.readable(kinds=("handbook", "pack"), locale=reading.locale)
    shelves = (
        Shelf(
            gettext("For host organisations"),
            gettext("What a tutor keeps at hand, from the first question to the last signature."),
            tuple(page for page in found if page.kind == "handbook"),
        ),
        Shelf(
            gettext("For learners"),
            gettext("What a learner takes along, handed out before the journey."),
            tuple(page for page in found if page.kind == "pack"),
        ),
    )
    return "pages/packs.html", {"frame": frame, "document": reading.document, "shelves": [shelf for shelf in shelves if shelf.packs]}


def whole(reading: Reading) -> Page:
    """A handbook or a pack: its own words, its parts in their order with their editions, its contacts, its files."""
    frame, _, _ = around(reading)
    document: Composed = reading.document
    inside = parts(document, reading.locale)
    today = timezone.localdate()
    sources = each_once([*(contact.source for contact in document.contacts), *document.sources])
    article = Article(
        language=document.language,
        sources=sources,
        unconfirmed=any(map(is_unconfirmed, document.contacts)),
        today=today,
        old=frozenset(old_ones(document.contacts, today, document.checked_on)),
    )
    return "pages/pack.html", {
        "frame": frame,
        "reading": reading,
        "document": document,
        "inside": inside,
        "contacts": runs(document.contacts),
        "stale": is_old(document.checked_on, today),
        "article": article,
        "downloads": downloads(reading, ready(reading)),
    }


def parts(document: Composed, locale: str) -> list[Inside]:
    """The parts that the public may read now, in the editor's order. Two queries, three where memory is cold, however many there are."""
    if not document.parts:
        return []
    found = {str(page.key): page for page in editions.readable(locale=locale, keys=[uuid.UUID(part.page) for part in document.parts])}
    return [Inside(page=found[part.page], kind=str(PartKind(part.kind).label)) for part in document.parts if part.page in found]


def ready(reading: Reading) -> tuple[File, ...]:
    """The finished files of the page. One query."""
    return tuple(editions.files.ready([reading.page_id]).get(reading.page_id, ()))


KINDS = {"packs": listing, "handbook": whole, "pack": whole}
