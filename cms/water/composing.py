"""Which square of the map a cover shows: wide enough to hold water, placed so that the water runs through what the channels crop out."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from cms.water.geometry import Point, Polyline
from cms.water.shoreline import SHORE, lines_within

SIZE = 1200  # drawing units of the square, either way
REACH = 180  # drawing units around it from which water still sends echo lines into it
CITY_WIDTHS = 44, 56, 68, 80  # kilometres: a city and its water
LAND_WIDTHS = 160, 320, 640, 1280  # kilometres: the shape of the land, for a city without water near
FEWEST_POINTS = 40  # of shores and rivers in the widest view of a city

_CELL = 50  # drawing units
_PLACES = [(column, row) for row in (11, 10, 12) for column in (13, 14, 12, 15, 11, 10, 9)]  # of the city, in cells; the first is best
_BAND = range(8, 16)  # rows that a wide cover shows
_SHEET = range(4, 20)  # columns that a sheet of paper shows
_ENOUGH = 120
_KM_PER_DEGREE = 111.32


@dataclass(frozen=True, slots=True)
class Map:
    """A square of the map in drawing units: where the city lies, shores with land on their left, and rivers; all may reach beyond it."""

    width: int  # kilometres
    city: Point
    shores: list[Polyline]
    rivers: list[Polyline]

    def shifted(self, city: Point) -> "Map":
        """The same with the city elsewhere in the square."""
        dx, dy = city[0] - self.city[0], city[1] - self.city[1]
        moved = [[[(x + dx, y + dy) for x, y in line] for line in lines] for lines in (self.shores, self.rivers)]
        return Map(self.width, city, *moved)


def compose(latitude: float, longitude: float) -> Map:
    """The narrowest map of the city that has water enough, else the fullest; the shape of the land where the widest has next to none."""
    widest = _around(latitude, longitude, CITY_WIDTHS[-1])
    points = sum(abs(x) <= SIZE / 2 and abs(y) <= SIZE / 2 for line in widest.shores + widest.rivers for x, y in line)
    best, most = widest, -1
    for width in CITY_WIDTHS if points >= FEWEST_POINTS else LAND_WIDTHS:
        found = _around(latitude, longitude, width)
        score, city = _best_place(found)
        if score > most:
            best, most = found.shifted(city), score
        if score >= _ENOUGH:
            break
    return best


def _around(latitude: float, longitude: float, width: int) -> Map:
    """The lines around a city, which is the origin, at the scale of a square of so many kilometres."""
    scale = SIZE / width * _KM_PER_DEGREE  # drawing units a degree of latitude
    narrow = math.cos(math.radians(latitude))
    reach = (SIZE + REACH) / scale
    found: dict[bool, list[Polyline]] = {True: [], False: []}
    for line in lines_within(longitude - reach / narrow, longitude + reach / narrow, latitude - reach, latitude + reach):
        points = [((x - longitude) * narrow * scale, (latitude - y) * scale) for x, y in line.points]
        found[line.kind == SHORE].append(points)
    return Map(width, (0, 0), found[True], found[False])


def _best_place(found: Map) -> tuple[int, Point]:
    """Where in the square the city should lie, and how much water is then seen there."""
    cells = {cell for line in found.shores + found.rivers for cell in _cells(line)}
    scores = {place: sum(_weight(column + place[0], row + place[1]) for column, row in cells) for place in _PLACES}
    place = max(_PLACES, key=lambda place: scores[place])
    return scores[place], (place[0] * _CELL, place[1] * _CELL)


def _weight(column: int, row: int) -> int:
    if not (0 <= column < SIZE // _CELL and 0 <= row < SIZE // _CELL):
        return 0
    return 1 + (row in _BAND) + (column in _SHEET)


def _cells(line: Polyline) -> Iterator[tuple[int, int]]:
    """The cells that a line goes through (those of its points and of as many points between as no cell is long)."""
    for start, end in pairwise(line):
        parts = math.ceil(math.dist(start, end) / _CELL) or 1
        for part in range(parts):
            share = part / parts
            yield int((start[0] + (end[0] - start[0]) * share) // _CELL), int((start[1] + (end[1] - start[1]) * share) // _CELL)
