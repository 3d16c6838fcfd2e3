"""An operation takes the same SQL queries for few and for many pages; each is named."""

from collections.abc import Callable
from typing import Any

import pytest
from factories import make_kits, publish
from wagtail.contrib.redirects.models import Redirect

from cms.editions import reading

pytestmark = pytest.mark.django_db
Names = Callable[[Callable[[], Any]], list[str]]
ALONE = ["content version", "readable"]


def cold() -> None:
    """A process that has decoded no document yet."""
    reading._decoded.clear()


@pytest.mark.parametrize("count", [1, 6])
@pytest.mark.parametrize(
    ("fields", "more"),
    [
        ("title chapters { blocks { id } } hero { alt } edition { cited }", []),
        ("title country { title }", ["readable"]),
        ("a: country { title } b: country { emergency { number } }", ["readable"]),
        ("sections { title } allSources { title } country { title }", ["readable"]),
        ("translations { title }", ["readable"]),
        ("phrasePairs { host { text } } translations { url }", ["readable"]),
        ("exports { url }", ["files"]),
        ("earlierEditions { cited }", ["history"]),
        ("a: earlierEditions(first: 1) { number } b: earlierEditions(first: 1) { cited }", ["history"]),
        ("changesSince(edition: 9) { what }", ["readable"]),
        ("country { title translations { title } exports { url } }", ["readable", "readable", "files"]),
        ("title country { title } translations { title } exports { url }", ["readable", "readable", "files"]),
    ],
)
def test_a_list_of_kits(api: Any, queries_of: Names, count: int, fields: str, more: list[str]) -> None:
    make_kits(count)
    query = f"{{ kits {{ nodes {{ {fields} }} }} }}"
    api.data(query.replace("{ kits", "{ kits "))  # documents are decoded, and this very text isn't kept
    assert queries_of(lambda: api.data(query)) == [*ALONE, *more]


@pytest.mark.parametrize("count", [1, 6])
def test_documents_that_were_not_decoded_yet_take_one_more(api: Any, queries_of: Names, count: int) -> None:
    make_kits(count)
    cold()
    assert queries_of(lambda: api.data("{ kits { nodes { title } } }")) == [*ALONE, "texts"]


@pytest.mark.parametrize("isos", [("fr",), ("fr", "es", "it", "de", "nl")])
def test_countries_take_as_many_queries_for_one_and_for_five(api: Any, queries_of: Names, isos: tuple[str, ...]) -> None:
    make_kits(5, isos=isos)
    for field in ("kits { nodes { country { title } } }", "kits(first: 5) { nodes { country { title } } }"):
        found = queries_of(lambda field=field: api.data(f"{{ {field} }}"))
    assert found == [*ALONE, "readable"]
    api.data("{ countries { nodes { iso } } }")
    assert queries_of(lambda: api.data("{ countries { nodes { title translations { url } } } }")) == [*ALONE, "readable"]


@pytest.mark.parametrize("count", [1, 6])
def test_other_ways_to_ask_for_a_list_cost_no_more(api: Any, queries_of: Names, count: int) -> None:
    make_kits(count)
    api.data("{ kits { nodes { title } } }")
    for asked in ("", "(locales: [DE, FR])", "(orderBy: TITLE, where: {isFallback: false, countries: [FR]})"):
        assert queries_of(lambda asked=asked: api.data(f"{{ kits{asked} {{ totalCount nodes {{ title }} }} }}")) == ALONE
    assert queries_of(lambda: api.data("{ kits { totalCount } }")) == ALONE


@pytest.mark.parametrize("count", [1, 3])
def test_what_has_changed_takes_two_more_and_those_for_old_documents(api: Any, queries_of: Names, count: int) -> None:
    for kit in make_kits(count):
        kit.intro = "Autre."
        publish(kit)
    query = "{ kits { nodes { changesSince(edition: 1) { what after } } } }"
    assert len(api.data(query)["kits"]["nodes"][0]["changesSince"]) == 1
    assert queries_of(lambda: api.data(query + " ")) == [*ALONE, "readable", "readable"]
    cold()
    assert queries_of(lambda: api.data(query + "  ")) == [*ALONE, "texts", "readable", "texts", "readable", "texts"]


@pytest.mark.parametrize("count", [1, 6])
def test_pages_by_their_identifiers(api: Any, queries_of: Names, count: int) -> None:
    ids = [f"fr:{kit.translation_key}" for kit in make_kits(count)]
    query = "query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Kit { title country { title } } } }"
    assert len(api.data(query, ids=ids)["nodes"]) == count
    assert queries_of(lambda: api.data(query + " ", ids=ids)) == [*ALONE, "readable"]


def test_an_address_and_one_that_has_moved(api: Any, queries_of: Names, kit: Any) -> None:
    Redirect.objects.create(old_path="/fr/nantes", redirect_page=kit)
    query = "query ($path: String!) { route(path: $path) { page { title } } }"
    for path, redirects in (("/fr/kits/france/nantes/", 0), ("/fr/nantes/", 2)):
        assert api.data(query, path=path)["route"]["page"]["title"] == "Nantes"
        assert len(queries_of(lambda path=path: api.data(query + " ", path=path))) == len(ALONE) + redirects


def test_one_kit(api: Any, queries_of: Names, kit: Any) -> None:
    api.data('{ kit(slug: "nantes") { title } }')
    assert queries_of(lambda: api.data('{ kit(slug: "nantes") { title city } }')) == ALONE
    assert queries_of(lambda: api.data('{ page(path: "/fr/kits/france/nantes/") { title } }')) == ALONE


@pytest.mark.parametrize("count", [1, 6])
def test_what_is_known_takes_one_query(api: Any, queries_of: Names, count: int) -> None:
    make_kits(count)
    query = "{ kits { nodes { title country { title } } } }"
    etag = api.get(query).headers["ETag"]
    assert queries_of(lambda: api.get(query)) == ["content version"]
    assert queries_of(lambda: api.post(query)) == ["content version"]
    assert queries_of(lambda: api.get(query, headers={"If-None-Match": etag})) == ["content version"]


@pytest.mark.parametrize("query", ["{ nothing }", "{", "{ kits(first: 101) { totalCount } }", "{" + " __typename" * 11 + "}"])
def test_a_refusal_reads_no_content(api: Any, queries_of: Names, query: str) -> None:
    assert queries_of(lambda: api.post(query)) == ["content version"]
