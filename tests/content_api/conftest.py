"""How tests ask the API: through Django's test client, as an app would."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from factories import make_kit

ADDRESS = "/graphql/"


class Api:
    """A client of the API."""

    def __init__(self) -> None:
        self.client = Client()

    def post(self, query: str, *, operation: str | None = None, headers: dict[str, str] | None = None, **variables: Any) -> Any:
        """The response to a query by POST."""
        body = {"query": query, "variables": variables, "operationName": operation}
        return self.client.post(ADDRESS, json.dumps(body), content_type="application/json", headers=headers or {})

    def get(self, query: str, *, headers: dict[str, str] | None = None, **variables: Any) -> Any:
        """The response to a query by GET."""
        return self.client.get(ADDRESS, {"query": query, "variables": json.dumps(variables)}, headers=headers or {})

    def data(self, query: str, **variables: Any) -> Any:
        """The data that answer a query; fails where there are errors."""
        answer = self.post(query, **variables).json()
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    def errors(self, query: str, **variables: Any) -> list[dict[str, Any]]:
        """The errors that a query gets."""
        found: list[dict[str, Any]] = self.post(query, **variables).json()["errors"]
        return found

    def codes(self, query: str, **variables: Any) -> list[str]:
        """The codes of the errors that a query gets."""
        return [error["extensions"]["code"] for error in self.errors(query, **variables)]


@pytest.fixture
def api() -> Api:
    """A client of the API."""
    return Api()


@pytest.fixture(scope="module")
def shared_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """For content that a whole module uses: made once, gone with the module. What a test changes in it is undone after the test."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def shared_kit(shared_database: None) -> int:
    """The primary key of a kit that a whole module uses."""
    return int(make_kit().pk)


@pytest.fixture
def queries_of() -> Callable[..., list[str]]:
    """Names each SQL query of a call by what it is for."""

    def names(call: Callable[[], Any]) -> list[str]:
        with CaptureQueriesContext(connection) as captured:
            call()
        return [named(query["sql"]) for query in captured.captured_queries]

    return names


def named(sql: str) -> str:
    """What a query of ours is for, by what only it does."""
    if "editions_contentversion" in sql:
        return "content version"
    if "editions_ledgerentry" in sql:
        return "ledger entries"
    if "editions_ledger" in sql:
        return "ledger"
    if "editions_editionfile" in sql:
        return "files"
    if "COUNT(*)" in sql:
        return "count"
    if "ROW_NUMBER()" in sql:
        return "history"
    if '"editions_edition"."document"' in sql:
        return "texts"
    if "editions_edition" in sql:
        return "readable"
    return sql
