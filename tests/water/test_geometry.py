"""Cutting and simplifying polylines."""

from math import dist

import pytest

from cms.water.geometry import inside_rectangle, length, outside_disc, simplify


def test_simplify_drops_points_within_the_tolerance_and_keeps_the_ends():
    assert simplify([(0, 0), (5, 0.4), (10, 0)], 0.5) == [(0, 0), (10, 0)]
    assert simplify([(0, 0), (5, 0.6), (10, 0)], 0.5) == [(0, 0), (5, 0.6), (10, 0)]


def test_simplify_keeps_a_closed_line_open_wide():
    ring = [(0, 0), (10, 0), (10, 10), (0, 10), (0, 0)]
    assert simplify(ring, 1) == ring


def test_line_through_a_square_is_cut_at_both_edges():
    assert list(inside_rectangle([(-5, 5), (15, 5)], 0, 10)) == [[(0, 5), (10, 5)]]


def test_line_that_leaves_a_square_and_comes_back_is_two_lines():
    line = [(2, 5), (2, 15), (8, 15), (8, 5)]
    assert list(inside_rectangle(line, 0, 10)) == [[(2, 5), (2, 10)], [(8, 10), (8, 5)]]


def test_line_beside_a_square_is_gone():
    assert list(inside_rectangle([(-5, -5), (-5, 20), (20, 20)], 0, 10)) == []


@pytest.mark.parametrize("line", [[(-10, 0), (10, 0)], [(-10, 0), (0, 0), (10, 0)]])
def test_line_through_a_disc_stops_at_the_circle_and_goes_on_behind(line):
    assert list(outside_disc(line, (0, 0), 4)) == [[(-10, 0), (-4, 0)], [(4, 0), (10, 0)]]


def test_line_clear_of_a_disc_is_left_alone():
    line = [(-10, 5), (0, 5), (10, 5)]
    runs = list(outside_disc(line, (0, 0), 4))
    assert runs == [line]
    assert min(dist(point, (0, 0)) for run in runs for point in run) == 5


def test_length_adds_up_segments():
    assert length([(0, 0), (3, 4), (3, 10)]) == 11
    assert length([(1, 1)]) == 0
