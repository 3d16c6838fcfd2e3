"""The outline of a query sees what a parser sees: no selection that is executed goes uncounted."""

import random
from typing import Any

import pytest
from graphql import FieldNode, FragmentDefinitionNode, FragmentSpreadNode, GraphQLError, OperationDefinitionNode, parse

from content_api.errors import Refusal
from content_api.limits import LIMITS
from content_api.outline import Reader, Selection, outline
from content_api.schema import schema
from tests.content_api.generator import Generator
from tests.content_api.test_fuzz import Values
from tests.content_api.test_projection import VALUES

HAND_MADE = [
    "{ a }",
    "query { a }",
    "query Q { a b c }",
    'query Q($a: Int = 1 @x(y: [1, {z: 2}]), $b: [String!]! = ["(", ")"]) @d { a }',
    "{ a: b }",
    '{ a(b: "}", c: [{d: $e}], f: {g: "\\"{"}) { h } }',
    '{ a(b: """ " \\""" } """) @c(d: ")") { e } }',
    "{ ...F ... on X { a } ... { b } ... @skip(if: true) { c } ...G @d }",
    "fragment F on X @a { b } { ...F }",
    "{ on fragment query type }",
    "{ on: on query: query } fragment query on on { on }",
    "# {\n{ a # }\n }",
    "{a,b,,c\ufeff}",
    "query query { a } mutation mutation { b } subscription { c }",
    "{ a(b: -1.5e10, c: ENUM, d: null, e: true) }",
    '{ a(b: "") { c(d: """""") } }',
]


def seen(selections: list[Selection]) -> list[Any]:
    """Selections as nested lists."""
    return [(one.name, one.key, one.directives, seen(one.inner)) for one in selections]


def parsed(node: Any) -> list[Any]:
    """The same of a parser's selection set."""
    found = []
    for one in node.selections if node else ():
        name = one.name.value if isinstance(one, FieldNode | FragmentSpreadNode) else ""
        key = (one.alias or one.name).value if isinstance(one, FieldNode) else ""
        found.append((name, key, len(one.directives), parsed(getattr(one, "selection_set", None))))
    return found


def agree(query: str) -> bool:
    """Whether a parser understands a query; fails where the outline sees something else."""
    try:
        document = parse(query)
    except GraphQLError:
        document = None
    try:
        found = outline(query)
    except Refusal as refusal:
        assert refusal.code.value in ("ONLY_QUERIES", "TOO_MANY_TOKENS", "TOO_DEEP")
        return False
    if document is None:
        return False
    assert isinstance(found, Reader), query
    if not found.whole:
        assert found.selections == LIMITS.fields + 1
        return False
    for definition, node in zip(found.definitions, document.definitions, strict=True):
        assert isinstance(node, OperationDefinitionNode | FragmentDefinitionNode)
        assert seen(definition.inner) == parsed(node.selection_set), query
        assert definition.fragment == (node.name.value if isinstance(node, FragmentDefinitionNode) else "")
        variables = node.variable_definitions or ()
        assert definition.variables == len(variables)
        assert definition.directives == len(node.directives) + sum(len(variable.directives) for variable in variables)
    return True


@pytest.mark.parametrize("query", HAND_MADE)
def test_it_sees_what_a_parser_sees(query: str) -> None:
    assert agree(query)


def test_it_sees_the_same_in_generated_queries() -> None:
    assert sum(agree(query) for query, _ in Generator(schema, Values(VALUES), seed=7).queries(60)) > 45  # the others are too large


PIECES = [
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    "...",
    "on",
    "a",
    "b",
    ":",
    "@",
    "$",
    "!",
    "=",
    "|",
    "&",
    '"',
    '"""',
    "\\",
    "#",
    "\n",
    ",",
    "1",
    "-",
    " ",
    "é",
    ".",
]


def broken(count: int, seed: int) -> list[str]:
    """Valid queries with pieces put in, taken out and exchanged; always the same from the same seed."""
    made = random.Random(seed)
    found = []
    for _ in range(count):
        text = made.choice(HAND_MADE)
        for _ in range(made.randint(1, 4)):
            at = made.randrange(len(text) + 1)
            text = text[:at] + made.choice([made.choice(PIECES), ""]) + text[at + made.randint(0, 2) :]
        found.append(text)
    return found


def test_whatever_a_parser_understands_of_broken_queries_it_sees_too() -> None:
    understood = [agree(text) for text in broken(3_000, seed=11)]
    assert 100 < sum(understood) < 2_900


@pytest.mark.nightly
def test_the_same_of_very_many() -> None:
    assert any(agree(text) for text in broken(200_000, seed=12))
