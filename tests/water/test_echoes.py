"""The field of distances and its contours, on shapes whose answers are known."""

from math import cos, dist, hypot, pi, sin

import pytest

from cms.water.echoes import STEP, Field, contours, river_samples, shore_samples

ISLAND = [(300 + 100 * cos(turn * pi / 60), 300 - 100 * sin(turn * pi / 60)) for turn in range(121)]  # land left of the line: inside
LAKE = ISLAND[::-1]


def field(samples) -> Field:
    made = Field(0, 600)
    made.add(samples)
    return made


def inner(made: Field) -> list[int]:
    return [node for node in range(len(made.gaps)) if all(STEP <= axis <= 600 - STEP for axis in made.at(node))]


@pytest.mark.parametrize(("shape", "water_inside"), [(ISLAND, False), (LAKE, True)])
def test_nodes_know_their_distance_and_whether_they_are_wet(shape, water_inside):
    made = field(shore_samples(shape))
    wet = made.wet()
    for node in inner(made):
        from_middle = dist(made.at(node), (300, 300))
        assert made.gaps[node] == pytest.approx(abs(from_middle - 100), abs=2)
        if abs(from_middle - 100) > 1:
            assert wet[node] is ((from_middle < 100) == water_inside)


def test_land_beyond_the_tip_of_a_hair_thin_inlet_stays_dry():
    """Both banks of the inlet lie on one line, the wrong way round at its tip, as simplified data has it."""
    coast = [(0, 500), (290, 500), (299, 200), (300, 190), (298, 200), (310, 500), (600, 500)][::-1]
    made = field(shore_samples(coast[::-1]))
    wet = made.wet()
    assert not any(wet[node] for node in inner(made) if made.at(node)[1] < 180)
    assert all(wet[node] for node in inner(made) if made.at(node)[1] > 510)


def test_a_river_makes_nothing_wet():
    assert not any(field(river_samples([(100, 100), (500, 400)])).wet())


def test_contours_of_an_island_are_closed_circles_at_the_asked_distances():
    made = field(shore_samples(ISLAND))
    values = [gap if is_wet else -gap for gap, is_wet in zip(made.gaps, made.wet(), strict=True)]
    near, far = contours(values, made, [30, 60])
    for lines, radius in ((near, 130), (far, 160)):
        (line,) = [line for line in lines if all(20 < axis < 580 for point in line for axis in point)]  # the grid's rim knows nothing
        assert line[0] == line[-1]
        assert all(hypot(x - 300, y - 300) == pytest.approx(radius, abs=1.5) for x, y in line)


def test_contours_of_a_river_run_along_both_banks():
    made = field(river_samples([(-50, 300), (650, 300)]))
    (lines,) = contours(made.gaps, made, [45])
    rows = {round(y) for line in lines for x, y in line if 50 < x < 550}
    assert rows == {255, 345}


def test_a_saddle_joins_what_belongs_together():
    """Two lakes nearer to each other than twice the distance: one contour round both, none between."""
    lakes = [[(x + shift, y) for x, y in LAKE] for shift in (-130, 130)]
    made = field(sample for lake in lakes for sample in shore_samples(lake))
    (outer,) = contours([-gap if is_wet else gap for gap, is_wet in zip(made.gaps, made.wet(), strict=True)], made, [40])
    assert len(outer) == 1
