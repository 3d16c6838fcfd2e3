"""Lists of kits: their order, their pages, their languages."""

from typing import Any

import pytest
from factories import make_country, make_kit, make_kits

from content_api import slices
from content_api.errors import Refusal

pytestmark = pytest.mark.django_db
PAGE = """query($first: Int, $after: String) {
  kits(first: $first, after: $after) {
    totalCount
    edges { cursor node { title } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}"""


def titles(connection: Any) -> list[str]:
    return [edge["node"]["title"] for edge in connection["edges"]]


def test_kits_come_in_the_editors_order(api: Any) -> None:
    for city in ("Nantes", "Angers", "Como"):
        make_kit(city)
    assert titles(api.data(PAGE)["kits"]) == ["Nantes", "Angers", "Como"]


def test_a_list_is_read_page_by_page(api: Any) -> None:
    make_kits(5)
    found, after = [], None
    for has_next, has_previous in ((True, False), (True, True), (False, True)):
        part = api.data(PAGE, first=2, after=after)["kits"]
        found += titles(part)
        info = part["pageInfo"]
        assert (info["hasNextPage"], info["hasPreviousPage"], part["totalCount"]) == (has_next, has_previous, 5)
        assert (info["startCursor"], info["endCursor"]) == (part["edges"][0]["cursor"], part["edges"][-1]["cursor"])
        after = info["endCursor"]
    assert found == [f"Ville {number:02}" for number in range(5)]


def test_a_page_added_before_the_cursor_moves_nothing(api: Any) -> None:
    first, _, third = make_kits(3)
    after = api.data(PAGE, first=2)["kits"]["pageInfo"]["endCursor"]
    make_kit("Neu").move(first, pos="left")
    assert titles(api.data(PAGE, first=2)["kits"])[0] == "Neu"
    assert titles(api.data(PAGE, first=2, after=after)["kits"])[-1] == third.title


def test_an_empty_page_has_no_cursors(api: Any) -> None:
    make_kits(1)
    part = api.data(PAGE, first=0)["kits"]
    assert part == {
        "totalCount": 1,
        "edges": [],
        "pageInfo": {"hasNextPage": True, "hasPreviousPage": False, "startCursor": None, "endCursor": None},
    }


def test_without_a_number_a_page_has_twenty(api: Any) -> None:
    make_kits(21)
    for variables in ({}, {"first": None}):
        part = api.data(PAGE, **variables)["kits"]
        assert (len(part["edges"]), part["pageInfo"]["hasNextPage"]) == (slices.DEFAULT_FIRST, True) == (20, True)


@pytest.mark.parametrize("after", ["", "x", "tree:00010001", "dHJlZTo", "dHJlZTpabHVlbg", "é", "A" * 500])
def test_a_cursor_that_is_none_is_told(api: Any, kit: Any, after: str) -> None:
    errors = api.errors(PAGE, after=after)
    assert [error["extensions"] for error in errors] == [{"code": "BAD_CURSOR"}]
    assert errors[0]["path"] == ["kits"]


@pytest.mark.parametrize(("first", "code"), [(-1, "BAD_PAGE_SIZE"), (101, "PAGE_TOO_LARGE"), (10**9, "PAGE_TOO_LARGE")])
def test_a_page_size_that_is_none_is_told(api: Any, first: int, code: str) -> None:
    error = api.errors(PAGE, first=first)[0]
    assert error["extensions"] == {"code": code, "limit": 100, "value": first}


@pytest.mark.parametrize("first", [10**12, "3", 1.5, True, [1]])
def test_what_is_no_number_is_told(api: Any, first: Any) -> None:
    assert set(api.codes(PAGE, first=first)) <= {"BAD_VARIABLES", "PAGE_TOO_LARGE"}


def test_the_resolver_keeps_the_limit_too() -> None:
    with pytest.raises(Refusal, match="PAGE_TOO_LARGE"):
        slices.page_size(101)


def test_kits_of_one_country(api: Any) -> None:
    make_kit("Nantes", iso="fr")
    make_kit("Flensburg", iso="de")
    query = "query($country: CountryCode) { kits(country: $country) { totalCount nodes { city country { iso title } } } }"
    assert api.data(query, country="DE") == {
        "kits": {"totalCount": 1, "nodes": [{"city": "Flensburg", "country": {"iso": "DE", "title": "Allemagne"}}]}
    }
    assert api.data(query, country="NL") == {"kits": {"totalCount": 0, "nodes": []}}
    assert api.data(query)["kits"]["totalCount"] == 2


def test_countries_in_the_editors_order(api: Any) -> None:
    make_country("es")
    make_country("fr")
    query = "{ countries { totalCount nodes { iso title emergency { number byText link } countryChapters { topic facts { heading } } } } }"
    found = api.data(query)["countries"]
    assert ([country["iso"] for country in found["nodes"]], found["totalCount"]) == (["ES", "FR"], 2)
    numbers = found["nodes"][0]["emergency"]
    assert numbers == [{"number": "112", "byText": False, "link": "tel:112"}, {"number": "114", "byText": True, "link": "sms:114"}]
