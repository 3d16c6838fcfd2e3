"""The projection must answer exactly as graphql-core does: data, order of keys, errors and their places."""

import json
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest
from course_factory import make_course
from django.test import TestCase
from factories import block, every_block, make_image, make_kit, translate
from graphql import execute, parse, validate
from pack_factory import make_pack
from timeline_factory import make_timeline

from cms import editions
from cms.editions import documents
from content_api import operations, projection
from content_api.kits import KitNode
from content_api.limits import LIMITS
from content_api.operations import Asked
from content_api.pages import Edition, PageNode
from content_api.projection import Projection, Run, Timed
from content_api.schema import Query, mapper, schema
from tests.content_api.generator import Generator

pytestmark = pytest.mark.django_db
VALUES = {
    "first": (0, 1, 2, 100, -1, 1000),
    "after": ("tree:", "x", ""),
    "slug": ("nantes", "angers", "nowhere"),
    "path": ("/fr/kits/france/nantes/", "/de/", "/fr/kits/", "/en/kits/france/", "/nowhere/"),
    "width": (1, 500, 5000),
    "arrival": ("2027-01-10", "2026-12-24", "1900-01-01"),
    "days": (14, 28, 90, 0),
    "minor": (True, False),
    "query": ("carte", "nantes", "x", ""),
    "id": ("fr:00000000-0000-4000-8000-000000000000", "xx:1", ""),
    "edition": (1, 2, 0, -1),
    "slugs": ("nantes", "france", "pochette", ""),
    "keys": ("00000000-0000-4000-8000-000000000000", "x"),
    "isFallback": (True, False),
    "publishedSince": ("2020-01-01T00:00:00Z", "2999-01-01T00:00:00"),
    "token": ("x", ""),
    "question": ("one", "order", "nothing"),
    "answer": ("good", "bad", "show"),
    "module": ("00000000-0000-4000-8000-000000000000", "x"),
}


def both(query: str, variables: dict[str, Any] | None = None, *, validated: bool = True) -> tuple[Any, Any, Run]:
    """What graphql-core answers and what the projection does."""
    document = parse(query)
    assert not validated or validate(schema, document) == [], query
    run = Run(mapper)
    answers = [
        execute(schema, document, root_value=Query(), context_value=run, variable_values=variables, execution_context_class=way)
        for way in (Timed, Projection)
    ]
    return answers[0], answers[1], run


def same(query: str, variables: dict[str, Any] | None = None, *, validated: bool = True) -> Any:
    """Fails where the two differ, in the order of keys too; returns the answer."""
    stock, projected, _ = both(query, variables, validated=validated)
    assert json.dumps(stock.formatted) == json.dumps(projected.formatted), query
    return stock.formatted


@pytest.fixture(scope="module")
def content(shared_database: None) -> None:
    """A kit with every block, pictures and two translations, one that has none of them, a timeline, a pack; made once, since no test here writes."""
    port = {"image": {"image": make_image().pk, "alt_text": "Le port", "decorative": False}, "credit": "VR4M"}
    chapter = {"topic": "work", "title": "Travailler ici", "lead": "", "content": [*every_block("Nantes"), block("picture", "port", port)]}
    kit = make_kit(hero=make_image("Hero"), hero_alt="Le pont", chapters=[block("chapter", "c", chapter)])
    make_kit("Angers", chapters=[])
    make_timeline()
    make_course()
    make_pack(kit)
    with TestCase.captureOnCommitCallbacks(execute=True):  # wagtail-localize publishes on commit
        translate(kit, "de", "en")


def test_five_hundred_queries_are_answered_as_graphql_core_does(content: None) -> None:
    answered, failed = 0, 0
    keys = [str(reading.key) for reading in editions.readable(locale="fr")]
    modules = (*VALUES["module"], *(str(reading.key) for reading in editions.readable(kind="module")))
    ids = tuple(f"{locale}:{key}" for key in keys for locale in ("fr", "de"))
    values = {**VALUES, "keys": (*VALUES["keys"], *keys), "id": (*VALUES["id"], *ids), "ids": (*VALUES["id"], *ids), "module": modules}
    for number, (query, variables) in enumerate(Generator(schema, values, seed=2026).queries(500)):
        answer = same(query, variables, validated=number % 5 == 0)  # which takes longer than both answers: a sample shows what the generator makes
        answered += bool(answer.get("data") and any(answer["data"].values()))
        failed += "errors" in answer
    assert answered > 250  # most say something
    assert failed > 20  # and enough go wrong


def test_the_projection_is_what_answers(content: None) -> None:
    query = "{ kits { nodes { title chapters { blocks { id ... on Fact { heading } } } } } countries { nodes { iso } } }"
    _, _, run = both(query)
    assert {at[0] for at in run.plans} == {"KitConnection", "CountryConnection"}


