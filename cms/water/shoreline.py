"""The shorelines and rivers of Europe, read from ``europe.xz`` beside this file, and how that file is laid out.

The file is an xz stream of little-endian data: the count of pieces; of each piece its kind, its count of points and its first point; then,
for all pieces one after the other, the steps from point to point, first all in longitude, then all in latitude. A point is a whole number
of ``1 / GRID`` degrees and a step fits a signed byte, so that decoding runs in C; no piece has more than ``LONGEST`` points. A piece that
starts where the one before it ended goes on with the same line. Shores have land on their left.
"""

import lzma
import struct
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise
from pathlib import Path

FILE = Path(__file__).with_name("europe.xz")
GRID = 4000  # steps a degree: 28 m in latitude
LONGEST = 255
SHORE, RIVER = 0, 1
WEST, EAST, SOUTH, NORTH = -32.0, 46.0, 27.0, 72.0  # degrees: what the file covers, from the Azores to the Caspian's near side

_COUNT = struct.Struct("<I")
_HEAD = struct.Struct("<BBii")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some following points of a shore or a river, in grid steps, with the box around them."""

    kind: int
    xs: "array[int]"
    ys: "array[int]"
    west: int
    east: int
    south: int
    north: int


@dataclass(frozen=True, slots=True)
class Line:
    """A shore (land on its left) or a river as ``(longitude, latitude)`` in degrees."""

    kind: int
    points: list[tuple[float, float]]


def lines_within(west: float, east: float, south: float, north: float) -> Iterator[Line]:
    """The lines that touch the box, in degrees, in the file's order; they may reach beyond it."""
    west, east, south, north = west * GRID, east * GRID, south * GRID, north * GRID
    line: Line | None = None
    for piece in _pieces():
        if piece.west > east or piece.east < west or piece.south > north or piece.north < south:
            continue
        points = [(x / GRID, y / GRID) for x, y in zip(piece.xs, piece.ys, strict=True)]
        if line and line.kind == piece.kind and line.points[-1] == points[0]:
            line.points.extend(points[1:])
            continue
        if line:
            yield line
        line = Line(piece.kind, points)
    if line:
        yield line


@cache
def _pieces() -> list[Piece]:
    data = lzma.decompress(FILE.read_bytes())
    (count,) = _COUNT.unpack_from(data)
    heads = list(_HEAD.iter_unpack(data[_COUNT.size : _COUNT.size + count * _HEAD.size]))
    steps = array("b", data[_COUNT.size + count * _HEAD.size :])
    pieces, at, half = [], 0, len(steps) // 2
    for kind, points, x, y in heads:
        end = at + points - 1
        xs = array("i", accumulate(steps[at:end], initial=x))
        ys = array("i", accumulate(steps[half + at : half + end], initial=y))
        pieces.append(Piece(kind, xs, ys, min(xs), max(xs), min(ys), max(ys)))
        at = end
    return pieces


def encode(lines: Iterable[tuple[int, list[tuple[int, int]]]]) -> bytes:
    """The file's bytes for ``lines``: kind and points in grid steps. Long segments get points between, so that each step fits a byte."""
    heads, across, up = bytearray(), array("b"), array("b")
    count = 0
    for kind, points in lines:
        fine = points[:1]
        for start, end in pairwise(points):
            fine += _between(start, end)
        for first in range(0, len(fine) - 1, LONGEST - 1):
            piece = fine[first : first + LONGEST]
            heads += _HEAD.pack(kind, len(piece), *piece[0])
            across.extend(end[0] - start[0] for start, end in pairwise(piece))
            up.extend(end[1] - start[1] for start, end in pairwise(piece))
            count += 1
    data = _COUNT.pack(count) + bytes(heads) + across.tobytes() + up.tobytes()
    return lzma.compress(data, preset=9 | lzma.PRESET_EXTREME)


def _between(start: tuple[int, int], end: tuple[int, int]) -> list[tuple[int, int]]:
    """Points from after ``start`` to ``end``, none more than 127 steps from the one before on either axis."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    parts = max(1, -(-max(abs(dx), abs(dy)) // 127))
    return [(start[0] + dx * part // parts, start[1] + dy * part // parts) for part in range(1, parts + 1)]
