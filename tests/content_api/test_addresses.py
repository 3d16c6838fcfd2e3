"""Pages by identifier and by address, redirects followed."""

from typing import Any

import pytest
from django.conf import settings
from factories import make_kit, publish
from graphql import parse
from wagtail.contrib.redirects.models import Redirect

from content_api import cost
from content_api.schema import schema

pytestmark = pytest.mark.django_db
NODES = "query ($ids: [ID!]!) { nodes(ids: $ids) { id __typename ... on Page { title } } }"
ROUTE = "query ($path: String!) { route(path: $path) { url redirected permanent page { __typename title } } }"


def test_a_page_by_its_identifier(api: Any, kit: Any) -> None:
    known = api.data('{ kit(slug: "nantes") { id country { id } } }')["kit"]
    query = "query ($id: ID!) { node(id: $id) { id __typename ... on Kit { city } ... on Country { iso } } }"
    assert api.data(query, id=known["id"])["node"] == {"id": known["id"], "__typename": "Kit", "city": "Nantes"}
    assert api.data(query, id=known["country"]["id"])["node"] == {"id": known["country"]["id"], "__typename": "Country", "iso": "FR"}


@pytest.mark.parametrize("wrong", ["", "x", "fr:", "fr:1", "xx:KEY", "de:KEY", "fr:KEY ", "FR:KEY", "\x00", "fr:" + "0" * 500])
def test_what_identifies_nothing_is_null(api: Any, kit: Any, wrong: str) -> None:
    assert api.data("query ($id: ID!) { node(id: $id) { id } }", id=wrong.replace("KEY", str(kit.translation_key))) == {"node": None}


def test_pages_come_in_the_order_of_their_identifiers(api: Any, kit: Any) -> None:
    ids = [f"fr:{page.translation_key}" for page in (make_kit("Angers"), kit)]
    found = api.data(NODES, ids=[ids[0], "fr:x", ids[1], ids[0]])["nodes"]
    assert [node and node["title"] for node in found] == ["Angers", None, "Nantes", "Angers"]
    assert api.data(NODES, ids=[]) == {"nodes": []}


def test_at_most_a_hundred_identifiers(api: Any, kit: Any) -> None:
    assert api.errors(NODES, ids=["fr:x"] * 101)[0]["extensions"] == {"code": "LIST_TOO_LONG", "name": "ids", "limit": 100, "value": 101}
    assert api.data(NODES, ids=["fr:x"] * 100)["nodes"] == [None] * 100


@pytest.mark.parametrize(
    ("query", "variables", "amount"),
    [
        ('{ nodes(ids: ["a", "b", "c"]) { id } }', {}, 1 + 3),
        ("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", {"ids": ["a"] * 50}, 1 + 50),
        ('{ nodes(ids: "a") { id } }', {}, 1 + 1),
        ('{ search(query: "x", first: 50) { title } }', {}, 1 + 50),
        ("{ kits(first: 10) { nodes { earlierEditions(first: 5) { cited } } } }", {}, 1 + 1 + 10 * (1 + 5)),
    ],
)
def test_a_list_that_says_how_long_it_is_costs_so_much(query: str, variables: dict[str, Any], amount: int) -> None:
    document = parse(query)
    assert cost.cost(schema, document, document.definitions[0], variables) == amount  # type: ignore[arg-type]


def test_an_address_leads_to_its_page(api: Any, kit: Any) -> None:
    found = api.data(ROUTE, path="/fr/kits/france/nantes/")["route"]
    assert found == {"url": "/fr/kits/france/nantes/", "redirected": False, "permanent": False, "page": {"__typename": "Kit", "title": "Nantes"}}


def test_a_redirect_is_followed_and_said(api: Any, kit: Any) -> None:
    Redirect.objects.create(old_path="/fr/nantes", redirect_page=kit)
    Redirect.objects.create(old_path="/fr/hier", redirect_link=f"{settings.BASE_URL}/fr/nantes/", is_permanent=False)
    assert api.data(ROUTE, path="/fr/nantes/")["route"] == {
        "url": "/fr/kits/france/nantes/", "redirected": True, "permanent": True, "page": {"__typename": "Kit", "title": "Nantes"},
    }  # fmt: skip
    over_two = api.data(ROUTE, path="/fr/hier/")["route"]
    assert (over_two["url"], over_two["permanent"]) == ("/fr/kits/france/nantes/", False)


def test_the_redirect_that_a_new_slug_leaves(api: Any, kit: Any, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        kit.slug = "nantes-loire"
        publish(kit)
    found = api.data(ROUTE, path="/fr/kits/france/nantes/")["route"]
    assert (found["url"], found["redirected"]) == ("/fr/kits/france/nantes-loire/", True)


def test_a_redirect_to_elsewhere(api: Any, kit: Any) -> None:
    Redirect.objects.create(old_path="/ailleurs", redirect_link="https://example.org/x")
    assert api.data(ROUTE, path="/ailleurs")["route"] == {"url": "https://example.org/x", "redirected": True, "permanent": True, "page": None}


def test_a_new_redirect_is_seen_at_once(api: Any, kit: Any) -> None:
    assert api.data(ROUTE, path="/fr/nantes/") == {"route": None}
    redirect = Redirect.objects.create(old_path="/fr/nantes", redirect_page=kit)
    assert api.data(ROUTE, path="/fr/nantes/")["route"]["redirected"] is True
    redirect.delete()
    assert api.data(ROUTE, path="/fr/nantes/") == {"route": None}


def test_redirects_in_a_circle_lead_nowhere(api: Any, kit: Any) -> None:
    Redirect.objects.create(old_path="/fr/a", redirect_link=f"{settings.BASE_URL}/fr/b/")
    Redirect.objects.create(old_path="/fr/b", redirect_link=f"{settings.BASE_URL}/fr/a/")
    assert api.data(ROUTE, path="/fr/a/") == {"route": None}


@pytest.mark.parametrize("path", ["", "/", "x", "//[", "/fr/" + "x" * 400 + "/", "/fr/\x00/", "/fr/kits/nowhere/"])
def test_what_is_no_address(api: Any, kit: Any, path: str) -> None:
    assert api.data(ROUTE, path=path) == {"route": None}
