"""The PDF of a draft, for editors."""

import pytest
from django.test import RequestFactory
from factories import make_kit

from cms.editions import previews
from exports import preview
from exports.formats import Made, Refused
from exports.pool import Busy, RenderFailed

pytestmark = pytest.mark.django_db


class Renderer:
    """Stands for the pool."""

    def __init__(self, outcome: Made | Exception) -> None:
        self.outcome = outcome
        self.books: list[object] = []

    def render(self, format_: object, book: object, **limits: float) -> Made:
        self.books.append(book)
        assert limits == {"limit": 20, "patience": 20, "wait": 10.0}
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch):
    """Shows the draft of a kit whose introduction was changed, not saved."""
    page = make_kit()
    page.intro = "Jamais enregistré."

    def show(outcome: Made | Exception):
        renderer = Renderer(outcome)
        monkeypatch.setattr(preview, "POOL", renderer)
        return page.serve_preview(RequestFactory().get("/"), "pdf"), renderer

    return show


def test_it_is_among_the_previews_of_a_page() -> None:
    assert "pdf" in dict(make_kit().preview_modes)
    assert "pdf" in previews._modes


def test_it_is_made_of_the_draft_and_never_kept(shown) -> None:
    response, renderer = shown(Made(b"%PDF-1.7", 12))
    (book,) = renderer.books
    assert book.document.intro == "Jamais enregistré." and book.cited == "" and book.parts[0].country.title == "France"
    assert response["Content-Type"] == "application/pdf" and response["Cache-Control"] == "private, no-store"
    assert response["Content-Disposition"].startswith("inline")


@pytest.mark.parametrize("error", [RenderFailed("no such file"), Refused("no such file")])
def test_what_cannot_be_printed_is_said_in_a_sentence(shown, error: Exception) -> None:
    response, _ = shown(error)
    assert response.status_code == 200 and "no such file" in response.content.decode() and response["Content-Type"].startswith("text/html")


def test_the_reason_is_escaped(shown) -> None:
    response, _ = shown(RenderFailed("<script>"))
    assert b"<script>" not in response.content


def test_who_comes_when_all_are_busy_is_asked_to_come_back(shown) -> None:
    response, _ = shown(Busy())
    assert response.status_code == 503 and response["Retry-After"] == "10"


def test_a_page_without_a_pdf_says_so() -> None:
    country = make_kit().get_parent().specific
    response = country.serve_preview(RequestFactory().get("/"), "pdf")
    assert response.status_code == 200 and response["Content-Type"].startswith("text/html")