@pytest.mark.parametrize(
    "query",
    [
        "{ kits { nodes { title @skip(if: true) } } }",
        "{ kits { nodes { ...K title } } } fragment K on Kit { hero { ...P } hero { alt } } fragment P on Picture { renditions { width } }",
        "{ kits { nodes { blocks { ...B } } } } fragment B on Block { __typename id ... on Sourced { source { seenOn } } "
        "... on Text { body { nodes { children { tag } } } } }",
        "{ a: kits { nodes { cover { url file } } } b: kits(locale: DE) { nodes { isFallback locale } } __typename }",
        "{ kits { nodes { hero { small: rendition(width: 100) { width } large: rendition(width: 4000) { width } } } } }",
        "{ country(code: FR) { facts(topic: WORK) { heading value { text } } none: facts(topic: MONEY) { heading } } }",
        '{ kit(slug: "nantes") { checkedOn edition { publishedAt } chapters { blocks { ... on Pass { price priceSeenOn } } } } }',
    ],
)
def test_what_a_generator_may_miss(content: None, query: str) -> None:
    same(query)


def broken(monkeypatch: pytest.MonkeyPatch, owner: type, name: str, call: Callable[..., Any]) -> None:
    """Makes a method of a document do what no method may."""
    monkeypatch.setattr(owner, name, call)


def fail(*_: Any) -> Any:
    raise ValueError("broken")


@pytest.mark.parametrize(
    ("call", "message"),
    [(fail, "broken"), (lambda *_: None, "Cannot return null for non-nullable field Rendition.url.")],
)
def test_an_error_in_a_document_is_told_where_it_is(content: None, monkeypatch: pytest.MonkeyPatch, call: Any, message: str) -> None:
    broken(monkeypatch, documents.Rendition, "url", call)
    answer = same("{ kits { nodes { title hero { alt renditions { url } } } } }")
    assert [error["message"] for error in answer["errors"]] == [message]
    assert answer["errors"][0]["path"] == ["kits", "nodes", 0, "hero", "renditions", 0, "url"]
    assert [kit["hero"] for kit in answer["data"]["kits"]["nodes"]] == [None, None]


def test_an_error_in_a_relation_leaves_the_rest(content: None, monkeypatch: pytest.MonkeyPatch) -> None:
    broken(monkeypatch, KitNode, "country", fail)
    answer = same("{ kits { nodes { title country { iso } } } }")
    assert [kit["title"] for kit in answer["data"]["kits"]["nodes"]] == ["Nantes", "Angers"]
    assert len(answer["errors"]) == 2


@pytest.mark.parametrize("value", [2**31, -(2**31) - 1])
def test_a_number_beyond_graphql_s_int_is_an_error(content: None, monkeypatch: pytest.MonkeyPatch, value: int) -> None:
    edition = Edition(number=value, published_at=None, cited="fr-0")
    monkeypatch.setattr(PageNode, "edition", lambda _: edition)
    assert "non 32-bit signed integer" in same("{ kits { nodes { edition { number } } } }")["errors"][0]["message"]


def test_what_json_has_no_word_for_is_an_error(content: None, monkeypatch: pytest.MonkeyPatch) -> None:
    kit = msgspec.structs.replace(Query().kit("nantes").reading.document, latitude=float("nan"))
    monkeypatch.setattr(PageNode, "__getattr__", lambda _, name: getattr(kit, name))
    assert "Float cannot represent" in same("{ kits { nodes { latitude } } }")["errors"][0]["message"]


def test_the_setting_switches_it_off(content: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.GRAPHQL_PROJECTION = False
    monkeypatch.setattr(Projection, "complete_object_value", fail)
    assert b'"Nantes"' in operations.answer(Asked(query="{ kits { nodes { title } } }")).body


def test_plans_are_kept_for_the_same_operation_and_variables_only(content: None) -> None:
    query = "query($no: Boolean!) { kits { nodes { title city @skip(if: $no) } } }"
    for no in (True, False, True):
        body = json.loads(operations.answer(Asked(query=query, variables={"no": no})).body)
        assert ("city" in body["data"]["kits"]["nodes"][0]) is not no
    assert len(operations.parsed(query).plans) == 2


@pytest.mark.parametrize("way", [True, False])
def test_a_query_that_takes_too_long_is_cut(content: None, settings: Any, monkeypatch: pytest.MonkeyPatch, way: bool) -> None:
    settings.GRAPHQL_PROJECTION = way
    monkeypatch.setattr(projection, "time", SimpleNamespace(monotonic=iter([0.0, *[LIMITS.seconds + 1] * 100]).__next__))
    answer = json.loads(operations.answer(Asked(query="{ kits { nodes { title } } }")).body)
    assert answer["data"] is None
    assert answer["errors"][0]["extensions"] == {"code": "TIMEOUT", "limit": 5.0, "value": 5.0}
