"""Attacks that are known for GraphQL, and the limits one by one: each is answered or refused at once, and never a fault of ours."""

import json
import time
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from graphql import get_introspection_query, parse

from cms.kits.models import KitPage
from content_api import cost, limits, operations, structure
from content_api.limits import LIMITS
from content_api.operations import Asked
from content_api.schema import schema

pytestmark = pytest.mark.django_db


@pytest.fixture
def kit(shared_kit: int) -> KitPage:
    """The kit that all tests here share; what they change in it is undone."""
    return KitPage.objects.get(pk=shared_kit)


LEAF = "{ kits { nodes { chapters { blocks { ... on Text { body { nodes %s } } } } } } }"


def nested(levels: int, inner: str = "{ tag }", field: str = "children") -> str:
    """A field within itself."""
    return f"{{ {field} " * levels + inner + "}" * levels


def bomb(levels: int, leaf: str) -> str:
    """Fragments of which each spreads the next one twice."""
    spreads = "".join(f" fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }}" for n in range(levels))
    return f"{{ ...F0 }}{spreads} fragment F{levels} on Query {{ {leaf} }}"


def chain(levels: int) -> str:
    """Fragments of which each spreads the next one."""
    return (
        "{ ...F0 }" + "".join(f" fragment F{n} on Query {{ ...F{n + 1} }}" for n in range(levels)) + f" fragment F{levels} on Query {{ __typename }}"
    )


def introspection_circle(levels: int) -> str:
    """Types, their fields, the types of these, and so on."""
    return "{ __schema { types " + "{ fields { type " * levels + "{ name }" + "} }" * levels + "} }"


