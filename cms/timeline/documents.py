"""Documents of the host timeline: the timeline, its phases with their steps, and the dates of a stay."""

import datetime

from cms.core.enums import Anchor
from cms.editions.documents import Document, Passage, Rich, Source, Value, plain_words
from cms.kits.enums import Iso
from cms.timeline import workdays
from cms.timeline.enums import Actor, Phase, Repeat, ResourceKind, Standard

DAYS = datetime.timedelta(days=1)
SHORTEST, LONGEST = 2, 365  # days of a stay; EC: VET mobility lasts up to 12 months
EARLIEST, LATEST = datetime.date(2020, 1, 1), datetime.date(2099, 12, 31)  # arrivals; what lies beyond is a slip of the keyboard


class Stay(Value, frozen=True, kw_only=True):
    """A learner's stay: the day of arrival, its length in days (arrival and departure count), the host country, whether the learner is a minor.

    ``country`` is None where it isn't known: then weekends alone are no workdays.
    """

    arrival: datetime.date
    days: int
    country: Iso | None = None
    minor: bool = False

    @property
    def iso(self) -> str:
        """The country's code, "" where it isn't known."""
        return str(self.country.value) if self.country else ""

    def departure(self) -> datetime.date:
        """The last day of the stay."""
        return self.arrival + (self.days - 1) * DAYS

    def first_workday(self) -> datetime.date:
        """The first workday after arrival."""
        return workdays.workday_from(self.arrival + DAYS, self.iso)

    def end(self) -> datetime.date:
        """The last workday on or before departure, but never before the first workday of a very short stay."""
        return max(workdays.workday_until(self.departure(), self.iso), self.first_workday())

    def midpoint(self) -> datetime.date:
        """The day halfway between arrival and departure."""
        return self.arrival + (self.days - 1) // 2 * DAYS

    def anchor(self, anchor: Anchor) -> datetime.date:
        """The day that an anchor names."""
        return {
            Anchor.ARRIVAL: lambda: self.arrival,
            Anchor.FIRST_WORKDAY: self.first_workday,
            Anchor.MIDPOINT: self.midpoint,
            Anchor.END: self.end,
        }[anchor]()


class Resource(Value, frozen=True, kw_only=True):
    """What stands beside a step: the words of a sheet, or the address of a file of ours or a page elsewhere. ``minutes`` to read or fill it in."""

    id: str
    title: str
    kind: ResourceKind
    body: Rich
    url: str = ""
    minutes: int | None = None
    licence: str = ""


class CountryNote(Value, frozen=True, kw_only=True):
    """What is different in one host country, with the source of the rule."""

    id: str
    country: Iso
    text: Rich
    source: Source | None = None


class Step(Value, frozen=True, kw_only=True):
    """One task of a host organisation.

    Its day is ``anchor`` plus ``offset_days``; ``office`` work moves to the workday before. ``minutes`` is the host's working time. Without
    ``countries`` a step holds in all; ``min_days`` and ``max_days`` bound the stays (days) that need it.
    """

    id: str
    key: str
    number: str
    title: str
    why: str
    how: Rich
    anchor: Anchor
    offset_days: int
    repeat: Repeat | None = None
    office: bool = False
    minutes: int = 0
    actors: tuple[Actor, ...] = ()
    standards: tuple[Standard, ...] = ()
    minors_only: bool = False
    countries: tuple[Iso, ...] = ()
    min_days: int | None = None
    max_days: int | None = None
    done_when: str = ""
    sample_wording: str = ""
    resources: tuple[Resource, ...] = ()
    country_notes: tuple[CountryNote, ...] = ()

    @property
    def is_whenever(self) -> bool:
        """Whether it has no day of its own: it is done whenever it is needed."""
        return self.repeat is Repeat.ANY

    def applies(self, stay: Stay) -> bool:
        """Whether a stay needs this step. A country that isn't known rules nothing out."""
        return (
            (not self.minors_only or stay.minor)
            and (not self.countries or stay.country is None or stay.country in self.countries)
            and (self.min_days is None or stay.days >= self.min_days)
            and (self.max_days is None or stay.days <= self.max_days)
        )

    def day(self, stay: Stay) -> datetime.date:
        """The day on which it is due."""
        day = stay.anchor(self.anchor) + self.offset_days * DAYS
        return workdays.workday_until(day, stay.iso) if self.office else day

    def last_day(self, stay: Stay) -> datetime.date:
        """The last day of a weekly step, the end of the stay; its only day where it isn't repeated."""
        return max(self.day(stay), stay.end()) if self.repeat is Repeat.WEEKLY else self.day(stay)


class TimelinePhase(Document, tag="phase", frozen=True, kw_only=True):
    """A phase of the timeline; ``goal`` is what is true when it is over."""

    phase: Phase
    goal: str
    steps: tuple[Step, ...]

    def minutes(self) -> int:
        """The host's working time for all its steps, each counted once."""
        return sum(step.minutes for step in self.steps)

    def passages(self) -> tuple[Passage, ...]:
        """The page's top, then its steps, each at its key."""
        steps = (
            Passage(anchor=step.key, title=step.title, text=plain_words((step.why, step.how, step.done_when, step.resources))) for step in self.steps
        )
        return (*super().passages(), *steps)


class Timeline(Document, tag="timeline", frozen=True, kw_only=True):
    """The timeline of a host organisation; ``reference_days`` is the stay (days) that it is written for, until a host says another."""

    reference_days: int
