"""The preview of a draft as the API would answer it."""

import json
from typing import Any

import pytest
from django.test import Client, RequestFactory
from factories import make_admin
from graphql import parse, validate

from cms.kits.models import KitPage
from content_api.pages import SHOWN
from content_api.preview import query
from content_api.schema import schema

pytestmark = pytest.mark.django_db


@pytest.fixture
def kit(shared_kit: int) -> KitPage:
    """The kit that all tests here share; what they change in it is undone."""
    return KitPage.objects.get(pk=shared_kit)


def preview(page: Any, accept: str = "application/json") -> Any:
    """The response of the preview of a page's draft."""
    return page.serve_preview(RequestFactory().get("/", headers={"Accept": accept}), "json")


@pytest.mark.parametrize("kind", SHOWN)
def test_the_question_is_everything_that_the_api_says_of_a_page(kind: str) -> None:
    assert validate(schema, parse(query(kind))) == []
    words = {"kit": ("... on Pass {", "phoneLink", "emergency {", "nodes {", "housingKind"), "country": ("emergency {",)}
    for word in ("translations {", "sources {", *words.get(kind, ())):
        assert word in query(kind)


def test_an_unsaved_change_is_shown_and_published_nowhere(api: Any, kit: Any) -> None:
    kit.title = "Nantes, demain"
    page = json.loads(preview(kit).content)["data"]["page"]
    assert (page["title"], page["edition"]["cited"], page["edition"]["number"]) == ("Nantes, demain", "fr-0", 0)
    assert page["country"]["title"] == "France"
    assert len(page["blocks"]) == 16
    assert api.data('{ kit(slug: "nantes") { title } }') == {"kit": {"title": "Nantes"}}


def test_it_is_what_readers_get_once_it_is_published(api: Any, kit: Any) -> None:
    drafted = json.loads(preview(kit).content)["data"]["page"]
    for name in ("title", "sections", "blocks", "allSources", "country", "translations", "chapters"):
        assert drafted[name]
    published = api.data('{ page(path: "/fr/kits/france/nantes/") { title url ... on Kit { chapters { title blocks { id } } } } }')["page"]
    assert published["url"] == drafted["url"]
    assert [[block["id"] for block in chapter["blocks"]] for chapter in published["chapters"]] == [
        [block["id"] for block in chapter["blocks"]] for chapter in drafted["chapters"]
    ]


@pytest.mark.parametrize("ancestor", [1, 2, 3])
def test_every_kind_of_page_has_one(kit: Any, ancestor: int) -> None:
    page = list(kit.get_ancestors().specific())[ancestor]
    assert json.loads(preview(page).content)["data"]["page"]["title"] == page.title


def test_a_page_that_people_can_read_and_that_runs_nothing(kit: Any) -> None:
    kit.title = "<script>alert(1)</script>"
    response = preview(kit, "text/html,*/*;q=0.8")
    text = response.content.decode()
    assert response.headers["Content-Type"].startswith("text/html")
    assert "&lt;script&gt;alert(1)" in text and "<script" not in text and "style=" not in text
    assert '<html lang="' in text
    assert response.headers["Cache-Control"] == "private, no-store"


def test_an_unfinished_draft_is_shown_with_what_it_has(kit: Any) -> None:
    draft = type(kit)(title="Neu", slug="neu", locale=kit.locale)
    answer = json.loads(preview(draft).content)
    assert "errors" not in answer
    assert answer["data"]["page"]["chapters"] == []


def test_an_editor_finds_it_in_the_admin_and_nobody_else_does(kit: Any) -> None:
    assert "json" in dict(kit.preview_modes)
    address = f"/admin/pages/{kit.pk}/view_draft/?mode=json"
    assert Client().get(address).status_code == 302
    editor = Client()
    editor.force_login(make_admin())
    response = editor.get(address, headers={"Accept": "text/html"})
    assert response.status_code == 200
    assert "Quatre semaines" in response.content.decode()