ATTACKS = {
    "1,000 aliases": ("{" + " ".join(f"a{n}:__typename" for n in range(1000)) + "}", "TOO_MANY_ALIASES|TOO_MANY_ROOT_FIELDS"),
    "21 aliases": ("{ timeline {" + " ".join(f"a{n}: title" for n in range(21)) + "} }", "TOO_MANY_ALIASES"),
    "2,000 same fields": ("{ timeline {" + " title" * 2000 + "} }", "TOO_MANY_REPEATS"),
    "fields on many levels": ("{" + " ".join(f"a{n}: timeline {{" + " title intro" * 30 + "}" for n in range(7)) + "}", "TOO_MANY_FIELDS"),
    "same objects": ("{" + " timeline { title }" * 700 + "}", "TOO_MANY_ROOT_FIELDS"),
    "11 root fields": ("{" + " __typename" * 11 + "}", "TOO_MANY_ROOT_FIELDS"),
    "root fields in fragments": ("{ ...A ...A } fragment A on Query {" + " __typename" * 6 + "}", "TOO_MANY_ROOT_FIELDS"),
    "directives": ("{ timeline { title " + "@skip(if: false) " * 500 + "} }", "TOO_MANY_DIRECTIVES"),
    "directives on variables": ("query(" + " ".join(f"$v{n}: Int @skip(if: true)" for n in range(21)) + ") { __typename }", "TOO_MANY_DIRECTIVES"),
    "directives on an operation": ("query " + "@skip(if: true)" * 21 + " { __typename }", "TOO_MANY_DIRECTIVES"),
    "100 levels": (LEAF % nested(100), "TOO_DEEP"),
    "5,000 levels": (LEAF % nested(5000), "QUERY_TOO_LARGE"),
    "levels beyond the parser": (LEAF % nested(900), "TOO_DEEP"),
    "inline fragments within each other": ("{" + "... {" * 120 + "__typename" + "}" * 120 + "}", "TOO_DEEP"),
    "fragments in a chain": (chain(200), "TOO_DEEP"),
    "wide lists": (
        "{ kits(first: 100) { nodes { chapters { blocks { ... on Text { body { nodes { children { children { children { tag } } } } } } } } } } }",
        "TOO_COSTLY",
    ),
    "first: 1,000,000": ("{ kits(first: 1000000) { nodes { title } } }", "PAGE_TOO_LARGE"),
    "first of 40 digits": (f"{{ kits(first: {'9' * 40}) {{ nodes {{ title }} }} }}", "PAGE_TOO_LARGE|VALIDATION_FAILED"),
    "first below none": ("{ kits(first: -1) { nodes { title } } }", "BAD_PAGE_SIZE"),
    'first: "x"': ('{ kits(first: "x") { nodes { title } } }', "VALIDATION_FAILED"),
    "10,000 directives": ("{ timeline { title " + "@a" * 5_000 + "} }", "TOO_MANY_TOKENS"),
    "200 levels": (LEAF % nested(200), "TOO_DEEP"),
    "fragments with aliases, each twice": (
        "{ ...F0 }"
        + "".join(f" fragment F{n} on Query {{ a: timeline {{ key }} ...F{n + 1} b: timeline {{ key }} ...F{n + 1} }}" for n in range(12))
        + " fragment F12 on Query { __typename }",
        "TOO_MANY_ROOT_FIELDS|TOO_MANY_ALIASES",
    ),
    "2,000 unknown fields": ("{" + " ".join(f"kitt{n}" for n in range(1_500)) + "}", "TOO_MANY_ROOT_FIELDS"),
    "1,500 unknown fields below": ("{ timeline {" + " ".join(f"kitt{n}" for n in range(1_500)) + "} }", "TOO_MANY_FIELDS"),
    "1 MB comment": ("{ __typename } #" + "x" * 1_000_000, "BODY_TOO_LARGE"),
    "a text that never ends": ('{ kit(slug: "' + "x" * 15_000 + ") { title } }", "SYNTAX_ERROR"),
    "block texts that never end": ("{ kit(slug: " + '""" " ' * 1_500 + ") { title } }", "SYNTAX_ERROR|VALIDATION_FAILED|TOO_MANY_TOKENS"),
    "a bracket that never closes": ("{ kit(" + "(" * 3_900, "SYNTAX_ERROR"),
    "fragment circle": ("{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }", "FRAGMENT_CIRCLE"),
    "fragment circle that nobody uses": ("{ __typename } fragment A on Query { ...B } fragment B on Query { ...A }", "FRAGMENT_CIRCLE"),
    "fragment within itself": ("{ ...A } fragment A on Query { ...A }", "FRAGMENT_CIRCLE"),
    "fragment bomb": (bomb(18, "__typename"), "TOO_MANY_ROOT_FIELDS"),
    "bomb of spreads alone": (bomb(18, "...F99"), "TOO_MANY_FIELDS"),
    "bomb of a missing fragment": ("{ ...Missing }", "VALIDATION_FAILED"),
    "fields in a fragment that nobody uses": ("{ __typename } fragment A on Country {" + " title" * 500 + "}", "TOO_MANY_REPEATS"),
    "introspection circle": (introspection_circle(4), "INTROSPECTION_CIRCLE"),
    "introspection circle by possible types": (
        "{ __schema { types { possibleTypes { interfaces { possibleTypes { name } } } } } }",
        "INTROSPECTION_CIRCLE",
    ),
    "introspection 25 deep": ('{ __type(name: "Kit") { fields { type ' + nested(25, "{ name }", "ofType") + "} } }", "TOO_DEEP"),
    "introspection ten times": ("{" + " ".join(f"a{n}: __schema {{ types {{ name }} }}" for n in range(11)) + "}", "TOO_MANY_ROOT_FIELDS"),
    "unknown fields": ("{" + " ".join(f"kitt{n}" for n in range(10)) + "}", "VALIDATION_FAILED"),
    "many operations": (" ".join(f"query Q{n} {{ timeline {{ title title title }} }}" for n in range(120)), "TOO_MANY_FIELDS"),
    "overlap": ("{ timeline {" + " sources { title }" * 190 + "} }", "TOO_MANY_REPEATS"),
    "overlap in fragments": ("{ timeline {" + "...A " * 4 + "} } fragment A on Country {" + " sources { title }" * 11 + "}", "TOO_MANY_REPEATS"),
    "conflicts": ("{ timeline {" + " ".join("a: facts(topic: WORK) { id } " for n in range(21)) + "} }", "TOO_MANY_ALIASES"),
    "commas": ("{ timeline { title" + "," * 15_000 + "} }", None),
    "1 MB of commas": ("{ timeline { title" + "," * 1_000_000 + "} }", "BODY_TOO_LARGE"),
    "comments": ("{ __typename }" + "#\n" * 7_900, None),
    "30 kB comment": ("{ __typename } #" + "x" * 30_000, "QUERY_TOO_LARGE"),
    "deep literal": ("{ kits(first: " + "[" * 150 + "]" * 150 + ") { totalCount } }", "VALIDATION_FAILED|SYNTAX_ERROR"),
    "4,001 tokens": ("{" + "a " * 4000 + "}", "TOO_MANY_TOKENS"),
    "many variables": ("query(" + " ".join(f"$v{n}: Int" for n in range(900)) + ") { __typename }", "TOO_MANY_VARIABLES"),
    "mutation": ("mutation { __typename }", "ONLY_QUERIES|VALIDATION_FAILED"),
    "subscription": ("subscription { __typename }", "ONLY_QUERIES|VALIDATION_FAILED"),
    "types instead of a query": ("type Query { x: Int }", "ONLY_QUERIES"),
    "types beside a query": ("{ __typename } extend type Query { x: Int }", "ONLY_QUERIES"),
    "a described type": ('"""x""" type Query { x: Int }', "ONLY_QUERIES"),
    "nothing": ("", "SYNTAX_ERROR"),
    "NUL": ("{ countries \x00 { title } }", "SYNTAX_ERROR"),
    "bidirectional text": ("{ \u202ekits }", "SYNTAX_ERROR"),
    "emoji": ('{ kits(after: "😀") { totalCount } }', "BAD_CURSOR"),
    "SQL in a slug": ('{ kit(slug: "\' OR 1=1 --") { title } }', None),
    "a path out of the tree": ('{ page(path: "/fr/../../admin/") { title } }', None),
    "NUL in a path": ('{ page(path: "/fr/\\u0000/") { title } }', None),
}


