"""What follows the first pages of a book, in reading order: units that copyfitting may move, and what the templates get of each."""

import itertools
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from django.utils.translation import gettext, override
from msgspec import structs

from cms.core.documents import Contact
from cms.editions.documents import Block, Value
from cms.handbooks.enums import PartKind
from cms.kits.documents import sections
from exports.book import AnyPart, Book, CountryPart, KitPart, OnlinePart, PhasePart, iso_of
from exports.print.cover import qr
from exports.print.steps import StepView, view

RULED = {
    "admin_task",
    "arrival_route",
    "early_shift",
    "fact",
    "health_place",
    "housing",
    "travel_pass",
    "useful_link",
    "work_culture",
}


class Fitting(Value, frozen=True, kw_only=True):
    """How a part is set: ``density`` "", "tight1" or "tight2"; whether it ``breaks`` to a new page; lines to write on after it."""

    density: str = ""
    breaks: bool = False
    notes: int = 0

    def with_break(self) -> "Fitting":
        """The same, from the top of a page."""
        return Fitting(density=self.density, breaks=True)

    def with_notes(self, lines: int) -> "Fitting":
        """The same, with lines to write on."""
        return Fitting(density=self.density, breaks=self.breaks, notes=lines)


Fit = dict[str, Fitting]


class Run(Value, frozen=True, kw_only=True):
    """Blocks of one kind that follow each other, and their template."""

    tag: str
    blocks: tuple[Any, ...]

    @property
    def template(self) -> str:
        return f"print/blocks/{self.tag}.html"

    @property
    def ruled(self) -> bool:
        """Whether its blocks are rows with a rule below, which go on where another such run follows."""
        return self.tag in RULED


class Opening(Value, frozen=True, kw_only=True):
    """The head of a part of a whole: what kind of page it is, its title, what it is for; ``iso`` inks it."""

    kind: str
    title: str
    intro: str
    goal: str
    iso: str
    cited: str


class Unit(Value, frozen=True, kw_only=True):
    """A chapter, a step, or whatever else may be moved to a new page as one.

    ``begins`` names what begins with it: a part of a whole with its ``opening``, or the book's own last pages; both stand on a new page.
    ``part`` is what it belongs to, None for the whole's own words. ``code`` is a QR code that leads to what isn't printed.
    """

    anchor: str
    template: str
    number: str = ""
    title: str = ""
    lead: str = ""
    opening: Opening | None = None
    begins: bool = False
    part: AnyPart | None = None
    runs: tuple[Run, ...] = ()
    facts: tuple[Any, ...] = ()
    step: StepView | None = None
    code: str = ""

    @property
    def language(self) -> str:
        """The language of its words, "" for the book's own."""
        return self.part.words().language if self.part else ""


def runs(blocks: Iterable[Block]) -> tuple[Run, ...]:
    """Blocks, neighbours of one kind together."""
    return tuple(Run(tag=tag, blocks=tuple(found)) for tag, found in groupby(blocks, key=lambda block: block.tag()))


def units(book: Book) -> list[Unit]:
    """All units of a book up to the sources, in reading order. In the active language, which is that of the book's words."""
    whole, count = book.whole, itertools.count(1)
    found: list[Unit] = []
    for part in book.parts:
        made = list(_UNITS[type(part)](part, book, count))
        if made and part.words() is not book.document:
            made[0] = structs.replace(made[0], opening=opening(part), begins=True)
        found += made
    if whole and whole.contacts:
        found.append(contacts(whole.contacts, str(next(count))))
    begins = any(unit.opening for unit in found) and not (whole and whole.contacts)
    found.append(Unit(anchor="sources", template="end", number=str(next(count)), title=gettext("Sources"), begins=begins))
    return found


def opening(part: AnyPart) -> Opening:
    """The head of a part of a whole."""
    words = part.words()
    with override(words.language):
        kind = str(PartKind(words.kind()).label)
    return Opening(
        kind=kind,
        title=part.kit.city if isinstance(part, KitPart) else words.title,
        intro=words.intro,
        goal=part.phase.goal if isinstance(part, PhasePart) else "",
        iso=iso_of(part),
        cited=part.cited,
    )


def contacts(found: tuple[Contact, ...], number: str) -> Unit:
    """The contacts of whoever hands the whole out."""
    return Unit(anchor="contacts", template="chapter", number=number, title=gettext("Contacts"), begins=True, runs=runs(found))


def _kit(part: KitPart, book: Book, count: Iterator[int]) -> Iterator[Unit]:
    with override(part.kit.language):
        chapters = sections(part.kit, part.country)
    for chapter, number in zip(chapters, count, strict=False):
        yield Unit(
            anchor=f"chapter-{number}",
            template="chapter",
            number=str(number),
            title=chapter.title,
            lead=chapter.lead,
            runs=runs(chapter.blocks),
            facts=chapter.facts,
            part=part,
        )


def _country(part: CountryPart, book: Book, count: Iterator[int]) -> Iterator[Unit]:
    with override(part.country.language):
        titles = [str(chapter.topic.label) for chapter in part.country.chapters]
    for chapter, title in zip(part.country.chapters, titles, strict=True):
        number = next(count)
        yield Unit(anchor=f"chapter-{number}", template="chapter", number=str(number), title=title, runs=runs(chapter.facts), part=part)


def _phase(part: PhasePart, book: Book, count: Iterator[int]) -> Iterator[Unit]:
    for step in part.phase.steps:
        with override(part.phase.language):
            shown = view(step, book.stay)
        yield Unit(anchor=f"step-{step.key}", template="step", number=step.number, title=step.title, step=shown, part=part)


def _online(part: OnlinePart, book: Book, count: Iterator[int]) -> Iterator[Unit]:
    number = next(count)
    yield Unit(anchor=f"online-{number}", template="online", number=str(number), title=part.title, lead=part.url, part=part, code=qr(part.url))


_UNITS: dict[type, Any] = {KitPart: _kit, CountryPart: _country, PhasePart: _phase, OnlinePart: _online}
