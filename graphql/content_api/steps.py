"""The steps of the host timeline as one list, narrowed to whom and what they concern."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from cms.editions.listing import Entry
from cms.kits.enums import Iso
from cms.timeline.documents import Step
from cms.timeline.enums import Actor, Phase, Standard
from content_api.connection import Connection, Edge, place
from content_api.mapper import Input
from content_api.pages import PageNode
from content_api.slices import page_size, short

ORDER = "step"


class StepFilter(Input, frozen=True, kw_only=True):
    """Which steps are wanted: those to which all that is given applies; of lists one entry is enough."""

    phases: tuple[Phase, ...] | None = None
    actors: tuple[Actor, ...] | None = None
    standards: tuple[Standard, ...] | None = None
    country: Iso | None = None
    days: int | None = None
    minor: bool | None = None

    def takes(self, phase: Phase, step: Step) -> bool:
        """Whether a step is wanted. :raises Refusal: for a list that is too long."""
        return (
            among([phase], short("phases", self.phases))
            and among(step.actors, short("actors", self.actors))
            and among(step.standards, short("standards", self.standards))
            and (self.country is None or not step.countries or self.country in step.countries)
            and (self.minor is not False or not step.minors_only)
            and (self.days is None or (step.min_days or 0) <= self.days <= (step.max_days or self.days))
        )


def among(found: Iterable[Any], wanted: Iterable[Any] | None) -> bool:
    """Whether one of the values is wanted; None wants all."""
    return wanted is None or not set(found).isdisjoint(wanted)


class StepEdge(Edge[Step]):
    """A step and its place in the timeline."""

    def __init__(self, node: Step, cursor: str, phase: Phase) -> None:
        super().__init__(node, cursor)
        self._phase = phase

    def phase(self) -> Phase:
        """Where in the mobility it stands."""
        return self._phase


class StepConnection(Connection[Step, StepEdge]):
    """A part of a list of steps, in the order of the timeline."""

    def __init__(self, phases: Iterable[PageNode], where: StepFilter | None, first: int | None, after: str | None) -> None:
        self._phases, self._where, self._order, self._first = list(phases), where or StepFilter(), ORDER, page_size(first)
        self._after = self._found_again(place(ORDER, after)) if after is not None else None

    def _found_again(self, after: tuple[str | int, str]) -> tuple[str | int, str]:
        """Where the step of a cursor is now; before whatever has moved up to its place, if it is gone."""
        at, _, step_id = str(after[0]).partition("/")
        same = (entry.place for entry in self._all if entry.place[1] == after[1] and entry.row["step"].id == step_id)
        return next(same, (at, after[1]))

    @cached_property
    def _all(self) -> list[Entry]:
        return [
            Entry((f"{phase.reading.tree_path}{number:04}/{step.id}", phase.reading.tree_path), {"phase": phase.reading.document.phase, "step": step})
            for phase in self._phases
            for number, step in enumerate(phase.reading.document.steps)
        ]

    @cached_property
    def _entries(self) -> list[Entry]:
        return [entry for entry in self._all if self._where.takes(entry.row["phase"], entry.row["step"])]

    @cached_property
    def _nodes(self) -> list[Any]:
        return [entry.row["step"] for entry in self._cut[0]]

    @cached_property
    def _edges(self) -> tuple[StepEdge, ...]:
        rows = zip(self._cut[0], self._cursors, strict=True)
        return tuple(StepEdge(entry.row["step"], at, entry.row["phase"]) for entry, at in rows)
