"""Covers of places all over Europe: same bytes each time, real water in them, safe and small enough for pages and print."""

import re
import xml.etree.ElementTree as ElementTree
from itertools import pairwise
from math import dist

import pytest

from cms.water import draw
from cms.water.composing import CITY_WIDTHS, LAND_WIDTHS, compose

WHITE, INK = "#fff", "#1b1c24"
CITIES = {
    "Nantes": (47.22, -1.55),
    "Angers": (47.47, -0.55),
    "Le Mans": (48.01, 0.20),
    "Laval": (48.07, -0.77),
    "Valencia": (39.47, -0.38),
    "Castello": (39.99, -0.04),
    "Gandia": (38.97, -0.18),
    "Alicante": (38.35, -0.48),
    "Como": (45.81, 9.08),
    "Lecco": (45.86, 9.39),
    "Milano": (45.46, 9.19),
    "Bergamo": (45.70, 9.67),
    "Flensburg": (54.78, 9.44),
    "Kiel": (54.32, 10.14),
    "Husum": (54.48, 9.05),
    "Hamburg": (53.55, 9.99),
    "Apeldoorn": (52.21, 5.97),
    "Deventer": (52.25, 6.16),
    "Zutphen": (52.14, 6.20),
    "Zwolle": (52.52, 6.09),
}
ELSEWHERE = {"Bergen": (60.39, 5.32), "Nicosia": (35.17, 33.36), "Reykjavik": (64.14, -21.93), "Las Palmas": (28.12, -15.43)}
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(params=[*CITIES, *ELSEWHERE])
def place(request) -> tuple[float, float]:
    return (CITIES | ELSEWHERE)[request.param]


def points(path: ElementTree.Element) -> list[list[tuple[int, int]]]:
    """The lines of a path's data, in absolute units."""
    lines = []
    for start, steps in re.findall(r"M(-?\d+ -?\d+)l([^M]*)", path.get("d", "")):
        x, y = (int(number) for number in start.split())
        line = [(x, y)]
        numbers = [int(number) for number in re.findall(r"-?\d+", steps)]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            line.append((x, y))
        lines.append(line)
    return lines


def water_lines(svg: str) -> list[list[tuple[int, int]]]:
    """Shores and rivers of a cover, without the echo lines."""
    return [line for path in ElementTree.fromstring(svg).findall(f"{SVG}path") for line in points(path)]


def length(lines: list[list[tuple[int, int]]]) -> float:
    return sum(dist(start, end) for line in lines for start, end in pairwise(line))


@pytest.mark.parametrize("city", ["Nantes", "Le Mans", "Kiel"])
def test_same_place_and_colour_give_the_same_bytes(city):
    draw_afresh = draw.__wrapped__
    assert draw_afresh(*CITIES[city], stroke=WHITE) == draw_afresh(*CITIES[city], stroke=WHITE)


def test_only_the_colour_differs_between_inks():
    assert draw(*CITIES["Kiel"], stroke=INK) == draw(*CITIES["Kiel"], stroke=WHITE).replace(WHITE, INK)


def test_cover_is_a_transparent_square_without_anything_active(place):
    root = ElementTree.fromstring(draw(*place, stroke=WHITE))
    assert root.get("viewBox") == "0 0 1200 1200"
    assert {element.tag.removeprefix(SVG) for element in root.iter()} == {"svg", "g", "path", "circle"}
    names = {name for element in root.iter() for name in element.attrib}
    assert names == {
        *("viewBox", "fill", "stroke", "stroke-linejoin", "stroke-linecap", "stroke-width", "stroke-opacity"),
        *("d", "cx", "cy", "r"),
    }
    assert {element.get("fill") for element in root.iter() if element.get("fill")} == {"none", WHITE}


def test_cover_is_small_enough_to_send_and_holds_a_picture(place):
    assert 3_000 < len(draw(*place, stroke=WHITE)) < 20_000


def test_city_is_a_dot_in_a_ring_near_the_middle_and_no_line_crosses_it(place):
    svg = draw(*place, stroke=WHITE)
    ring, dot = ElementTree.fromstring(svg).findall(f"{SVG}circle")
    city = int(ring.get("cx", "")), int(ring.get("cy", ""))
    assert city == (int(dot.get("cx", "")), int(dot.get("cy", "")))
    assert all(400 <= axis <= 800 for axis in city)
    nearest = min(dist(point, city) for line in water_lines(svg) for point in line)
    assert nearest > int(ring.get("r", "")) + 3


def test_water_runs_through_the_whole_picture_and_through_the_band_that_wide_covers_show(place):
    lines = water_lines(draw(*place, stroke=WHITE))
    assert length(lines) > 1200
    assert sum(389 <= y <= 811 and 0 <= x <= 1200 for line in lines for x, y in line) > 20


def test_echo_lines_fade_with_distance(place):
    paths = ElementTree.fromstring(draw(*place, stroke=WHITE)).findall(f"{SVG}g/{SVG}path")
    opacities = [float(path.get("stroke-opacity", "")) for path in paths]
    assert len(opacities) in (6, 9)
    assert opacities == sorted(opacities, reverse=True)
    assert all(points(path) for path in paths[:3])


@pytest.mark.parametrize(("city", "widths"), [("Le Mans", LAND_WIDTHS), ("Laval", LAND_WIDTHS), ("Milano", CITY_WIDTHS), ("Kiel", CITY_WIDTHS)])
def test_city_without_water_near_shows_the_shape_of_the_land(city, widths):
    assert compose(*CITIES[city]).width in widths


def test_sea_gets_its_echoes_on_the_water_side_only():
    """East of Valencia lies the sea, west the land, where only the lagoon has water to echo."""
    paths = ElementTree.fromstring(draw(*CITIES["Valencia"], stroke=WHITE)).findall(f"{SVG}g/{SVG}path")
    farthest = [x for path in paths[4:] for line in points(path) for x, _ in line]
    assert min(farthest) > 800


def test_little_sea_lets_the_land_carry_the_echoes():
    """Angers has the Loire and no shore: echoes on both of its banks."""
    svg = draw(*CITIES["Angers"], stroke=WHITE)
    river = [y for line in water_lines(svg) for x, y in line if 500 < x < 700]
    echoes = ElementTree.fromstring(svg).findall(f"{SVG}g/{SVG}path")
    rows = [y for line in points(echoes[2]) for x, y in line if 500 < x < 700]
    assert min(rows) < min(river) - 40
    assert max(rows) > max(river) + 40


@pytest.mark.parametrize(
    ("latitude", "longitude", "sentence"),
    [
        (91, 0, "The latitude 91 is outside the map of Europe, which reaches from 27 to 72 degrees."),
        (40.7, -74.0, "The longitude -74.0 is outside the map of Europe, which reaches from -32 to 46 degrees."),
        (float("nan"), 2, "The latitude nan is outside the map of Europe, which reaches from 27 to 72 degrees."),
        (47, float("inf"), "The longitude inf is outside the map of Europe, which reaches from -32 to 46 degrees."),
    ],
)
def test_place_off_the_map_is_refused_with_a_sentence(latitude, longitude, sentence):
    with pytest.raises(ValueError, match=re.escape(sentence)):
        draw(latitude, longitude, stroke=WHITE)


@pytest.mark.parametrize("colour", ["white", "", "#ffff", "#fff\n", '#fff"/><script>alert(1)</script>'])
def test_what_is_no_colour_is_refused(colour):
    with pytest.raises(ValueError, match=r"is none; write it as #fff or #1b1c24"):
        draw(*CITIES["Nantes"], stroke=colour)
