"""Fits units (chapters, steps) to pages: none starts at the foot of one, and no page but the last is left under a third full.

Units follow each other without a new page, since many are short. Where a page is nearly full, the next one begins a new one, and what is left of
the old becomes lines to write on, or the unit before is set a little tighter, so that its tail doesn't stand alone.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from exports.print.outline import Fit, Fitting, Unit
from exports.print.sheet import A4, Sheet

if TYPE_CHECKING:
    from weasyprint import Document

MM = 96 / 25.4  # CSS pixels
NOTES_FROM = 44.0  # mm left open from which lines to write on are offered
NOTES_HEAD, NOTES_LINE = 13.0, 8.4  # mm, as in parts.css
DENSITIES = ("", "tight1", "tight2")
LEAVES = ("first-days", "people")  # what stands on pages of its own, to be filled with lines to write on
MANY, PASSES_OF_MANY = 25, 2  # units from which a layout takes so long that few must do
LayOut = Callable[[Fit], "Document"]


class Place(NamedTuple):
    """Where a unit stands: pages (from 0), and heights on them (mm from the top) at which it begins and ends."""

    first: int
    begins: float
    last: int
    ends: float

    def length(self, area: float) -> float:
        """Height (mm) over all its pages, of which each has ``area`` mm to fill."""
        return (self.last - self.first) * area + self.ends - self.begins


def places(document: "Document") -> dict[str, Place]:
    """Where each part that has an id stands, by that id, in reading order."""
    found: dict[str, Place] = {}
    for number, page in enumerate(document.pages):
        for name, (_, top, _, bottom) in page.anchors.items():
            begun = found.get(name)
            found[name] = Place(begun.first, begun.begins, number, bottom / MM) if begun else Place(number, top / MM, number, bottom / MM)
    return found


def copyfit(lay_out: LayOut, units: Sequence[Unit], sheet: Sheet = A4) -> "tuple[Document, Fit]":
    """The best layout found, and how its units are set. ``lay_out`` lays the document out with some fitting."""
    flowing, starts = [unit.anchor for unit in units], {unit.anchor for unit in units if unit.begins}
    fit: Fit = {}
    document = lay_out(fit)
    for _ in range(sheet.passes if len(units) <= MANY else min(sheet.passes, PASSES_OF_MANY)):
        changed = adjusted(fit, flowing, places(document), sheet, starts)
        if changed is None:
            break
        fit = changed
        document = lay_out(fit)
    noted = with_notes(fit, flowing, places(document), sheet) if sheet.notes else fit
    return (document, fit) if noted == fit else (lay_out(noted), noted)


def adjusted(fit: Fit, flowing: list[str], at: Mapping[str, Place], sheet: Sheet = A4, starts: Collection[str] = ()) -> Fit | None:
    """The fitting with put right what isn't as it should be; None where all is, or can't be helped.

    A break moves all that follows, up to the next of ``starts``, which begin a page anyway. How far is reckoned here but not known, since rows
    don't break: behind the first break only units that begin at the very foot are sure to need one too, the others are looked at again in the
    next layout.
    """
    done, moved = dict(fit), 0.0
    for name in flowing:
        if name in starts:
            moved = 0.0
            continue
        mine, length = fit.get(name, Fitting()), at[name].length(sheet.area)
        begins = (at[name].begins - sheet.top + moved) % sheet.area
        room = sheet.room / 2 if moved else sheet.room
        if not mine.breaks and begins > sheet.area - room and begins + length > sheet.area:
            done[name] = mine.with_break()
            moved += sheet.area - begins
    for before, name in pairwise(flowing):
        mine = fit.get(name, Fitting())
        if mine.breaks and at[name].first > at[before].last and sheet.bottom - at[before].ends > sheet.area / 2:  # what came before has moved since
            done[name] = Fitting(density=mine.density)
    for name in crowded(at) if sheet.has_card else ():
        if tighter := denser(fit.get(name, Fitting())):
            done[name] = tighter
    if done != fit:
        return done
    moves = False
    for before, name in pairwise(flowing):
        lonely = at[name].first > at[before].last and tail(at[before], sheet) < sheet.area / 3
        if lonely and not moves and (tighter := denser(fit.get(before, Fitting()))):
            done[before], moves = tighter, True
        moves = moves and name not in starts
    return done if done != fit else None


def crowded(at: Mapping[str, Place]) -> list[str]:
    """The emergency pages on which what is said reaches the card at the foot, or the page after it."""
    leaves = [name for name in at if f"{name}-words" in at and f"{name}-card" in at]
    return [name for name in leaves if at[f"{name}-words"].ends > at[f"{name}-card"].begins - 2 or at[f"{name}-card"].last > at[name].first]


def tail(place: Place, sheet: Sheet = A4) -> float:
    """How much (mm) is filled of the page on which a unit ends that began on an earlier one; a whole page where it didn't."""
    return place.ends - sheet.top if place.last > place.first else sheet.area


def denser(fitting: Fitting) -> Fitting | None:
    """The next step of density; None after the last."""
    step = DENSITIES.index(fitting.density) + 1
    return Fitting(density=DENSITIES[step], breaks=fitting.breaks) if step < len(DENSITIES) else None


def with_notes(fit: Fit, flowing: list[str], at: Mapping[str, Place], sheet: Sheet = A4) -> Fit:
    """The fitting with lines to write on where a page is left open: before a unit that begins a new page, and on pages that stand alone."""
    open_ends = {before: sheet.bottom for before, name in pairwise(flowing) if at[name].first > at[before].last}
    leaves = {name: sheet.height - sheet.leaf_foot for name in at if name.startswith(LEAVES)}
    done = dict(fit)
    for name, foot in {**open_ends, **leaves, flowing[-1]: sheet.bottom}.items():
        left = foot - at[name].ends
        if left >= NOTES_FROM:
            done[name] = fit.get(name, Fitting()).with_notes(int((left - NOTES_HEAD) / NOTES_LINE))
    return done
