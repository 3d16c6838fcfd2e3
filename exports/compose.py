"""Makes books of editions or drafts: the only part of exports that reads the database and the media storage for what is printed."""

from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils import timezone
from msgspec import structs

from cms import editions
from cms.core import legal
from cms.kits.documents import Country
from cms.kits.enums import Iso
from cms.timeline.asked import Asked
from cms.timeline.documents import Step
from cms.timeline.enums import Phase
from exports.book import AnyPart, Book, CountryPart, KitPart, OnlinePart, PhasePart, media_of

Parts = tuple[AnyPart, ...]


def compose_kit(reading: editions.Reading) -> Book:
    """The book of a kit. Three queries, and a read of each picture. :raises OSError: where the media storage doesn't give a picture."""
    return bound(reading, (kit_part(reading),))


def compose_whole(reading: editions.Reading) -> Book:
    """The book of a handbook or pack: those of its parts that the public may read, in the editors' order.

    :raises OSError: where the media storage doesn't give a picture.
    """
    keys = [UUID(part.page) for part in reading.document.parts]
    found = editions.parts_of(reading) if reading.number else editions.readable(locale=reading.locale, keys=keys)
    by_key = {part.key: part for part in found}
    return bound(reading, tuple(part_of(by_key[key]) for key in dict.fromkeys(keys) if key in by_key))


def compose_timeline(reading: editions.Reading, told: Asked | None = None) -> Book:
    """The book of a host timeline; of the steps that a stay needs, on its days, where ``told`` tells one. Two queries."""
    if reading.number and told is None:
        found = editions.parts_of(reading)
    else:
        found = [page for page in editions.readable(kind="phase", locale=reading.locale) if page.tree_path.startswith(reading.tree_path)]
    phases = sorted(found, key=lambda page: list(Phase).index(page.document.phase))
    wanted: Callable[[Step], bool] = told.needs if told else lambda step: True
    parts = [phase_part(page, wanted) for page in phases]
    book = bound(reading, tuple(part for part in parts if part.phase.steps))
    return structs.replace(book, stay=told.stay) if told and told.arrival else book


def bound(reading: editions.Reading, parts: Parts) -> Book:
    """A book of some parts, with the addresses and the legal words that every print has."""
    cited, document = cited_of(reading), reading.document
    return Book(
        key=str(reading.key),
        locale=reading.locale,
        cited=cited,
        published_on=timezone.localdate(reading.published_at) if reading.published_at else timezone.localdate(),
        document=document,
        parts=parts,
        base_url=settings.BASE_URL,
        online=f"{settings.BASE_URL}/e/{reading.key}/{cited}" if cited else f"{settings.BASE_URL}{reading.path}",
        line=legal.line(document.language),
        disclaimer=legal.disclaimer(document.language),
        media={name: _read(name) for name in dict.fromkeys(media_of(document, parts))},
    )


def part_of(reading: editions.Reading) -> AnyPart:
    """An edition as a part of a book."""
    if reading.kind == "kit":
        return kit_part(reading)
    if reading.kind == "country":
        return CountryPart(cited=cited_of(reading), country=reading.document)
    if reading.kind == "phase":
        return phase_part(reading, lambda step: True)
    told = {name: getattr(reading.document, name) for name in ("key", "title", "intro", "language")}
    return OnlinePart(cited=cited_of(reading), page=reading.kind, url=f"{settings.BASE_URL}{reading.path}", **told)


def phase_part(reading: editions.Reading, wanted: Callable[[Step], bool]) -> PhasePart:
    """A phase with the steps that are wanted."""
    steps = tuple(step for step in reading.document.steps if wanted(step))
    return PhasePart(cited=cited_of(reading), phase=structs.replace(reading.document, steps=steps))


def kit_part(reading: editions.Reading) -> KitPart:
    """A kit, its country as it was when the edition was made, and the host's phrases."""
    host = host_language(reading)
    country = editions.part_of(reading, "country") if reading.number else _country_now(reading)
    return KitPart(
        cited=cited_of(reading),
        iso=reading.country,
        host_language=host,
        kit=reading.document,
        country=country if isinstance(country, Country) else None,
        pairs=host_phrases(reading, host),
    )


def cited_of(reading: editions.Reading) -> str:
    """The edition as it is printed; "" for a draft."""
    return reading.cited if reading.number else ""


def host_language(reading: editions.Reading) -> str:
    """What is spoken where the kit leads to (ISO 639-1); the words' own language for a draft that stands in no country yet."""
    return Iso(reading.country).host_language if reading.country else str(reading.document.language)


def host_phrases(reading: editions.Reading, host: str) -> dict[str, str]:
    """The phrases of a kit in its host's language by key, for readers of another language. Three queries at most."""
    if host == reading.document.language or not reading.document.phrases():
        return {}
    found = editions.readable(kind="kit", keys=[reading.key], locale=host)
    return {phrase.key: phrase.text for other in found if not other.is_fallback for phrase in other.document.phrases()}


def _country_now(reading: editions.Reading) -> object:
    parent = editions.parents([reading]).get(reading.page_id)
    return parent.document if parent else None


def _read(name: str) -> bytes:
    with default_storage.open(name) as file:
        return bytes(file.read())
