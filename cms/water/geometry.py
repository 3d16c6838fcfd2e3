"""Plane geometry on polylines: lists of ``(x, y)`` pairs, in whatever unit the caller draws in. No dependency, no state."""

import math
from collections.abc import Iterable, Iterator
from itertools import pairwise

Point = tuple[float, float]
Polyline = list[Point]


def simplify(line: Polyline, tolerance: float) -> Polyline:
    """``line`` with fewer points, none of which was more than ``tolerance`` away from what is left (Ramer, Douglas and Peucker)."""
    if len(line) < 3:
        return line
    kept = {0, len(line) - 1}
    spans = [(0, len(line) - 1)]
    while spans:
        first, last = spans.pop()
        gaps = _gaps(line, first, last)
        worst = max(gaps, default=0.0)
        if worst > tolerance:
            farthest = first + 1 + gaps.index(worst)
            kept.add(farthest)
            spans += [(first, farthest), (farthest, last)]
    return [line[index] for index in sorted(kept)]


def _gaps(line: Polyline, first: int, last: int) -> list[float]:
    """How far the points between two others are from the segment that joins those."""
    (x, y), (end_x, end_y) = line[first], line[last]
    dx, dy = end_x - x, end_y - y
    square = dx * dx + dy * dy
    if not square:
        return [math.dist(point, line[first]) for point in line[first + 1 : last]]
    gaps = []
    for px, py in line[first + 1 : last]:
        along = ((px - x) * dx + (py - y) * dy) / square
        along = 0.0 if along < 0 else 1.0 if along > 1 else along
        gaps.append(math.hypot(px - x - along * dx, py - y - along * dy))
    return gaps


def length(line: Polyline) -> float:
    """Length of ``line``; 0 for a single point."""
    return sum(math.dist(start, end) for start, end in pairwise(line))


def inside_rectangle(line: Polyline, low: float, high: float) -> Iterator[Polyline]:
    """The runs of ``line`` within the square from ``low`` to ``high`` on both axes, cut exactly at its edge."""
    return _runs(line, (_within_square(start, end, low, high) for start, end in pairwise(line)))


def outside_disc(line: Polyline, centre: Point, radius: float) -> Iterator[Polyline]:
    """The runs of ``line`` that keep ``radius`` away from ``centre``, cut exactly at the circle."""
    pieces: Polyline = line[:1]
    for start, end in pairwise(line):
        pieces += [_at(start, end, share) for share in _circle_crossings(start, end, centre, radius)]
        pieces.append(end)
    middles = (_at(start, end, 0.5) for start, end in pairwise(pieces))
    return _runs(pieces, ((0.0, 1.0) if math.dist(middle, centre) >= radius else None for middle in middles))


def _runs(line: Polyline, shares: Iterable[tuple[float, float] | None]) -> Iterator[Polyline]:
    """Join the visible part of each segment (from one share of its length to another, or None) into as few lines as possible."""
    run: Polyline = []
    for start, end, share in zip(line, line[1:], shares, strict=False):
        if share is None or share[0] > 0:
            if len(run) > 1:
                yield run
            run = []
        if share is None:
            continue
        if not run:
            run = [_at(start, end, share[0])]
        run.append(_at(start, end, share[1]))
        if share[1] < 1:
            yield run
            run = []
    if len(run) > 1:
        yield run


def _at(start: Point, end: Point, share: float) -> Point:
    if share == 0:
        return start
    if share == 1:
        return end
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def _within_square(start: Point, end: Point, low: float, high: float) -> tuple[float, float] | None:
    """Liang and Barsky: the shares of a segment's length at which it enters and leaves the square, or None if it misses it."""
    enter, leave = 0.0, 1.0
    for origin, delta in ((start[0], end[0] - start[0]), (start[1], end[1] - start[1])):
        if delta == 0:
            if not low <= origin <= high:
                return None
            continue
        near, far = sorted(((low - origin) / delta, (high - origin) / delta))
        enter, leave = max(enter, near), min(leave, far)
    return (enter, leave) if enter < leave else None


def _circle_crossings(start: Point, end: Point, centre: Point, radius: float) -> list[float]:
    """Shares of the segment's length, in order, at which it crosses the circle."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    fx, fy = start[0] - centre[0], start[1] - centre[1]
    a, b, c = dx * dx + dy * dy, 2 * (fx * dx + fy * dy), fx * fx + fy * fy - radius * radius
    under_root = b * b - 4 * a * c
    if a == 0 or under_root <= 0:
        return []
    root = math.sqrt(under_root)
    return [share for share in ((-b - root) / (2 * a), (-b + root) / (2 * a)) if 0 < share < 1]