EARLY = {code.value for code in limits.MESSAGES if code.name.startswith("TOO_MANY_") or code.name in ("TOO_DEEP", "QUERY_TOO_LARGE")}


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_refused_or_answered_at_once(api: Any, kit: Any, name: str) -> None:
    query, wanted = ATTACKS[name]
    began = time.process_time()
    response = api.post(query)
    assert time.process_time() - began < 1
    answer = response.json()
    codes = {error["extensions"]["code"] for error in answer.get("errors", ())}
    assert response.status_code in (200, 400, 413)
    assert codes <= set(wanted.split("|")) and codes if wanted else not codes, answer
    assert len(answer.get("errors", ())) <= LIMITS.errors


@pytest.mark.parametrize("name", ATTACKS)
def test_it_says_the_limit_and_what_was_reached(name: str) -> None:
    try:
        operations.checked(ATTACKS[name][0])
    except operations.Refusal as refusal:
        if refusal.code in limits.MESSAGES:
            assert refusal.details["value"] > refusal.details["limit"]


@pytest.mark.parametrize(
    ("query", "code", "limit"),
    [
        ("{" + " __typename" * 10 + "}", "TOO_MANY_ROOT_FIELDS", 10),
        ("{ timeline {" + " ".join(f"a{n}: title" for n in range(20)) + "} }", "TOO_MANY_ALIASES", 20),
        ("{ timeline { title " + "@skip(if: false) " * 20 + "} }", "TOO_MANY_DIRECTIVES", 20),
        ("{" + " timeline { " + "title " * 40 + "} }", "TOO_MANY_REPEATS", 40),
        ("query(" + " ".join(f"$v{n}: Int" for n in range(50)) + ") { __typename }", "TOO_MANY_VARIABLES", 50),
        ("{" + " ".join(f"a{n}: timeline {{" + " title intro" * 19 + " key}" for n in range(10)) + "}", "TOO_MANY_FIELDS", 400),
        ("{ kits { nodes { chapters { blocks { ... on Text { body { nodes " + nested(5) + " } } } } } } }", "TOO_DEEP", 12),
    ],
)
def test_the_limit_itself_is_allowed_and_one_more_is_not(query: str, code: str, limit: int) -> None:
    assert structure.check(query)
    more = {
        "TOO_MANY_ROOT_FIELDS": query.replace("{", "{ __typename", 1),
        "TOO_MANY_ALIASES": query.replace("a0:", "b0: title a0:"),
        "TOO_MANY_DIRECTIVES": query.replace("title ", "title @skip(if: false) "),
        "TOO_MANY_FIELDS": query.replace("title", "title title", 1),
        "TOO_MANY_REPEATS": query.replace("title", "title title", 1),
        "TOO_MANY_VARIABLES": query.replace("$v0", "$more: Int $v0"),
        "TOO_DEEP": query.replace("{ tag }", "{ children { tag } }"),
    }[code]
    with pytest.raises(limits.Refusal) as caught:
        structure.check(more)
    assert (caught.value.code, caught.value.details) == (code, {"limit": limit, "value": limit + 1})


