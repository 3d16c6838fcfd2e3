"""The host timeline in the API: its phases and steps, and the dates of a stay."""

import datetime
from typing import ClassVar, cast

from django.utils.translation import gettext_lazy as _

from cms.core.enums import Language
from cms.editions.documents import Document, Value
from cms.editions.listing import Wanted
from cms.kits.enums import Iso
from cms.timeline.documents import EARLIEST, LATEST, LONGEST, SHORTEST, Stay, Step, Timeline, TimelinePhase
from content_api.connection import one, tongues
from content_api.errors import Code, Refusal
from content_api.pages import PageNode, shows
from content_api.steps import StepConnection, StepFilter


@shows
class PhaseNode(PageNode):
    """A phase of the host timeline, with its steps."""

    document_class: ClassVar[type[Document]] = TimelinePhase


class DatedStep(Value, frozen=True, kw_only=True):
    """A step on its day. A weekly step goes on until its last day; a step for whenever it is needed has none."""

    phase: PhaseNode
    step: Step
    day: datetime.date | None
    last_day: datetime.date | None


@shows
class TimelineNode(PageNode):
    """The timeline of a host organisation: what to do before, during and after a stay."""

    document_class: ClassVar[type[Document]] = Timeline

    def phases(self) -> tuple[PhaseNode, ...]:
        """Its phases, in order."""
        mine = (phase for phase in self.batch.phases if phase.reading.tree_path.startswith(self.reading.tree_path))
        return cast(tuple[PhaseNode, ...], tuple(mine))

    def all_steps(self, where: StepFilter | None = None, first: int | None = 20, after: str | None = None) -> StepConnection:
        """The steps of all its phases, or some of them."""
        return StepConnection(self.phases(), where, first, after)

    def dates(self, arrival: datetime.date, days: int | None = None, country: Iso | None = None, minor: bool | None = False) -> tuple[DatedStep, ...]:
        """The steps that a stay needs, each on its day, in the order of the timeline; office work is on a workday of the country."""
        length = self.reading.document.reference_days if days is None else days
        if not EARLIEST <= arrival <= LATEST:
            raise Refusal(Code.BAD_STAY, _("The argument “arrival” must be a day from %(least)s to %(most)s."), least=str(EARLIEST), most=str(LATEST))
        if not SHORTEST <= length <= LONGEST:
            raise Refusal(Code.BAD_STAY, _("The argument “days” must be from %(least)s to %(most)s."), least=SHORTEST, most=LONGEST, value=length)
        stay = Stay(arrival=arrival, days=length, country=country, minor=bool(minor))
        return tuple(
            DatedStep(
                phase=phase,
                step=step,
                day=None if step.is_whenever else step.day(stay),
                last_day=None if step.is_whenever else step.last_day(stay),
            )
            for phase in self.phases()
            for step in phase.reading.document.steps
            if step.applies(stay)
        )


class TimelineQueries:
    """What can be asked about the host timeline."""

    def timeline(self, locale: Language | None = Language.FR, locales: tuple[Language, ...] | None = None) -> TimelineNode | None:
        """The host timeline; null where none can be read."""
        return cast(TimelineNode | None, one(Wanted(kinds=("timeline",), locales=tongues(locale, locales))))
