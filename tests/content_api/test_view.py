"""The endpoint as HTTP: what it takes, what it gives, what caches and other sites may do."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.test import Client
from django.utils.functional import lazy
from django.utils.translation import get_language

from cms.kits.models import KitPage
from content_api import errors, limits, view
from content_api.errors import Code
from content_api.kits import KitQueries

pytestmark = pytest.mark.django_db


@pytest.fixture
def kit(shared_kit: int) -> KitPage:
    """The kit that all tests here share; what they change in it is undone."""
    return KitPage.objects.get(pk=shared_kit)


QUERY = "{ kits { nodes { title } } }"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
MODERN, OLD = "application/graphql-response+json", "application/json"


def code(response: Any) -> str:
    """The code of the only error of a response."""
    (error,) = response.json()["errors"]
    assert set(error) <= {"message", "locations", "path", "extensions"}
    return str(error["extensions"]["code"])


def test_get_and_post_are_answered_alike(api: Any, kit: Any) -> None:
    posted, got = api.post(QUERY), api.get(QUERY)
    assert posted.status_code == got.status_code == 200
    assert posted.content == got.content
    assert posted.json()["data"] == {"kits": {"nodes": [{"title": "Nantes"}]}}


@pytest.mark.parametrize(
    ("accept", "media"),
    [(MODERN, MODERN), (OLD, OLD), ("*/*", MODERN), ("application/*", MODERN), (f"{MODERN}, {OLD};q=0.9", MODERN), (f"{OLD}, {MODERN};q=0.5", OLD)],
)
def test_the_media_type_is_the_one_that_is_accepted(api: Any, kit: Any, accept: str, media: str) -> None:
    for query in (QUERY, "{ nothing }"):
        assert api.get(query, headers={"Accept": accept}).headers["Content-Type"] == f"{media}; charset=utf-8"


@pytest.mark.parametrize("query", ["{", "{ nothing }", "{ kits(first: 101) { totalCount } }", "query($x: Int!) { kits(first: $x) { totalCount } }"])
def test_what_graphql_refuses_is_200_only_for_clients_that_know_nothing_else(api: Any, query: str) -> None:
    assert api.get(query, headers={"Accept": MODERN}).status_code == 400
    assert api.get(query, headers={"Accept": OLD}).status_code == 200
    assert "data" not in api.get(query).json()


@pytest.mark.parametrize("accept", ["image/png", "text/html;q=0.5, image/png", "text/plain"])
def test_what_is_not_spoken_here_is_406(api: Any, accept: str) -> None:
    response = api.post(QUERY, headers={"Accept": accept})
    assert (response.status_code, code(response)) == (406, "NOT_ACCEPTABLE")


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_405_in_json(api: Any, method: str) -> None:
    response = getattr(api.client, method)("/graphql/")
    assert (response.status_code, code(response), response.headers["Allow"]) == (405, "METHOD_NOT_ALLOWED", "GET, HEAD, POST, OPTIONS")
    response = getattr(api.client, method)("/graphql/schema.graphql")
    assert (response.status_code, code(response), response.headers["Allow"]) == (405, "METHOD_NOT_ALLOWED", "GET, HEAD")


@pytest.mark.parametrize("path", ["/graphql/x", "/graphql/schema.graphqls", "/graphql/x/y/"])
def test_other_addresses_are_404_in_json(api: Any, path: str) -> None:
    for response in (api.client.get(path, headers={"Accept": BROWSER}), api.client.post(path)):
        assert (response.status_code, code(response)) == (404, "NOT_FOUND")
        assert response.headers["Content-Type"].partition(";")[0] in (MODERN, OLD)


def test_the_last_character_may_be_forgotten(api: Any, kit: Any) -> None:
    response = api.client.post("/graphql?a=b", json.dumps({"query": QUERY}), content_type="application/json")
    assert (response.status_code, response.headers["Location"]) == (308, "/graphql/?a=b")


@pytest.mark.parametrize(
    "content_type", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", "application/graphql", ""]
)
def test_a_post_is_json_or_refused(api: Any, content_type: str) -> None:
    response = api.client.post("/graphql/", json.dumps({"query": QUERY}), content_type=content_type)
    assert (response.status_code, code(response)) == (415, "UNSUPPORTED_MEDIA_TYPE")


@pytest.mark.parametrize("content_type", ["application/json", "application/json; charset=utf-8", "application/graphql-response+json"])
def test_json_by_either_name(api: Any, kit: Any, content_type: str) -> None:
    assert api.client.post("/graphql/", json.dumps({"query": QUERY}), content_type=content_type).status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        b" ", b"{", b"null", b"1", b'"x"', b"{}", b'{"query": 1}', b'{"query": null}', b'{"query": "{ __typename }", "variables": []}',
        b'{"query": "{ __typename }", "variables": "{}"}',
        b'{"query": "{ __typename }", "documentId": "sha256:x"}', b'{"query": "{ __typename }", "operationName": 1}',
        b"\xff\xfe", b'{"query": "\\ud800"}',
        b'{"query": "{ __typename }", "variables": ' + b'{"a":' * 5000 + b"1" + b"}" * 5000 + b"}",
    ],
)  # fmt: skip
def test_a_body_that_is_no_request_is_400(api: Any, body: bytes) -> None:
    response = api.client.post("/graphql/", body, content_type="application/json")
    assert (response.status_code, code(response)) == (400, "BAD_REQUEST")
    assert response.json()["errors"][0]["extensions"]["reason"]


@pytest.mark.parametrize(
    "given", [{}, {"query": QUERY, "variables": "{"}, {"query": QUERY, "variables": "[]"}, {"query": QUERY, "variables": "{}, 1"}]
)
def test_an_address_that_is_no_request_is_400(api: Any, given: dict[str, str]) -> None:
    response = api.client.get("/graphql/", given)
    assert (response.status_code, code(response)) == (400, "BAD_REQUEST")


def test_a_body_beyond_all_measure_is_not_read(api: Any) -> None:
    response = api.client.post("/graphql/", b"{" + b" " * 3_000_000, content_type="application/json")
    assert (response.status_code, code(response)) == (413, "BODY_TOO_LARGE")


def test_operations_by_name(api: Any, kit: Any) -> None:
    query = "query A { a: __typename } query B { b: __typename }"
    assert api.post(query, operation="B").json()["data"] == {"b": "Query"}
    assert api.client.get("/graphql/", {"query": query, "operationName": "A"}).json()["data"] == {"a": "Query"}
    assert code(api.post(query)) == code(api.post(query, operation="C")) == "OPERATION_NOT_FOUND"


def test_variables_are_told_when_they_do_not_fit(api: Any, kit: Any) -> None:
    query = "query($locale: LanguageCode!) { kits(locale: $locale) { totalCount } }"
    assert code(api.post(query, locale="XX")) == "BAD_VARIABLES"
    assert code(api.post(query)) == "BAD_VARIABLES"
    assert api.post(query, locale="FR", unknown=1).json()["data"]["kits"]["totalCount"] == 1
    required = 'query($slug: String = "x") { kit(slug: $slug) { title } }'
    assert code(api.post(required, slug=None)) == "BAD_VARIABLES"


def test_a_fault_of_ours_is_logged(api: Any, kit: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr(KitQueries, "kit", lambda *_, **__: 1 / 0)
    api.get('{ kit(slug: "nantes") { title } }')
    assert "ZeroDivisionError" in caplog.text


def test_other_sites_may_ask_without_credentials(api: Any, kit: Any) -> None:
    asked = api.client.options("/graphql/", headers={"Origin": "https://app.example", "Access-Control-Request-Method": "POST"})
    assert (asked.status_code, asked.headers["Access-Control-Allow-Methods"]) == (204, "GET, POST, OPTIONS")
    for response in (
        asked,
        api.post(QUERY),
        api.get(QUERY),
        api.get("{ nothing }"),
        api.client.get("/graphql/x"),
        api.client.get("/graphql/schema.graphql"),
    ):
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in response.headers


def test_a_setting_says_which_other_sites_may_ask(api: Any, kit: Any, settings: Any) -> None:
    settings.GRAPHQL_ORIGINS = ["https://app.example"]
    known, other, none = (api.get(QUERY, headers=headers) for headers in ({"Origin": "https://app.example"}, {"Origin": "https://x.example"}, {}))
    assert known.headers["Access-Control-Allow-Origin"] == "https://app.example"
    for response in (other, none, api.client.options("/graphql/", headers={"Origin": "https://x.example"})):
        assert not any(name.startswith("Access-Control") for name in response.headers)
    assert all("Origin" in response.headers["Vary"].split(", ") for response in (known, other, none))


def test_a_post_needs_no_token(kit: Any) -> None:
    response = Client(enforce_csrf_checks=True).post("/graphql/", json.dumps({"query": QUERY}), content_type="application/json")
    assert response.status_code == 200


def test_errors_speak_the_reader_s_language(api: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    said = {"nl": "Een bladzijde heeft hoogstens %(limit)s regels, geen %(value)s."}
    monkeypatch.setitem(limits.MESSAGES, Code.PAGE_TOO_LARGE, lazy(lambda: said.get(get_language() or "", "English: %(limit)s"), str)())
    query = "{ kits(first: 101) { totalCount } }"
    for header, message in (
        ("nl", "Een bladzijde heeft hoogstens 100 regels, geen 101."),
        ("en;q=0.9, nl;q=0.5", "English: 100"),
        ("xx", "English: 100"),
    ):
        error = api.get(query, headers={"Accept-Language": header}).json()["errors"][0]
        assert error == {"message": message, "extensions": {"code": "PAGE_TOO_LARGE", "limit": 100, "value": 101}}


def test_an_error_in_a_query_says_where(api: Any) -> None:
    error = api.errors("{\n  kits { nodes { nothing } }\n}")[0]
    assert error["locations"] == [{"line": 2, "column": 18}]
    assert "nothing" in error["message"]


def test_at_most_five_errors_are_told(api: Any) -> None:
    assert len(api.errors("{ a b c d e f g }")) == 5


def test_the_schema_as_text(api: Any) -> None:
    response = api.client.get("/graphql/schema.graphql")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert "type Kit implements " in response.content.decode()
    assert api.client.get("/graphql/schema.graphql", headers={"If-None-Match": response.headers["ETag"]}).status_code == 304


def test_a_browser_gets_graphiql(api: Any) -> None:
    response = api.client.get("/graphql/", headers={"Accept": BROWSER})
    text = response.content.decode()
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("text/html")
    assert {"Accept", "Accept-Language"} <= set(response.headers["Vary"].split(", "))
    assert 'data-endpoint="/graphql/"' in text and "graphiql.min" in text
    assert "<script>" not in text and "style=" not in text and "onload" not in text
    assert "'unsafe-inline'" in response.headers["Content-Security-Policy"].partition("style-src")[2].partition(";")[0]
    assert "'unsafe-inline'" not in response.headers["Content-Security-Policy"].partition("script-src")[2].partition(";")[0]
    assert not response.cookies


def test_a_query_in_a_browser_s_address_gets_graphiql_too_and_a_post_never(api: Any, kit: Any) -> None:
    assert api.get(QUERY, headers={"Accept": BROWSER}).headers["Content-Type"].startswith("text/html")
    assert api.post(QUERY, headers={"Accept": BROWSER}).headers["Content-Type"].startswith(MODERN)


def test_the_example_of_graphiql_is_answered(api: Any, kit: Any) -> None:
    script = Path(view.__file__).parent.joinpath("static", "content_api", "graphiql.js").read_text(encoding="utf-8")
    data = api.data(script.partition("EXAMPLE = `")[2].partition("`")[0])
    assert data["kits"]["nodes"][0]["country"]["emergency"][0]["link"] == "tel:112"


def test_every_code_is_used_and_documented(settings: Any) -> None:
    sources = "".join(file.read_text(encoding="utf-8") for file in Path(errors.__file__).parent.glob("*.py"))
    documented = Path(settings.BASE_DIR, "docs", "graphql.md").read_text(encoding="utf-8")
    for known in Code:
        assert f"Code.{known.name}" in sources
        assert f"`{known.value}`" in documented


def test_an_answer_is_json_to_the_letter(api: Any, kit: Any) -> None:
    body = api.post("{ kits { nodes { intro } } }").content
    assert "à".encode() in body  # not escaped: smaller
    assert msgspec.json.encode(msgspec.json.decode(body)) == body
