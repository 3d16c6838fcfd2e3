"""The pages of the kits: which template shows a reading, with which values. All reads of a page are here."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

import msgspec
from django.utils import timezone, translation

from cms import editions
from cms.core import wording
from cms.core.documents import ChecklistItem
from cms.core.due import is_old
from cms.editions import Reading
from cms.editions.documents import Block, anchors
from cms.kits.documents import Country, Drawing, EarlyShift, Housing, Kit, Pass, Section, all_sources, sections
from cms.kits.enums import Iso, Topic
from cms.timeline import asked
from cms.timeline.documents import Stay
from website import dates, sending
from website.articles import Article, Run, each_once, is_unconfirmed, old_ones, runs
from website.downloads import downloads
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
    """A chapter as it is shown: the kit's blocks in runs, then the country's facts, which may be in another ``facts_language``.

    ``fraud_signs`` are those of all its lodgings, to check an offer by.
    """

    anchor: str
    topic: str
    title: str
    lead: str = ""
    runs: tuple[Run, ...] = ()
    facts: tuple[Block, ...] = ()
    facts_language: str = ""
    fraud_signs: tuple[str, ...] = ()


def shelves(found: Sequence[Reading]) -> tuple[Shelf, ...]:
    """The countries among some pages with their kits, in the order of the page tree."""
    countries = [reading for reading in found if reading.kind == "country"]
    return tuple(
        Shelf(country, tuple(kit for kit in found if kit.kind == "kit" and kit.tree_path.startswith(country.tree_path))) for country in countries
    )


def home(reading: Reading) -> Page:
    """The front page."""
    frame, _, _ = around(reading)
    found = editions.readable(kinds=("kits", "timeline", "packs", "course", "country", "kit"), locale=reading.locale)
    tools = {page.kind: page for page in found if page.kind in ("timeline", "packs")}
    index = next((page for page in found if page.kind == "kits"), None)
    courses = {page.document.audience.value: page for page in found if page.kind == "course"}
    return "pages/home.html", {"frame": frame, "document": reading.document, "index": index, "shelves": shelves(found), "courses": courses, **tools}


def kit_index(reading: Reading) -> Page:
    """The list of kits."""
    frame, _, _ = around(reading)
    found = editions.readable(kinds=("country", "kit"), locale=reading.locale)
    return "pages/kits.html", {"frame": frame, "document": reading.document, "shelves": shelves(found)}


def country(reading: Reading) -> Page:
    """A host country."""
    frame, _, _ = around(reading)
    document: Country = reading.document
    kits = editions.readable(kind="kit", locale=reading.locale, country=reading.country)
    blocks = (*document.emergency, *(fact for chapter in document.chapters for fact in chapter.facts))
    today = timezone.localdate()
    article = Article(
        language=document.language,
        sources=each_once([*(block.source for block in blocks), *document.sources]),
        unconfirmed=any(map(is_unconfirmed, blocks)),
        today=today,
        old=frozenset(old_ones(blocks, today, document.checked_on)),
    )
    names = anchors([str(chapter.topic) for chapter in document.chapters])
    with translation.override(document.language):
        parts = tuple(
            Part(anchor=name, topic=str(chapter.topic), title=str(chapter.topic.label), runs=runs(chapter.facts))
            for name, chapter in zip(names, document.chapters, strict=True)
        )
    shelf = Shelf(reading, tuple(kit for kit in kits if kit.tree_path.startswith(reading.tree_path)))
    values = {"frame": frame, "document": document, "article": article, "parts": parts, "shelf": shelf}
    return "pages/country.html", {**values, "stale": is_old(document.checked_on, today)}


def kit(reading: Reading, query: Mapping[str, str] | None = None) -> Page:
    """An installation kit, with what its country adds; with real days where ``query`` names those of a stay."""
    frame, above, same = around(reading)
    document: Kit = reading.document
    parent = next((page for page in above if page.kind == "country"), None)
    shared: Country | None = parent.document if parent else None
    with translation.override(document.language):
        chapters = sections(document, shared)
        told = dates.read(query or {}, reading.country)
        errors = {"arrival": asked.no_such_day(), "days": asked.no_such_length()}
    article = kit_article(reading, same, shared, chapters, told.stay)
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
            fraud_signs=fraud_signs(section.blocks),
        )
        for name, section in zip(names, chapters, strict=True)
    )
    files = {file.format: file for file in editions.files.ready([reading.page_id]).get(reading.page_id, ())}
    address = sending.short_address(reading)
    return "pages/kit.html", {
        "frame": frame.asking(told.query),
        "reading": reading,
        "document": document,
        "country": parent,
        "first_48h": by_day(document),
        "emergency": shared.emergency if shared else (),
        "emergency_language": shared.language if shared else "",
        "article": article,
        "parts": parts,
        "pdf": files.get(PDF),
        "pdf_url": f"{reading.path}{PDF}",
        "downloads": downloads(reading, (file for file in files.values() if file.format != PDF)),
        "dates": told,
        "errors": errors,
        "holidays": dates.holidays(reading.country),
        "stale": is_old(document.checked_on, article.today),
        "spoken": next((part.anchor for part in parts if part.topic == Topic.LANGUAGE), ""),
        "budget_at": next((part.anchor for part in parts if part.topic == Topic.MONEY), parts[-1].anchor if parts else ""),
        "prices": tuple(block for section in chapters for block in section.blocks if isinstance(block, Pass) and block.price is not None),
        "messages": sending.messages(same),
        "short_address": address,
        "code": sending.code(address),
    }


def kit_article(reading: Reading, same: Sequence[Reading], shared: Country | None, chapters: Iterable[Section], stay: Stay | None) -> Article:
    """What the partials of a kit share."""
    document: Kit = reading.document
    today = timezone.localdate()
    own = [block for section in chapters for block in section.blocks]
    common = [*(shared.emergency if shared else ()), *(fact for section in chapters for fact in section.facts)]
    host = Iso(reading.country).host_language if reading.country else ""
    return Article(
        language=document.language,
        sources=all_sources(document, shared),
        host_language=host,
        host_phrases=host_phrases(document, same, host),
        unconfirmed=any(map(is_unconfirmed, (*own, *common))),
        today=today,
        old=frozenset((*old_ones(own, today, document.checked_on), *old_ones(common, today, shared.checked_on if shared else None))),
        stay=stay,
        place=f"{document.latitude},{document.longitude}",
        early=next((block.id for block in own if isinstance(block, EarlyShift)), ""),
    )


def fraud_signs(blocks: Iterable[Block]) -> tuple[str, ...]:
    """The signs of fraud that lodgings name, each once."""
    return tuple(dict.fromkeys(sign for block in blocks if isinstance(block, Housing) for sign in block.fraud_signs))


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
ASKED = {"kit": dates.NAMES}
