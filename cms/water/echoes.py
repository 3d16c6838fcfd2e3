"""Echo lines: an engraver's lines that run along the water at set distances, found as the contours of a field of distances.

Each node of a square grid learns its nearest sample of the water's lines, in sweeps that hand samples on to neighbours (after Danielsson's
sequential distance transform). A shore's sample knows on which side its water lies, so that a node knows whether it is wet. The contours
are then walked from cell to cell (marching squares).
"""

import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from cms.water.geometry import Point, Polyline

STEP = 10  # drawing units between nodes
SPACING = 3.0  # drawing units between samples, at most


class Sample(NamedTuple):
    """A point of a line in drawing units; ``across, down`` points into the water of a shore and is 0, 0 on a river."""

    x: float
    y: float
    across: float = 0.0
    down: float = 0.0


def shore_samples(line: Polyline) -> Iterator[Sample]:
    """Points along a shore with land on its left. Where it bends, the water's direction is the mean of both sides of the bend."""
    before: Point | None = None
    for start, end in pairwise(line):
        gap = math.dist(start, end)
        if not gap:
            continue
        across, down = -(end[1] - start[1]) / gap, (end[0] - start[0]) / gap
        bend = (across + before[0], down + before[1]) if before else (across, down)
        yield Sample(*start, *bend)
        yield from (Sample(x, y, across, down) for x, y in _between(start, end, gap))
        before = across, down
    if before:
        yield Sample(*line[-1], *before)


def river_samples(line: Polyline) -> Iterator[Sample]:
    """Points along a line that has no side."""
    for start, end in pairwise(line):
        yield Sample(*start)
        yield from (Sample(x, y) for x, y in _between(start, end, math.dist(start, end)))
    yield Sample(*line[-1])


def _between(start: Point, end: Point, gap: float) -> Iterator[Point]:
    parts = math.ceil(gap / SPACING)
    for part in range(1, parts):
        yield start[0] + (end[0] - start[0]) * part / parts, start[1] + (end[1] - start[1]) * part / parts


