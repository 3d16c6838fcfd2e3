"""Lists: their filters, orders and cursors, and readers who know several languages."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import TestCase
from django.utils import timezone
from factories import locales, make_kit, publish, translate
from wagtail.models import Page

from cms.editions.listing import Order
from cms.editions.models import Edition
from content_api import connection
from content_api.errors import Refusal

pytestmark = pytest.mark.django_db
LIST = """query ($locale: LanguageCode, $locales: [LanguageCode!], $where: KitFilter, $orderBy: KitOrder, $first: Int, $after: String) {
  kits(locale: $locale, locales: $locales, where: $where, orderBy: $orderBy, first: $first, after: $after) {
    totalCount nodes { title locale isFallback } edges { cursor } pageInfo { hasNextPage }
  }
}"""


@pytest.fixture(scope="module")
def kits(shared_database: None) -> list[Any]:
    """Four kits: in French all, in German the first, in English the first two; the third falls back to French in German and English."""
    made = [make_kit("Évry"), make_kit("Angers"), make_kit("Zülpich", iso="de"), make_kit("Como", iso="it")]
    with TestCase.captureOnCommitCallbacks(execute=True):
        translate(made[0], "de", "en")
        translate(made[1], "en")
    Page.fix_tree()  # publications that waited for the commit have saved how many children pages had before
    for code in ("de", "en"):
        for page in (Page.objects.get(pk=made[2].pk).get_parent().specific, made[2]):
            page.copy_for_translation(locales()[code], alias=True)
    return made


def titles(api: Any, **variables: Any) -> list[str]:
    """The titles of a list, its length compared with what the list says of it."""
    found = api.data(LIST, **variables)["kits"]
    assert found["totalCount"] >= len(found["nodes"])
    return [kit["title"] for kit in found["nodes"]]


def test_orders(api: Any, kits: list[Any]) -> None:
    assert titles(api) == titles(api, orderBy="POSITION") == titles(api, orderBy=None) == ["Évry", "Angers", "Zülpich", "Como"]
    assert titles(api, orderBy="TITLE") == ["Angers", "Como", "Évry", "Zülpich"]
    again = type(kits[1]).objects.get(pk=kits[1].pk)
    again.intro = "Encore."
    publish(again)
    assert titles(api, orderBy="NEWEST") == ["Angers", "Como", "Zülpich", "Évry"]


@pytest.mark.parametrize("order", [str(order).upper() for order in Order])
def test_each_order_is_read_page_by_page(api: Any, kits: list[Any], order: str) -> None:
    found, after = [], None
    for _ in range(4):
        part = api.data(LIST, orderBy=order, first=1, after=after)["kits"]
        found += [kit["title"] for kit in part["nodes"]]
        after = part["edges"][-1]["cursor"]
    assert not part["pageInfo"]["hasNextPage"]
    assert found == titles(api, orderBy=order)


def test_a_cursor_belongs_to_its_order(api: Any, kits: list[Any]) -> None:
    after = api.data(LIST, orderBy="TITLE", first=1)["kits"]["edges"][0]["cursor"]
    assert api.codes(LIST, orderBy="NEWEST", after=after) == ["BAD_CURSOR"]
    assert api.codes(LIST, after=after) == ["BAD_CURSOR"]


def test_what_comes_and_goes_before_a_cursor_moves_nothing(api: Any, kits: list[Any]) -> None:
    after = api.data(LIST, orderBy="TITLE", first=2)["kits"]["edges"][-1]["cursor"]
    make_kit("Berne")
    type(kits[1]).objects.get(pk=kits[1].pk).unpublish()
    assert titles(api, orderBy="TITLE", after=after) == ["Évry", "Zülpich"]
    type(kits[3]).objects.get(pk=kits[3].pk).delete()  # the very one that the cursor stands for
    assert titles(api, orderBy="TITLE", after=after) == ["Évry", "Zülpich"]


@pytest.mark.parametrize(
    ("where", "found"),
    [
        ({}, ["Évry", "Angers", "Zülpich", "Como"]),
        ({"countries": ["DE", "IT"]}, ["Zülpich", "Como"]),
        ({"countries": []}, []),
        ({"slugs": ["como", "nowhere"]}, ["Como"]),
        ({"slugs": ["como"], "countries": ["DE"]}, []),
        ({"isFallback": True}, []),
        ({"isFallback": False, "countries": None}, ["Évry", "Angers", "Zülpich", "Como"]),
        ({"publishedSince": "2999-01-01T00:00:00"}, []),
        ({"keys": ["x", "00000000-0000-4000-8000-000000000000"]}, []),
    ],
)
def test_filters(api: Any, kits: list[Any], where: dict[str, Any], found: list[str]) -> None:
    assert titles(api, where=where) == found


def test_filters_by_key_and_day(api: Any, kits: list[Any]) -> None:
    assert titles(api, where={"keys": [str(kits[1].translation_key).upper()]}) == ["Angers"]
    Edition.objects.filter(page=kits[0]).update(published_at=timezone.now() - timedelta(days=9))
    since = (timezone.now() - timedelta(days=1)).isoformat()
    assert titles(api, where={"publishedSince": since}) == ["Angers", "Zülpich", "Como"]


def test_the_country_alone_is_on_its_way_out_and_joins_the_filter(api: Any, kits: list[Any]) -> None:
    query = "query ($where: KitFilter) { kits(country: DE, where: $where) { nodes { title } } }"
    assert [kit["title"] for kit in api.data(query)["kits"]["nodes"]] == ["Zülpich"]
    assert api.data(query, where={"countries": ["FR"]})["kits"]["nodes"] == []
    assert [kit["title"] for kit in api.data(query, where={"countries": ["FR", "DE"]})["kits"]["nodes"]] == ["Zülpich"]


def test_a_filter_takes_a_hundred_values_at_most(api: Any, kits: list[Any]) -> None:
    error = api.errors(LIST, where={"slugs": ["x"] * 101})[0]
    assert error["extensions"] == {"code": "LIST_TOO_LONG", "name": "slugs", "limit": 100, "value": 101}
    assert api.codes(LIST, where={"owner": "x"}) == ["BAD_VARIABLES"]
    assert api.codes(LIST, orderBy="owner__password") == ["BAD_VARIABLES"]


@pytest.mark.parametrize(
    ("locales", "found"),
    [
        (["DE", "EN"], [("de Évry", "DE", False), ("en Angers", "EN", False), ("Zülpich", "DE", True)]),
        (["EN", "DE"], [("en Évry", "EN", False), ("en Angers", "EN", False), ("Zülpich", "EN", True)]),
        (["DE", "FR"], [("de Évry", "DE", False), ("Zülpich", "FR", False), ("Angers", "FR", False), ("Como", "FR", False)]),
        (["IT", "FR"], [("Évry", "FR", False), ("Angers", "FR", False), ("Zülpich", "FR", False), ("Como", "FR", False)]),
        (["NL"], []),
        ([], [("Évry", "FR", False), ("Angers", "FR", False), ("Zülpich", "FR", False), ("Como", "FR", False)]),
    ],
)
def test_several_languages_give_each_page_once_in_the_best(api: Any, kits: list[Any], locales: list[str], found: list[tuple[Any, ...]]) -> None:
    part = api.data(LIST, locales=locales, locale="FR" if not locales else "NL")["kits"]
    assert sorted((kit["title"], kit["locale"], kit["isFallback"]) for kit in part["nodes"]) == sorted(found)
    assert part["totalCount"] == len(found)


def test_positions_are_those_of_the_first_language_wherever_a_page_stands_in_it(api: Any, kits: list[Any]) -> None:
    assert titles(api, locales=["DE", "EN"]) == ["de Évry", "Zülpich", "en Angers"]
    after = api.data(LIST, locales=["DE", "EN"], first=1)["kits"]["edges"][0]["cursor"]
    with TestCase.captureOnCommitCallbacks(execute=True):
        translate(type(kits[1]).objects.get(pk=kits[1].pk), "de")  # and now it comes in the first language, too
    assert titles(api, locales=["DE", "EN"], after=after) == ["de Angers", "Zülpich"]


def test_a_page_that_is_hidden_in_one_language_comes_in_the_next(api: Any, kits: list[Any]) -> None:
    query = '{ kit(slug: "angers", locales: [EN, FR]) { title locale } }'
    assert api.data(query)["kit"] == {"title": "en Angers", "locale": "EN"}
    type(kits[1]).objects.get(locale=locales()["en"], translation_key=kits[1].translation_key).unpublish()
    assert api.data(query)["kit"] == {"title": "Angers", "locale": "FR"}


def test_a_fallback_alone_can_be_asked_for(api: Any, kits: list[Any]) -> None:
    assert titles(api, locale="DE", where={"isFallback": True}) == ["Zülpich"]
    assert titles(api, locale="DE", where={"isFallback": False}) == ["de Évry"]


@pytest.mark.parametrize("order", Order)
@pytest.mark.parametrize("text", ["", "e30", "W10", "WyJ0aXRsZSJd", "WyJuZXdlc3QiLHRydWUsIjAwMDEiXQ", "é", "A" * 500])
def test_what_is_no_cursor(order: Order, text: str) -> None:
    with pytest.raises(Refusal, match="BAD_CURSOR"):
        connection.place(order, text)


@pytest.mark.parametrize(("order", "place"), [("title", ("évry é", "00010002")), ("newest", (-(10**15), "0001")), ("position", ("", "0001ZZZZ"))])
def test_a_cursor_gives_its_place_back(order: str, place: tuple[Any, str]) -> None:
    assert connection.place(order, connection.cursor(order, place)) == place