def cost_of(query: str, **variables: Any) -> int:
    """What a query costs."""
    document = parse(query)
    return cost.cost(schema, document, document.definitions[0], variables)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("{ timeline { title } }", 1 + 1),
        ("{ kits(first: 7) { nodes { title city } } }", 1 + 1 + 7 * 2),
        ("{ kits(first: 7) { totalCount edges { node { title } } } }", 1 + 1 + 1 + 7 * 2),
        ("query($n: Int) { kits(first: $n) { nodes { title } } }", 1 + 1 + 100),
        ("query($n: Int = 5) { kits(first: $n) { nodes { title } } }", 1 + 1 + 5),
        ("{ kits { nodes { title } } }", 1 + 1 + 20),
        ('{ page(path: "/") { title ... on Kit { city region } ... on Country { iso } } }', 1 + 1 + 2),
        ('{ page(path: "/") { ...P } } fragment P on Page { title ... on Kit { city } }', 1 + 2),
    ],
)
def test_what_a_query_costs(query: str, wanted: int) -> None:
    assert cost_of(query) == wanted


def test_a_variable_says_how_much_a_page_costs() -> None:
    query = "query($n: Int) { kits(first: $n) { nodes { title } } }"
    assert cost_of(query, n=3) == 1 + 1 + 3
    with pytest.raises(limits.Refusal, match="PAGE_TOO_LARGE"):
        cost_of(query, n=101)


def test_the_cost_is_told(api: Any, kit: Any) -> None:
    assert api.post("{ kits(first: 2) { nodes { title } } }").json()["extensions"] == {"cost": 4, "costLimit": LIMITS.cost}


def test_twenty_kits_with_all_their_blocks_are_affordable() -> None:
    query = Path(settings.BASE_DIR, "graphql", "queries", "kit_document.graphql").read_text(encoding="utf-8")
    one = cost_of(query)
    assert 20 * one < LIMITS.cost, one


@pytest.mark.parametrize("name", [name for name, (_, code) in ATTACKS.items() if code and set(code.split("|")) <= EARLY])
def test_an_excess_is_seen_before_anything_is_parsed(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Parsing is what takes long (bench): some 40 microseconds a token."""
    monkeypatch.setattr(operations, "parse", lambda *_, **__: pytest.fail("parsed"))
    with pytest.raises(limits.Refusal):
        operations.checked(ATTACKS[name][0])


def test_the_standard_introspection_is_answered(api: Any) -> None:
    query = get_introspection_query(specified_by_url=True, directive_is_repeatable=True, schema_description=True, input_value_deprecation=True)
    answer = api.data(query)
    assert "Kit" in {kind["name"] for kind in answer["__schema"]["types"]}


def test_a_batch_is_refused(api: Any) -> None:
    response = api.client.post("/graphql/", json.dumps([{"query": "{ __typename }"}] * 2), content_type="application/json")
    assert response.status_code == 400
    assert response.json()["errors"][0]["extensions"]["code"] == "BATCH_REFUSED"


def test_parsed_queries_are_bounded() -> None:
    for number in range(600):
        operations.parsed(f"{{ a{number}: __typename }}")
    assert operations._parsed.currsize <= operations.MEMORY
    assert len(operations._parsed) < 300
    assert operations.answer(Asked(query="{ __typename }")).whole