class Field:
    """Distances to the nearest of the samples added, on a grid over the square from ``low`` to ``high`` (drawing units) on both axes."""

    def __init__(self, low: int, high: int) -> None:
        self.low = low
        self.side = (high - low) // STEP + 1
        self.gaps = [2.0 * (high - low)] * (self.side * self.side)  # farther than anything; finite, so that contours can be drawn beside it
        self.nearest: list[Sample | None] = [None] * (self.side * self.side)

    def add(self, samples: Iterable[Sample]) -> None:
        """Take more samples into account."""
        for sample in samples:
            self._seed(sample)
        inner = range(1, self.side - 1)
        for rows, back in (inner, -self.side), (inner[::-1], self.side):
            for row in rows:
                self._sweep(row, inner, (back - 1, back, back + 1, -1))
                self._sweep(row, inner[::-1], (1,))

    def at(self, node: int) -> Point:
        """Where a node lies, in drawing units."""
        row, column = divmod(node, self.side)
        return self.low + column * STEP, self.low + row * STEP

    def wet(self) -> list[bool]:
        """For each node, whether it lies in the water; asked while only shores were added.

        The side of its nearest shore tells, except beyond the tip of an inlet too narrow for the data. So nodes with no shore between them
        vote: none passes where two neighbours' distances add up to more than the step between them (and a little, as samples lie apart).
        """
        wet = [self._on_water_side(node) for node in range(len(self.gaps))]
        last = self.side - 1
        seen = [row in (0, last) or column in (0, last) for row in range(self.side) for column in range(self.side)]  # the rim knows little
        for start in range(len(wet)):
            if seen[start]:
                continue
            seen[start] = True
            region = [start]
            for node in region:
                clear = STEP + SPACING - self.gaps[node]
                for other in (node - self.side, node - 1, node + 1, node + self.side):
                    if not seen[other] and self.gaps[other] > clear:
                        seen[other] = True
                        region.append(other)
            verdict = 2 * sum(wet[node] for node in region) > len(region)
            for node in region:
                wet[node] = verdict
        return wet

    def share(self, flags: Sequence[bool], low: int, high: int) -> float:
        """How much of the square from ``low`` to ``high`` is flagged, from 0 to 1; ``flags`` holds one a node."""
        inner = range((low - self.low) // STEP, (high - self.low) // STEP + 1)
        rows = [flags[row * self.side + inner.start : row * self.side + inner.stop] for row in inner]
        return sum(map(sum, rows)) / len(inner) ** 2

    def _on_water_side(self, node: int) -> bool:
        sample = self.nearest[node]
        if sample is None:
            return False
        x, y = self.at(node)
        return (x - sample.x) * sample.across + (y - sample.y) * sample.down > 0

    def _seed(self, sample: Sample) -> None:
        column, row = int((sample.x - self.low) // STEP), int((sample.y - self.low) // STEP)
        if 0 <= column < self.side - 1 and 0 <= row < self.side - 1:
            corner = row * self.side + column
            for node in (corner, corner + 1, corner + self.side, corner + self.side + 1):
                gap = math.dist(self.at(node), sample[:2])
                if gap < self.gaps[node]:
                    self.gaps[node], self.nearest[node] = gap, sample

    def _sweep(self, row: int, columns: range, neighbours: Sequence[int]) -> None:
        """Offer each node of a row the samples of its neighbours, in the order of ``columns``."""
        gaps, nearest, hypot = self.gaps, self.nearest, math.hypot
        y = self.low + row * STEP
        for column in columns:
            node = row * self.side + column
            own, best = nearest[node], gaps[node]
            for offset in neighbours:
                offer = nearest[node + offset]
                if offer is not None and offer is not own:
                    gap = hypot(self.low + column * STEP - offer[0], y - offer[1])
                    if gap < best:
                        own, best = offer, gap
            nearest[node], gaps[node] = own, best


def contours(values: Sequence[float], field: Field, levels: Sequence[float]) -> list[list[Polyline]]:
    """For each of the rising levels, the lines on which ``values`` (one a node of ``field``) pass it; a closed line ends where it began."""
    found: list[dict[int, list[int]]] = [{} for _ in levels]
    side = field.side
    bands = [bisect_right(levels, value) for value in values]
    for corner in range(side * (side - 1) - 1):
        around = bands[corner], bands[corner + 1], bands[corner + side + 1], bands[corner + side]
        if around[0] == around[1] == around[2] == around[3] or corner % side == side - 1:
            continue
        heights = values[corner], values[corner + 1], values[corner + side + 1], values[corner + side]
        for index in range(min(around), max(around)):
            links = found[index]
            for one, other in _cell_links(corner, side, heights, levels[index]):
                links.setdefault(one, []).append(other)
                links.setdefault(other, []).append(one)
    return [
        [[_crossing(edge, values, field, level) for edge in chain] for chain in _chains(links)] for links, level in zip(found, levels, strict=True)
    ]


def _cell_links(corner: int, side: int, around: tuple[float, float, float, float], level: float) -> list[tuple[int, int]]:
    """The pairs of a cell's edges that a contour joins. An edge's number is twice its upper or left node, plus 1 if it goes down."""
    edges = 2 * corner, 2 * corner + 3, 2 * (corner + side), 2 * corner + 1  # top, right, bottom, left
    high = [value >= level for value in around]
    crossed = [edges[index] for index in range(4) if high[index] != high[(index + 1) % 4]]
    if len(crossed) == 2:
        return [(crossed[0], crossed[1])]
    if (sum(around) / 4 >= level) == high[0]:  # a saddle: the middle goes with the first corner, which cuts off the two others
        return [(edges[0], edges[1]), (edges[2], edges[3])]
    return [(edges[3], edges[0]), (edges[1], edges[2])]


def _chains(links: dict[int, list[int]]) -> Iterator[list[int]]:
    """The edges one after the other along each contour: first the contours that end at the grid's edge, then the closed ones."""
    seen: set[int] = set()
    for start in sorted(links, key=lambda edge: (len(links[edge]), edge)):
        if start in seen:
            continue
        chain, following = [start], links[start]
        seen.add(start)
        while step := next((edge for edge in following if edge not in seen), None):
            seen.add(step)
            chain.append(step)
            following = links[step]
        if len(links[start]) == 2:
            chain.append(start)
        yield chain


def _crossing(edge: int, values: Sequence[float], field: Field, level: float) -> Point:
    node, down = divmod(edge, 2)
    start, end = values[node], values[node + (field.side if down else 1)]
    way = STEP * (level - start) / (end - start)
    x, y = field.at(node)
    return (x, y + way) if down else (x + way, y)
