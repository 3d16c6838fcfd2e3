"""The pages of the kits: which template shows a reading, with which values. All reads of a page are here."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

import msgspec
from django.utils import translation

from cms import editions
from cms.core import wording
from cms.core.documents import ChecklistItem
from cms.editions import Reading
from cms.editions.documents import Block
from cms.kits.documents import Country, Drawing, Kit, all_sources, sections
from cms.kits.enums import Iso
from website.articles import Article, Run, anchors, each_once, is_unconfirmed, runs
from website.frame import around

PDF = "kit.pdf"
Page = tuple[str, dict[str, Any]]


class Shelf(msgspec.Struct, frozen=True):
    """A country with its kits; ``cover`` is the drawing that stands for it, of its first kit."""

    country: Reading
    kits: tuple[Reading, ...]

    @property
    def cover(self) -> Drawing | None:
        return self.kits[0].document.cover if self.kits else None


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A chapter as it is shown: the kit's blocks in runs, then the country's facts, which may be in another ``facts_language``."""

    anchor: str
    topic: str
    title: str
    lead: str = ""
    runs: tuple[Run, ...] = ()
    facts: tuple[Block, ...] = ()
    facts_language: str = ""


def shelves(locale: str) -> tuple[Reading | None, tuple[Shelf, ...]]:
    """The list of kits and the countries with their kits, in the order of the page tree. Two queries, three where memory is cold."""
    found = editions.readable(kinds=("kits", "country", "kit"), locale=locale)
    index = next((reading for reading in found if reading.kind == "kits"), None)
    countries = [reading for reading in found if reading.kind == "country"]
    return index, tuple(
        Shelf(country, tuple(kit for kit in found if kit.kind == "kit" and kit.tree_path.startswith(country.tree_path))) for country in countries
    )


def home(reading: Reading) -> Page:
    """The front page."""
    index, found = shelves(reading.locale)
    frame, _, _ = around(reading, nav=[index] if index else [])
    return "pages/home.html", {"frame": frame, "document": reading.document, "index": index, "shelves": found}


def kit_index(reading: Reading) -> Page:
    """The list of kits."""
    frame, _, _ = around(reading)
    _, found = shelves(reading.locale)
    return "pages/kits.html", {"frame": frame, "document": reading.document, "shelves": found}


def country(reading: Reading) -> Page:
    """A host country."""
    frame, _, _ = around(reading)
    document: Country = reading.document
    kits = editions.readable(kind="kit", locale=reading.locale, country=reading.country)
    blocks = (*document.emergency, *(fact for chapter in document.chapters for fact in chapter.facts))
    article = Article(
        language=document.language,
        sources=each_once([*(block.source for block in blocks), *document.sources]),
        unconfirmed=any(map(is_unconfirmed, blocks)),
    )
    names = anchors([str(chapter.topic) for chapter in document.chapters])
    with translation.override(document.language):
        parts = tuple(
            Part(anchor=name, topic=str(chapter.topic), title=str(chapter.topic.label), runs=runs(chapter.facts))
            for name, chapter in zip(names, document.chapters, strict=True)
        )
    shelf = Shelf(reading, tuple(kit for kit in kits if kit.tree_path.startswith(reading.tree_path)))
    return "pages/country.html", {"frame": frame, "document": document, "article": article, "parts": parts, "shelf": shelf}


def kit(reading: Reading) -> Page:
    """An installation kit, with what its country adds."""
    frame, above, same = around(reading)
    document: Kit = reading.document
    parent = next((page for page in above if page.kind == "country"), None)
    shared: Country | None = parent.document if parent else None
    with translation.override(document.language):
        chapters = sections(document, shared)
    blocks = [block for section in chapters for block in (*section.blocks, *section.facts)]
    emergency = shared.emergency if shared else ()
    host = Iso(reading.country).host_language if reading.country else ""
    article = Article(
        language=document.language,
        sources=all_sources(document, shared),
        host_language=host,
        host_phrases=host_phrases(document, same, host),
        unconfirmed=any(map(is_unconfirmed, (*blocks, *emergency))),
    )
    names = anchors([str(section.topic) for section in chapters])
    parts = tuple(
        Part(
            anchor=name,
            topic=str(section.topic),
            title=section.title,
            lead=section.lead,
            runs=runs(section.blocks),
            facts=section.facts,
            facts_language=shared.language if shared else "",
        )
        for name, section in zip(names, chapters, strict=True)
    )
    files = {file.format: file for file in editions.files.ready([reading.page_id]).get(reading.page_id, ())}
    return "pages/kit.html", {
        "frame": frame,
        "reading": reading,
        "document": document,
        "country": parent,
        "first_48h": by_day(document),
        "emergency": emergency,
        "emergency_language": shared.language if shared else "",
        "article": article,
        "parts": parts,
        "pdf": files.get(PDF),
        "pdf_url": f"{reading.path}{PDF}",
    }


def by_day(document: Kit) -> list[tuple[str, list[ChecklistItem]]]:
    """The lines of the first 48 hours under their days in words of the kit's language, in the editors' order."""
    with translation.override(document.language):
        return [(day, list(items)) for day, items in groupby(document.first_48h, key=lambda item: wording.deadline(item.anchor, item.offset_days))]


def host_phrases(document: Kit, same: Sequence[Reading], host: str) -> dict[str, str]:
    """The phrases of the host's language by key; empty where the kit is in that language, or there is no true edition in it."""
    if document.language == host:
        return {}
    theirs = next((page.document for page in same if page.locale == host and not page.is_fallback), None)
    return {phrase.key: phrase.text for phrase in theirs.phrases()} if theirs else {}


KINDS = {"home": home, "kits": kit_index, "country": country, "kit": kit}
