"""What is printed: an edition with the editions that it is composed of, the phrases of the host's language, pictures, addresses.

A book is complete: whoever makes a file of it needs no database, no storage and no network. It is what a file's fingerprint is taken of. A kit
is a book of one part; a handbook, a pack and a timeline hold several. :mod:`exports.compose` makes them.
"""

import datetime
from collections.abc import Iterator

import msgspec

from cms.core.documents import PictureBlock
from cms.editions.documents import Picture, Rendition, Source, Value
from cms.handbooks.documents import Composed, Handbook, OnboardingPack
from cms.kits.documents import Country, Kit, all_sources
from cms.timeline.documents import Stay, Timeline, TimelinePhase

PRINTED_WIDTH = 1080  # pixels: about 200 a printed inch at the width of a column


class Part(Value, tag_field="type", frozen=True, kw_only=True):
    """Base of what a book holds; ``cited`` is the edition that it is printed from (``fr-12``), "" for a draft."""

    cited: str


class KitPart(Part, tag="kit", frozen=True, kw_only=True):
    """A kit and its country.

    ``iso`` is the host country, ``host_language`` what is spoken there. ``pairs`` holds the host's phrases by key; empty where the words are in
    the host's language already, or that has no edition.
    """

    iso: str
    host_language: str
    kit: Kit
    country: Country | None
    pairs: dict[str, str]

    def words(self) -> Kit:
        """The document whose words the part is."""
        return self.kit

    def sources(self) -> tuple[Source, ...]:
        """All that it cites."""
        return all_sources(self.kit, self.country)


class CountryPart(Part, tag="country", frozen=True, kw_only=True):
    """A country by itself."""

    country: Country

    def words(self) -> Country:
        """The document whose words the part is."""
        return self.country

    def sources(self) -> tuple[Source, ...]:
        """All that it cites."""
        facts = (fact.source for chapter in self.country.chapters for fact in chapter.facts)
        found = (*(number.source for number in self.country.emergency), *facts, *self.country.sources)
        return tuple(source for source in found if source)


class PhasePart(Part, tag="phase", frozen=True, kw_only=True):
    """A phase of the timeline with the steps that are printed."""

    phase: TimelinePhase

    def words(self) -> TimelinePhase:
        """The document whose words the part is."""
        return self.phase

    def sources(self) -> tuple[Source, ...]:
        """All that it cites."""
        notes = (note.source for step in self.phase.steps for note in step.country_notes)
        return tuple(source for source in (*notes, *self.phase.sources) if source)


class OnlinePart(Part, tag="online", frozen=True, kw_only=True):
    """A page that needs a screen, such as a module of a course: print tells what it is and leads there."""

    key: str
    page: str
    title: str
    intro: str
    language: str
    url: str

    def words(self) -> "OnlinePart":
        """What is told of the page."""
        return self

    def kind(self) -> str:
        """The kind of page."""
        return self.page

    def sources(self) -> tuple[Source, ...]:
        """Nothing: they are cited there."""
        return ()


AnyPart = KitPart | CountryPart | PhasePart | OnlinePart


class Book(Value, frozen=True, kw_only=True):
    """All that a file is made of.

    ``cited`` is the edition as printed (``fr-12``), "" for a draft; ``locale`` the reader's language, ``document.language`` that of the words.
    ``parts`` are in the order of print. With ``stay`` it is somebody's own plan: steps carry its days, and sheets are only named. ``online`` is
    the address that the QR code holds; ``base_url`` what relative links count from. ``media`` maps names in the media storage to files. ``line``
    and ``disclaimer`` are the European Union's, in the language of the words.
    """

    key: str
    locale: str
    cited: str
    published_on: datetime.date
    document: Kit | Handbook | OnboardingPack | Timeline
    parts: tuple[AnyPart, ...]
    stay: Stay | None = None
    base_url: str
    online: str
    line: str
    disclaimer: str
    media: dict[str, bytes]

    @property
    def name(self) -> str:
        """What stands large on its cover."""
        return self.document.city if isinstance(self.document, Kit) else self.document.title

    @property
    def whole(self) -> Composed | None:
        """The handbook or pack, None for other books."""
        return self.document if isinstance(self.document, Composed) else None

    @property
    def isos(self) -> tuple[str, ...]:
        """The countries that its kits and country chapters are about, each once (ISO codes)."""
        return tuple(dict.fromkeys(iso for iso in map(iso_of, self.parts) if iso))

    @property
    def languages(self) -> tuple[str, ...]:
        """All languages that anything in it is said in."""
        hosts = [part.host_language for part in self.parts if isinstance(part, KitPart)]
        return tuple(dict.fromkeys((self.document.language, self.locale, *(part.words().language for part in self.parts), *hosts)))

    def sources(self) -> tuple[Source, ...]:
        """Every source that it cites, each once, in reading order."""
        contacts = [contact.source for contact in self.whole.contacts if contact.source] if self.whole else []
        found: dict[tuple[str, str], Source] = {}
        for source in (*(source for part in self.parts for source in part.sources()), *contacts, *self.document.sources):
            found.setdefault((source.title, source.url), source)
        return tuple(found.values())

    def source_json(self) -> bytes:
        """The documents as JSON, the same bytes for the same edition: what is attached to a PDF."""
        content: dict[str, object] = {"edition": self.cited, "key": self.key}
        if isinstance(self.document, Kit):
            content |= {"kit": self.document, "country": next((part.country for part in self.parts if isinstance(part, KitPart)), None)}
        else:
            content |= {self.document.kind(): self.document, "parts": self.parts, "stay": self.stay}
        return msgspec.json.encode(content, order="deterministic")


def iso_of(part: Part) -> str:
    """The country that a part is about (ISO code), "" where it is about none."""
    if isinstance(part, KitPart):
        return part.iso
    return str(part.country.iso.value) if isinstance(part, CountryPart) else ""


def printed(picture: Picture) -> Rendition | None:
    """The rendition of a picture that is printed; None where there is none."""
    return picture.rendition(PRINTED_WIDTH)


def media_of(document: object, parts: tuple[Part, ...]) -> Iterator[str]:
    """The names of all files in the media storage that are printed."""
    pictures: list[Picture | None] = [document.logo] if isinstance(document, Composed) else []
    for part in parts:
        if isinstance(part, KitPart):
            yield part.kit.cover.file
            pictures += [block.picture for chapter in part.kit.chapters for block in chapter.blocks if isinstance(block, PictureBlock)]
    for picture in pictures:
        if picture is not None and (rendition := printed(picture)):
            yield rendition.file
