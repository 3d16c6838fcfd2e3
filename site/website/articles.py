"""What the partials of an article share: the numbered sources, the host's phrases, and blocks in runs that stand in one list."""

import datetime
import functools
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

import msgspec

from cms.core.documents import Sourced
from cms.core.due import is_old
from cms.editions.documents import Block, Source
from cms.timeline.documents import Stay

# Blocks that stand in a list of their kind: the list's element and class. All others stand alone.
LISTS = {
    "admin_task": ("ol", "due"),
    "arrival_route": ("ul", "modes"),
    "checklist": ("div", "lists"),
    "contact": ("ul", "cards"),
    "fact": ("dl", "facts"),
    "health_place": ("ul", "cards"),
    "housing": ("ul", "cards"),
    "leisure": ("ul", "links links--2"),
    "travel_pass": ("dl", "facts"),
    "useful_link": ("ul", "links"),
    "work_culture": ("dl", "facts"),
}


class Run(msgspec.Struct, frozen=True):
    """Neighbouring blocks, and the element that holds them; without one, ``element`` and ``css`` are empty."""

    element: str
    css: str
    blocks: tuple[Block, ...]


def runs(blocks: Iterable[Block]) -> tuple[Run, ...]:
    """The blocks in their order, neighbours of a kind together."""
    grouped = groupby(blocks, key=lambda block: LISTS.get(block.tag(), ("", "")))
    return tuple(Run(element, css, tuple(members)) for (element, css), members in grouped)


class Article(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """What the partials of one article share.

    ``sources`` are numbered from 1 in their order. ``host_phrases`` are the host language's phrases by key; empty where the article is in
    that language itself, or has no pair. ``unconfirmed`` says whether readers meet a fact that no partner has confirmed yet. ``today`` is the
    day of the reading, ``old`` are the sources that were seen too long before it. ``stay`` is the reader's, None where they named no dates;
    ``place`` the city as ``geo:`` addresses say it. ``early`` is the id of the first block about early shifts.
    """

    language: str
    sources: tuple[Source, ...] = ()
    host_language: str = ""
    host_phrases: Mapping[str, str] = {}
    unconfirmed: bool = False
    today: datetime.date
    old: frozenset[Source] = frozenset()
    stay: Stay | None = None
    place: str = "0,0"
    early: str = ""

    @functools.cached_property
    def numbers(self) -> Mapping[tuple[str, str], int]:
        """The number of each source by its title and address."""
        return {(source.title, source.url): number for number, source in enumerate(self.sources, 1)}

    def number(self, source: Source | None) -> int | None:
        """The source's number in the list at the end; None where it isn't there."""
        return None if source is None else self.numbers.get((source.title, source.url))


def is_unconfirmed(block: Block) -> bool:
    """Whether a block states facts with a source that nobody has compared them with yet."""
    return isinstance(block, Sourced) and block.source is not None and block.source.seen_on is None


def old_ones(blocks: Iterable[Block], today: datetime.date, checked_on: datetime.date | None) -> Iterator[Source]:
    """The sources of a document's blocks that were seen too long ago; ``checked_on`` is the day on which all of it was compared."""
    sources = (block.source for block in blocks if isinstance(block, Sourced) and block.source is not None)
    return (source for source in sources if is_old(source.seen_on, today, checked_on))


def each_once(sources: Iterable[Source | None]) -> tuple[Source, ...]:
    """Every source once, in the order of its first mention."""
    found: dict[tuple[str, str], Source] = {}
    for source in sources:
        if source is not None:
            found.setdefault((source.title, source.url), source)
    return tuple(found.values())
