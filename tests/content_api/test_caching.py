"""What is kept of answers, by us and by caches of others: for how long, by which names, and what is never kept."""

import gzip
import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import caches
from factories import block, make_kit, publish

from cms.kits.models import KitPage
from content_api import operations, trusted, view
from content_api.kits import KitQueries
from content_api.limits import LIMITS

pytestmark = pytest.mark.django_db
QUERY = "{ kits { nodes { title } } }"


@pytest.fixture
def kit(shared_kit: int) -> KitPage:
    """The kit that all tests here share; what they change in it is undone."""
    return KitPage.objects.get(pk=shared_kit)


def test_an_etag_answers_for_the_body(api: Any, kit: Any) -> None:
    first = api.get(QUERY)
    assert first.headers["ETag"].startswith('W/"')
    known = api.get(QUERY, headers={"If-None-Match": first.headers["ETag"]})
    assert (known.status_code, known.content, known.headers["ETag"]) == (304, b"", first.headers["ETag"])
    assert known.headers["Cache-Control"] == first.headers["Cache-Control"]
    publish(make_kit("Angers"))
    changed = api.get(QUERY, headers={"If-None-Match": first.headers["ETag"]})
    assert (changed.status_code, changed.headers["ETag"] != first.headers["ETag"]) == (200, True)


