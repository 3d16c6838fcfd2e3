"""Fits chapters to pages: none starts at the foot of one, and no page but the last is left under a third full.

Chapters follow each other without a new page, since a kit has short ones. Where a page is nearly full, the next chapter begins a new one, and
what is left of the old becomes lines to write on, or the chapter before is set a little tighter, so that its tail doesn't stand alone.
"""

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from exports.print.kit import Fitting

if TYPE_CHECKING:
    from weasyprint import Document

MM = 96 / 25.4  # CSS pixels
TOP, BOTTOM = 24.0, 297.0 - 21.0  # mm; the type area of a page, as in page.css
HEIGHT = BOTTOM - TOP
ROOM = 66.0  # mm that a chapter wants for its head and its first words
THIRD = HEIGHT / 3
NEEDLESS = HEIGHT / 2  # mm left open by a break from which it is taken back
NOTES_FROM = 44.0  # mm left open from which lines to write on are offered
NOTES_HEAD, NOTES_LINE = 13.0, 8.4  # mm, as in parts.css
PASSES = 4
DENSITIES = ("", "tight1", "tight2")

EMERGENCY = "emergency"

Fit = dict[str, Fitting]
LayOut = Callable[[Fit], "Document"]


class Place(NamedTuple):
    """Where a part stands: pages (from 0), and heights on them (mm from the top) at which it begins and ends."""

    first: int
    begins: float
    last: int
    ends: float

    @property
    def length(self) -> float:
        """Height (mm) over all its pages."""
        return (self.last - self.first) * HEIGHT + self.ends - self.begins


def places(document: "Document") -> dict[str, Place]:
    """Where each part that has an id stands, by that id, in reading order."""
    found: dict[str, Place] = {}
    for number, page in enumerate(document.pages):
        for name, (_, top, _, bottom) in page.anchors.items():
            begun = found.get(name)
            found[name] = Place(begun.first, begun.begins, number, bottom / MM) if begun else Place(number, top / MM, number, bottom / MM)
    return found


def copyfit(lay_out: LayOut, flowing: list[str], leaves: Mapping[str, float]) -> "tuple[Document, Fit]":
    """The best layout found, and how its parts are set.

    :param lay_out: lays the document out with some fitting.
    :param flowing: ids of the parts that follow each other, in reading order.
    :param leaves: ids of parts on pages of their own, and down to where (mm from the top) lines to write on may fill them.
    """
    fit: Fit = {}
    document = lay_out(fit)
    for _ in range(PASSES):
        changed = adjusted(fit, flowing, places(document))
        if changed is None:
            break
        fit = changed
        document = lay_out(fit)
    noted = with_notes(fit, flowing, leaves, places(document))
    return (document, fit) if noted == fit else (lay_out(noted), noted)


def adjusted(fit: Fit, flowing: list[str], at: Mapping[str, Place]) -> Fit | None:
    """The fitting with put right what isn't as it should be; None where all is, or can't be helped.

    A break moves all that follows. How far is reckoned here but not known, since rows don't break: behind the first break only chapters that
    begin at the very foot are sure to need one too, the others are looked at again in the next layout.
    """
    done, moved = dict(fit), 0.0
    for name in flowing:
        mine, length = fit.get(name, Fitting()), at[name].length
        begins = (at[name].begins - TOP + moved) % HEIGHT
        room = ROOM / 2 if moved else ROOM
        if not mine.breaks and begins > HEIGHT - room and begins + length > HEIGHT:
            done[name] = mine.with_break()
            moved += HEIGHT - begins
    for before, name in pairwise(flowing):
        mine = fit.get(name, Fitting())
        if mine.breaks and at[name].first > at[before].last and BOTTOM - at[before].ends > NEEDLESS:  # what came before has moved since
            done[name] = Fitting(density=mine.density)
    if crowded(at) and (tighter := denser(fit.get(EMERGENCY, Fitting()))):
        done[EMERGENCY] = tighter
    if done != fit:
        return done
    for before, name in pairwise(flowing):
        if at[name].first > at[before].last and tail(at[before]) < THIRD and (tighter := denser(fit.get(before, Fitting()))):
            return {**fit, before: tighter}
    return None


def crowded(at: Mapping[str, Place]) -> bool:
    """Whether what stands on the emergency page reaches the card at its foot, or the page after it."""
    words, card = at[f"{EMERGENCY}-words"], at["card"]
    return words.ends > card.begins - 2 or card.last > at[EMERGENCY].first


def tail(place: Place) -> float:
    """How much (mm) is filled of the page on which a part ends that began on an earlier one; a whole page where it didn't."""
    return place.ends - TOP if place.last > place.first else HEIGHT


def denser(fitting: Fitting) -> Fitting | None:
    """The next step of density; None after the last."""
    step = DENSITIES.index(fitting.density) + 1
    return Fitting(density=DENSITIES[step], breaks=fitting.breaks) if step < len(DENSITIES) else None


def with_notes(fit: Fit, flowing: list[str], leaves: Mapping[str, float], at: Mapping[str, Place]) -> Fit:
    """The fitting with lines to write on where a page is left open: before a part that begins a new page, and on pages that stand alone."""
    open_ends = {before: BOTTOM for before, name in pairwise(flowing) if at[name].first > at[before].last}
    done = dict(fit)
    for name, foot in {**open_ends, **leaves}.items():
        left = foot - at[name].ends if name in at else 0
        if left >= NOTES_FROM:
            done[name] = fit.get(name, Fitting()).with_notes(int((left - NOTES_HEAD) / NOTES_LINE))
    return done
