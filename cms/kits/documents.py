"""Documents of the kits: home, index, country, kit. All that a channel may know of them."""

import datetime
from collections.abc import Iterable

from cms.core.documents import (
    Callout,
    Checklist,
    ChecklistItem,
    Contact,
    Fact,
    Phrase,
    Phrasebook,
    PictureBlock,
    Quote,
    Reachable,
    Sourced,
    Text,
    UsefulLink,
)
from cms.editions.documents import Document, Drawing, Passage, Picture, Rich, Source, Value, anchors, plain_words
from cms.kits.enums import CountryTopic, HealthKind, HousingKind, Iso, Mode, Topic


class EmergencyNumber(Sourced, tag="emergency_number", frozen=True, kw_only=True):
    """A number to call, or to write to where ``by_text``; ``when`` says for what. A short code or an E.164 number."""

    number: str
    when: str
    by_text: bool = False

    def link(self) -> str:
        """The number as a ``tel:`` or ``sms:`` URI (RFC 3966, RFC 5724)."""
        return f"{'sms' if self.by_text else 'tel'}:{self.number}"


class ArrivalRoute(Sourced, tag="arrival_route", frozen=True, kw_only=True):
    """One way from the outside to the city; ``minutes`` from door to door where it is known."""

    mode: Mode
    from_place: str
    to_place: str
    steps: Rich
    minutes: int | None = None
    ticket: str = ""
    operator_url: str = ""


class Pass(Sourced, tag="travel_pass", frozen=True, kw_only=True):
    """A ticket or pass. ``price`` in euros only with the day on which it was seen."""

    title: str
    for_whom: str
    where: str
    url: str
    price: float | None = None
    price_seen_on: datetime.date | None = None


class EarlyShift(Sourced, tag="early_shift", frozen=True, kw_only=True):
    """How to be at work at five in the morning."""

    first_service: str
    night: str = ""
    bike: str = ""


class Housing(Reachable, tag="housing", frozen=True, kw_only=True):
    """A lodging, or who helps to find one."""

    kind: HousingKind
    deposit: str = ""
    fraud_signs: tuple[str, ...] = ()


class HealthPlace(Reachable, tag="health_place", frozen=True, kw_only=True):
    """Where to turn when ill or hurt."""

    kind: HealthKind


class AdminTask(Reachable, tag="admin_task", frozen=True, kw_only=True):
    """A formality: for whom, by when (days after arrival; before it when negative), with which papers, where."""

    text: str
    applies_if: str
    deadline_days: int
    papers: tuple[str, ...] = ()


class WorkCulture(Sourced, tag="work_culture", frozen=True, kw_only=True):
    """What is usual at work here, and what to do about it."""

    topic: str
    here: str
    tip: str


class Leisure(Reachable, tag="leisure", frozen=True, kw_only=True):
    """Something to do off work; ``free`` of charge or not."""

    title: str
    free: bool


KitBlock = (
    AdminTask
    | ArrivalRoute
    | Callout
    | Checklist
    | Contact
    | EarlyShift
    | Fact
    | HealthPlace
    | Housing
    | Leisure
    | Pass
    | Phrasebook
    | PictureBlock
    | Quote
    | Text
    | UsefulLink
    | WorkCulture
)


class Chapter(Value, frozen=True, kw_only=True):
    """A chapter of a kit."""

    id: str
    topic: Topic
    title: str
    lead: str
    blocks: tuple[KitBlock, ...]


class CountryChapter(Value, frozen=True, kw_only=True):
    """A chapter that all kits of a country share."""

    id: str
    topic: CountryTopic
    facts: tuple[Fact, ...]


class Home(Document, tag="home", frozen=True, kw_only=True):
    """The front page."""


class KitIndex(Document, tag="kits", frozen=True, kw_only=True):
    """The list of kits."""


class Country(Document, tag="country", frozen=True, kw_only=True):
    """A host country: its emergency numbers, most urgent first, and the chapters that its kits share."""

    iso: Iso
    emergency: tuple[EmergencyNumber, ...]
    chapters: tuple[CountryChapter, ...]

    def facts(self, topic: Topic) -> tuple[Fact, ...]:
        """The facts that join the kit's chapter ``topic``, in the editors' order."""
        return tuple(fact for chapter in self.chapters if chapter.topic.topic == topic for fact in chapter.facts)

    def passages(self) -> tuple[Passage, ...]:
        """The page's top, then each fact under its chapter's place."""
        names = anchors([str(chapter.topic) for chapter in self.chapters])
        return (
            *super().passages(),
            *(
                Passage(anchor=name, title=fact.heading, text=plain_words(fact.value))
                for name, chapter in zip(names, self.chapters, strict=True)
                for fact in chapter.facts
            ),
        )


class Kit(Document, tag="kit", frozen=True, kw_only=True):
    """An installation kit: what it takes to settle in one city for some weeks."""

    city: str
    region: str
    latitude: float
    longitude: float
    cover: Drawing
    hero: Picture | None = None
    safety_change: bool = False
    changes: str = ""
    first_48h: tuple[ChecklistItem, ...]
    chapters: tuple[Chapter, ...]

    def phrases(self) -> tuple[Phrase, ...]:
        """All phrases of the kit, in reading order."""
        return tuple(p for c in self.chapters for b in c.blocks if isinstance(b, Phrasebook) for p in b.phrases)

    def passages(self) -> tuple[Passage, ...]:
        """The page's top, then its chapters."""
        names = anchors([str(chapter.topic) for chapter in self.chapters])
        chapters = (
            Passage(anchor=name, title=chapter.title, text=plain_words((chapter.lead, chapter.blocks)))
            for name, chapter in zip(names, self.chapters, strict=True)
        )
        return (*super().passages(), *chapters)


class Section(Value, frozen=True, kw_only=True):
    """A chapter as a reader meets it: the kit's blocks, then the facts of its country on the same topic."""

    topic: Topic
    title: str
    lead: str
    blocks: tuple[KitBlock, ...]
    facts: tuple[Fact, ...]


def sections(kit: Kit, country: Country | None) -> tuple[Section, ...]:
    """The chapters of ``kit`` with what ``country`` adds to each, in the kit's order.

    Facts of the country whose topic the kit has no chapter for form a section of their own at the end, so that none is lost. Without a
    readable country the kit stands alone.
    """
    chapters = [Section(topic=c.topic, title=c.title, lead=c.lead, blocks=c.blocks, facts=()) for c in kit.chapters]
    if country is None:
        return tuple(chapters)
    last = {section.topic: position for position, section in enumerate(chapters)}
    for topic in Topic:
        facts = country.facts(topic)
        if facts and topic in last:
            at = chapters[last[topic]]
            chapters[last[topic]] = Section(topic=topic, title=at.title, lead=at.lead, blocks=at.blocks, facts=facts)
        elif facts:
            chapters.append(Section(topic=topic, title=str(topic.label), lead="", blocks=(), facts=facts))
    return tuple(chapters)


def all_sources(kit: Kit, country: Country | None) -> tuple[Source, ...]:
    """Every source that the kit and its country cite, each once, in reading order."""
    found: dict[tuple[str, str], Source] = {}

    def add(sources: Iterable[Source | None]) -> None:
        for source in sources:
            if source is not None:
                found.setdefault((source.title, source.url), source)

    if country is not None:
        add(number.source for number in country.emergency)
    for section in sections(kit, country):
        add(block.source for block in section.blocks if isinstance(block, Sourced))
        add(fact.source for fact in section.facts)
    add(kit.sources)
    if country is not None:
        add(country.sources)
    return tuple(found.values())
