"""Whatever is asked, valid or broken, is answered or refused in the one shape: never a fault of ours, never a word of what is hidden."""

import json
import random
from typing import Any

import pytest
from factories import make_kit
from wagtail.models import Page

from content_api.errors import Code
from content_api.limits import LIMITS
from content_api.schema import schema
from tests.content_api.generator import Generator
from tests.content_api.test_projection import VALUES

pytestmark = pytest.mark.django_db
TEXTS = ("", "x", "\0", "é", "😀", "\u202e", "%", "'", '"', "\\", "{", "../..", "0" * 300, "-1", "null", "2147483648")
WRITABLE = tuple(text for text in TEXTS if json.dumps(text, ensure_ascii=False) == f'"{text}"')  # as it stands between quotes
ODD: tuple[Any, ...] = (*TEXTS, None, True, 0, -1, 1.5, 2**40, [], {}, [None], {"a": 1}, [[]], ["x"] * 50)
HIDDEN = "Cachée"


class Values(dict[str, Any]):
    """Values of arguments; a text for those that nobody has thought of."""

    def __missing__(self, name: str) -> tuple[str, ...]:
        return ("x",)


@pytest.fixture(scope="module")
def content(shared_database: None) -> None:
    """A kit that can be read, and one that can't."""
    make_kit()
    make_kit(HIDDEN)
    Page.objects.filter(title=HIDDEN).update(live=False)


def requests(count: int, seed: int) -> list[dict[str, Any]]:
    """Bodies of requests: valid queries, some with other variables, other values, or pieces cut out and put in."""
    made, found = random.Random(seed), []
    values = Values({name: (*some, *WRITABLE) if all(isinstance(value, str) for value in some) else some for name, some in VALUES.items()})
    for query, variables in Generator(schema, values, seed=seed).queries(count):
        way = made.choice(("valid", "valid", "variables", "cut", "exchange"))
        if way == "variables" and variables:
            variables = {**variables, made.choice(list(variables)): made.choice(ODD)}
        elif way == "cut":
            at = made.randrange(len(query))
            query = query[:at] + query[at + made.randint(1, 9) :]
        elif way == "exchange":
            at = made.randrange(len(query))
            query = query[:at] + made.choice(TEXTS) + query[at + 1 :]
        found.append({"query": query, "variables": variables})
    return found


def ask(api: Any, bodies: list[dict[str, Any]]) -> int:
    """Asks all; fails on a fault. Returns how many were answered whole."""
    whole = 0
    for body in bodies:
        response = api.client.post("/graphql/", json.dumps(body), content_type="application/json")
        assert response.status_code in (200, 400), body
        answer = response.json()
        codes = [error["extensions"]["code"] for error in answer.get("errors", ())]
        assert len(codes) <= LIMITS.errors and set(codes) <= set(Code) - {Code.INTERNAL_ERROR}, (body, answer)
        assert HIDDEN not in response.content.decode() or HIDDEN in json.dumps(body, ensure_ascii=False)
        whole += not codes
    return whole


def test_no_request_is_a_fault_of_ours(api: Any, content: None) -> None:
    assert 5 < ask(api, requests(80, seed=3)) < 75


@pytest.mark.nightly
def test_no_request_of_very_many_is(api: Any, content: None) -> None:
    assert ask(api, requests(6_000, seed=4)) > 1_000


@pytest.mark.parametrize("query", ['{ kit(slug: "cachée") { titel } }', "{ kitt { title } }", '{ previw(token: "") { title } }', "{ users { id } }"])
def test_suggestions_name_only_what_the_public_schema_has(api: Any, content: None, query: str) -> None:
    known = {name for kind in schema.type_map.values() for name in (kind.name, *getattr(kind, "fields", {}))}
    for error in api.errors(query):
        suggested = error["message"].partition("Did you mean")[2]
        names = {word.strip("'?,. ") for word in suggested.split() if word.startswith("'")}
        assert names <= known
        assert "Traceback" not in error["message"] and HIDDEN not in error["message"]