def test_an_etag_outlives_a_change_elsewhere(api: Any, kit: Any) -> None:
    query = '{ kit(slug: "nantes") { title } }'
    first = api.get(query)
    make_kit("Angers")
    assert api.get(query, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


def test_a_post_is_never_answered_with_304(api: Any, kit: Any) -> None:
    response = api.post(QUERY, headers={"If-None-Match": api.post(QUERY).headers["ETag"]})
    assert response.status_code == 200


def test_what_caches_may_do(api: Any, kit: Any) -> None:
    whole, refused = api.get(QUERY), api.get("{ nothing }")
    assert whole.headers["Cache-Control"] == "public, max-age=0, s-maxage=30, stale-while-revalidate=30"
    assert set(whole.headers["Vary"].split(", ")) == {"Accept", "Accept-Encoding"}
    assert refused.headers["Cache-Control"] == "private, no-store"
    assert set(refused.headers["Vary"].split(", ")) == {"Accept", "Accept-Language"}
    assert not whole.cookies and "ETag" not in refused.headers


def test_an_answer_is_kept_by_all_that_it_depends_on(api: Any, kit: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = []
    monkeypatch.setattr(view, "answer", lambda asked: ran.append(asked) or operations.answer(asked))
    two = "query A($l: LanguageCode) { kits(locale: $l) { totalCount } } query B { __typename }"
    for _ in range(2):
        api.post(two, operation="A", l="FR")
        api.post(two, operation="A", l="DE")
        api.post(two, operation="B", l="FR")
        api.post(two + " ", operation="B", l="FR")
    assert len(ran) == 4
    publish(kit)
    api.post(two, operation="A", l="FR")
    assert len(ran) == 5


def test_the_order_of_variables_does_not_matter(api: Any, kit: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = []
    monkeypatch.setattr(view, "answer", lambda asked: ran.append(asked) or operations.answer(asked))
    query = "query($a: Int, $b: LanguageCode) { kits(first: $a, locale: $b) { totalCount } }"
    api.post(query, a=1, b="FR")
    api.post(query, b="FR", a=1)
    assert len(ran) == 1


def test_an_answer_with_errors_is_not_kept(api: Any, kit: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(KitQueries, "kit", lambda *_, **__: 1 / 0)
    query = '{ kit(slug: "nantes") { title } kits { totalCount } }'
    broken = api.get(query)
    assert broken.json()["data"] == {"kit": None, "kits": {"totalCount": 1}}
    assert [error["extensions"]["code"] for error in broken.json()["errors"]] == ["INTERNAL_ERROR"]
    assert broken.headers["Cache-Control"] == "private, no-store"
    assert "division" not in broken.content.decode()
    monkeypatch.undo()
    assert api.get(query).json()["data"]["kit"] == {"title": "Nantes"}


def test_a_large_answer_is_given_but_not_kept(api: Any, kit: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(view, "LARGEST_KEPT", 10)
    kept = []
    monkeypatch.setattr(caches["pages"], "set", lambda *values: kept.append(values))
    assert api.get(QUERY).status_code == 200
    assert kept == []


@pytest.mark.parametrize(
    ("accepted", "packed"), [("gzip, br", True), ("br;q=1.0, gzip;q=0.8", True), ("identity", False), ("gzip;q=0", False), ("", False)]
)
def test_answers_are_compressed_for_who_wants_that(api: Any, kit: Any, accepted: str, packed: bool) -> None:
    query = "{ kits { nodes { blocks { id __typename } intro } } }"
    plain = api.get(query)
    for _ in range(2):
        response = api.get(query, headers={"Accept-Encoding": accepted})
        assert (response.headers.get("Content-Encoding") == "gzip") is packed
        assert (gzip.decompress(response.content) if packed else response.content) == plain.content
        assert response.headers["ETag"] == plain.headers["ETag"]


def keys(response: Any) -> set[str]:
    """The tags of an answer."""
    return set(response.headers["Surrogate-Key"].split(" "))


def test_a_cache_finds_the_answers_that_a_page_is_in(api: Any, kit: Any) -> None:
    nantes, france = f"fr:{kit.translation_key}", f"fr:{kit.get_parent().translation_key}"
    for query, tags in (
        ("{ __typename }", {"content"}),
        ("{ kits { totalCount } }", {"content"}),
        (QUERY, {"content", nantes}),
        ("{ kits { nodes { country { title } } } }", {"content", nantes, france}),
    ):
        first = api.get(query)
        assert keys(first) == keys(api.get(query)) == keys(api.post(query)) == tags
        assert keys(api.get(query, headers={"If-None-Match": first.headers["ETag"]})) == tags
    assert "Surrogate-Key" not in api.get("{ nothing }").headers


def test_a_linked_page_is_among_the_tags_even_while_it_is_hidden(api: Any, kit: Any) -> None:
    text = f'<p><a linktype="page" id="{kit.pk}">Nantes</a></p>'
    make_kit("Angers", chapters=[block("chapter", "c", {"topic": "work", "title": "T", "lead": "", "content": [block("text", "t", text)]})])
    KitPage.objects.get(pk=kit.pk).unpublish()
    assert f"fr:{kit.translation_key}" in keys(api.get('{ kit(slug: "angers") { title } }'))


def test_an_answer_of_very_many_pages_has_one_tag_for_all(api: Any, kit: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(view, "MOST_TAGS", 1)
    assert keys(api.get("{ kits { nodes { country { title } } } }")) == {"content", "many"}


def name_of(file: str) -> str:
    """The name of a trusted document, as ``sha256sum`` says it."""
    return "sha256:" + hashlib.sha256(Path(settings.BASE_DIR, "graphql", "queries", file).read_bytes()).hexdigest()


def test_a_trusted_document_is_asked_for_by_its_hash(api: Any, kit: Any) -> None:
    text = Path(settings.BASE_DIR, "graphql", "queries", "kit.graphql").read_text(encoding="utf-8")
    got = api.client.get("/graphql/", {"documentId": name_of("kit.graphql")})
    assert got.status_code == 200 and got.json()["data"] == api.post(text).json()["data"]
    assert got.headers["Cache-Control"] == view.FRESH and got.headers["ETag"]
    again = api.client.get("/graphql/", {"documentId": name_of("kit.graphql")}, headers={"If-None-Match": got.headers["ETag"]})
    assert again.status_code == 304
    posted = api.client.post("/graphql/", {"documentId": name_of("kit.graphql")}, content_type="application/json")
    assert posted.content == got.content


def test_variables_go_with_the_name(api: Any, kit: Any) -> None:
    answer = api.client.get("/graphql/", {"documentId": name_of("sync.graphql"), "variables": '{"locale": "DE"}'}).json()
    assert answer["data"]["changes"]["items"] == []


@pytest.mark.parametrize("name", ["", "x", "sha256:", "sha256:" + "0" * 64, "../kit.graphql"])
def test_other_names_have_no_document(api: Any, name: str) -> None:
    answer = api.client.get("/graphql/", {"documentId": name})
    assert [error["extensions"]["code"] for error in answer.json()["errors"]] == ["DOCUMENT_NOT_FOUND"]
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_apollo_s_clients_ask_by_hash_first_and_then_with_the_query(api: Any, kit: Any) -> None:
    def named(digest: str) -> dict[str, Any]:
        return {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": digest}}}

    unknown = api.client.post("/graphql/", named("0" * 64), content_type="application/json")
    assert unknown.json()["errors"][0]["extensions"]["code"] == "PERSISTED_QUERY_NOT_FOUND"
    both = api.client.post("/graphql/", {"query": QUERY, **named("0" * 64)}, content_type="application/json")
    assert both.json()["data"]["kits"]["nodes"]
    known = api.client.post("/graphql/", named(name_of("kits.graphql").removeprefix("sha256:")), content_type="application/json")
    assert known.json()["data"]["kits"]["nodes"]


def test_our_own_documents_may_cost_more(api: Any, kit: Any) -> None:
    name = name_of("sync.graphql")
    text = Path(settings.BASE_DIR, "graphql", "queries", "sync.graphql").read_text(encoding="utf-8")
    dear = api.client.get("/graphql/", {"documentId": name, "variables": '{"first": 100}'})
    assert dear.json()["extensions"]["cost"] > LIMITS.cost
    assert api.codes(text, first=100) == ["TOO_COSTLY"], "the same words by somebody else, even while the answer is kept"
    assert api.client.get("/graphql/", {"documentId": name, "variables": '{"first": 101}'}).json()["errors"]


def test_a_folder_of_one_s_own(api: Any, kit: Any, settings: Any, tmp_path: Path) -> None:
    (tmp_path / "mine.graphql").write_text(QUERY)
    (tmp_path / "broken.graphql").write_text("{ nothing }")
    (tmp_path / "notes.txt").write_text("{ no query }")
    settings.GRAPHQL_QUERIES = [tmp_path]
    trusted.documents.cache_clear()
    try:
        (warning,) = trusted.check_documents(None)
        assert (warning.id, "broken.graphql" in warning.msg, "nothing" in warning.msg) == ("content_api.W001", True, True)
        found = api.client.get("/graphql/", {"documentId": f"sha256:{hashlib.sha256(QUERY.encode()).hexdigest()}"})
        assert found.json()["data"]["kits"]["nodes"] == [{"title": "Nantes"}]
    finally:
        trusted.documents.cache_clear()
