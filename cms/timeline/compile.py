"""Compiles the pages of the timeline into their documents."""

from collections.abc import Iterable
from typing import Any

from wagtail.models import Page

from cms.core.compile import common, identity, words
from cms.core.enums import Anchor
from cms.editions.compile import Reads, rich, source
from cms.editions.registry import Kind, register
from cms.kits.enums import Iso
from cms.timeline import documents as d
from cms.timeline.enums import Actor, Phase, Repeat, ResourceKind, Standard

LICENCE = "CC BY 4.0"


def resource(item_id: str, value: Any, reads: Reads) -> d.Resource:
    """What stands beside a step."""
    return d.Resource(
        id=item_id,
        title=words(value.get("title")),
        kind=ResourceKind(value.get("kind") or ResourceKind.SHEET),
        body=rich(value.get("body"), reads),
        url=words(value.get("url")) or (reads.add(value["file"]).url if value.get("file") else ""),
        minutes=value.get("minutes"),
        licence=words(value.get("licence")) or LICENCE,
    )


def country_note(item_id: str, value: Any, reads: Reads) -> d.CountryNote:
    """What is different in one country."""
    return d.CountryNote(id=item_id, country=Iso(value.get("country") or Iso.FR), text=rich(value.get("text"), reads), source=source(value))


def step(block_id: str, value: Any, reads: Reads) -> d.Step:
    """One task."""
    return d.Step(
        id=block_id,
        key=words(value.get("key")),
        number=words(value.get("number")),
        title=words(value.get("title")),
        why=words(value.get("why")),
        how=rich(value.get("how"), reads),
        anchor=Anchor(value.get("anchor") or Anchor.ARRIVAL),
        offset_days=value.get("offset_days") or 0,
        repeat=Repeat(value["repeat"]) if value.get("repeat") else None,
        office=bool(value.get("office")),
        minutes=value.get("minutes") or 0,
        actors=tuple(map(Actor, value.get("actors") or ())),
        standards=tuple(map(Standard, value.get("standards") or ())),
        minors_only=bool(value.get("minors_only")),
        countries=tuple(map(Iso, value.get("countries") or ())),
        min_days=value.get("min_days"),
        max_days=value.get("max_days"),
        done_when=words(value.get("done_when")),
        sample_wording=words(value.get("sample_wording")),
        resources=tuple(resource(identity(item), item.value, reads) for item in value["resources"].bound_blocks),
        country_notes=tuple(country_note(identity(item), item.value, reads) for item in value["country_notes"].bound_blocks),
    )


def compile_timeline(page: Any, reads: Reads) -> d.Timeline:
    """The timeline."""
    return d.Timeline(**common(page, reads), reference_days=page.reference_days)


def compile_phase(page: Any, reads: Reads) -> d.TimelinePhase:
    """A phase."""
    steps = tuple(step(identity(block), block.value, reads) for block in page.steps)
    return d.TimelinePhase(**common(page, reads), phase=Phase(page.phase or Phase.BEFORE), goal=page.goal, steps=steps)


def phases(page: Any) -> list[Any]:
    """The live phases of a timeline, which it is composed with."""
    return list(Page.objects.child_of(page).live()) if page.path else []


def timelines(page: Any) -> Iterable[Any]:
    """The timeline that a phase belongs to."""
    return Page.objects.parent_of(page).live().specific()


def register_kinds() -> None:
    """Makes the pages of the timeline compile."""
    register(Kind(document=d.Timeline, compile=compile_timeline, parts=phases))
    register(Kind(document=d.TimelinePhase, compile=compile_phase, wholes=timelines))
