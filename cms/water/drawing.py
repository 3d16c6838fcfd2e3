"""The SVG of a cover: shores, rivers, their echo lines, and the city as a dot in a ring.

Water is drawn as engravers do: echo lines run along the shore on the water's side, farther apart and fainter as they go. Where a view has
little sea, they run along both sides of all water, rivers too, so that the land carries the picture.
"""

import math
import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from cms.water.composing import REACH, SIZE, Map, compose
from cms.water.echoes import Field, contours, river_samples, shore_samples
from cms.water.geometry import Point, Polyline, inside_rectangle, length, outside_disc, simplify
from cms.water.shoreline import EAST, NORTH, SOUTH, WEST

_ECHOES: tuple[float, ...] = 14, 30, 50, 74, 102, 134, 170, 211, 257  # distances from the water, in drawing units
_OPACITIES = 0.85, 0.7, 0.57, 0.46, 0.36, 0.28, 0.22, 0.17, 0.13
_ON_LAND = 6  # how many of them, where they run on land
_MUCH_SEA = 0.2  # share of the square
_RING, _DOT, _CLEAR = 30, 12, 46  # radii round the city; no line comes nearer than the last
_TOLERANCES = 0.6, 1.2, 2.4, 4.0  # drawing units by which lines may be simplified; the first that makes a file small enough
_LARGEST = 18_000  # bytes
_BLEED = 8  # units that lines go on beyond the square, so that their round ends are not seen
_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")


@lru_cache(maxsize=64)
def draw(latitude: float, longitude: float, *, stroke: str) -> str:
    """The water around a place as an SVG of 1200 by 1200 units, lines in the colour ``stroke`` on nothing.

    Takes degrees (north and east positive) and a hexadecimal colour such as ``#fff``. The same place and colour give the same bytes.
    Raises ValueError where the place is outside the map of Europe or the colour is none. Source: GSHHG, see NOTICE.md.
    """
    _check(latitude, longitude, stroke)
    found = compose(latitude, longitude)
    echoes = [(opacity, _seen(lines)) for opacity, lines in _echoes(found)]
    shores, rivers = _seen(found.shores), _seen(found.rivers)
    for tolerance in _TOLERANCES:
        faint = (f'<path stroke-opacity="{opacity}" d="{_path(lines, found.city, tolerance, 60)}"/>' for opacity, lines in echoes)
        x, y = found.city
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}" fill="none" stroke="{stroke}" stroke-linejoin="round"'
            f' stroke-linecap="round"><g stroke-width="2">{"".join(faint)}</g>'
            f'<path stroke-width="4" d="{_path(shores, found.city, tolerance, 12 * tolerance)}"/>'
            f'<path stroke-width="5.4" d="{_path(rivers, found.city, tolerance, 12 * tolerance)}"/>'
            f'<circle cx="{x}" cy="{y}" r="{_RING}" stroke-width="6"/>'
            f'<circle cx="{x}" cy="{y}" r="{_DOT}" fill="{stroke}" stroke="none"/></svg>'
        )
        if len(svg) <= _LARGEST:
            break
    return svg


def _check(latitude: float, longitude: float, stroke: str) -> None:
    for name, value, low, high in (("latitude", latitude, SOUTH, NORTH), ("longitude", longitude, WEST, EAST)):
        if not math.isfinite(value) or not low <= value <= high:
            raise ValueError(f"The {name} {value} is outside the map of Europe, which reaches from {low:g} to {high:g} degrees.")
    if not _COLOUR.fullmatch(stroke):
        raise ValueError(f"The colour {stroke!r} is none; write it as #fff or #1b1c24.")


def _echoes(found: Map) -> list[tuple[float, list[Polyline]]]:
    """Echo lines and their opacity, the nearest to the water first."""
    field = Field(-REACH, SIZE + REACH)
    field.add(sample for line in found.shores for sample in shore_samples(line))
    wet = field.wet()
    if field.share(wet, 0, SIZE) > _MUCH_SEA:
        distances = _ECHOES
        values = [gap if is_wet else -gap for gap, is_wet in zip(field.gaps, wet, strict=True)]
    else:
        distances = _ECHOES[:_ON_LAND]
        field.add(sample for line in found.rivers for sample in river_samples(line))
        values = field.gaps
    return list(zip(_OPACITIES, contours(values, field, distances), strict=False))  # fewer lines than opacities on land


def _seen(lines: Iterable[Polyline]) -> list[Polyline]:
    """What lies within the square, and a little beyond."""
    return [run for line in lines for run in inside_rectangle(line, -_BLEED, SIZE + _BLEED)]


def _path(lines: Iterable[Polyline], city: Point, tolerance: float, shortest: float) -> str:
    """Path data, in whole units, of simplified lines that keep clear of the city and are not shorter than ``shortest``."""
    pieces = (piece for line in lines for piece in outside_disc(simplify(line, tolerance), city, _CLEAR) if length(piece) >= shortest)
    return "".join(_subpath([(round(x), round(y)) for x, y in piece]) for piece in pieces)


def _subpath(points: list[tuple[int, int]]) -> str:
    """One line: an absolute point, then steps."""
    steps = [(x - left, y - top) for (left, top), (x, y) in pairwise(points)]
    numbers = " ".join(f"{dx} {dy}" for dx, dy in steps if dx or dy)
    return f"M{points[0][0]} {points[0][1]}l{numbers.replace(' -', '-')}" if numbers else ""
