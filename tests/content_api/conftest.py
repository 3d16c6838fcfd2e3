"""How tests ask the API: through Django's test client, as an app would."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

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


@pytest.fixture
def queries_of(django_assert_num_queries: Any, django_db_blocker: Any) -> Callable[..., list[str]]:
    """Names the tables that each SQL query of a call reads."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def names(call: Callable[[], Any]) -> list[str]:
        with CaptureQueriesContext(connection) as captured:
            call()
        return [named(query["sql"]) for query in captured.captured_queries]

    return names


def named(sql: str) -> str:
    """What a query of ours is for, by what only it does."""
    if "editions_contentversion" in sql:
        return "content version"
    if "editions_editionfile" in sql:
        return "files"
    if "COUNT(*)" in sql:
        return "count"
    if '"editions_edition"."document"' in sql:
        return "texts"
    if "editions_edition" in sql:
        return "readable"
    return sql
