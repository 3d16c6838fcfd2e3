"""The timeline with a host's own days: made at the request, kept nowhere, refused kindly."""

import pytest
from pack_factory import make_handbook
from timeline_factory import make_timeline
from wagtail.models import PageViewRestriction

from cms import editions
from cms.editions import FileState
from exports import compose, personal, store
from exports.formats import Made
from exports.pool import Busy, RenderFailed
from exports.print.variants import PLAN_PDF

pytestmark = pytest.mark.django_db
URL = "/fr/accueillir/timeline.pdf"


class Renderer:
    """Stands for the pool."""

    def __init__(self, outcome: Made | Exception) -> None:
        self.outcome, self.books = outcome, []

    def render(self, format_: object, book: object, **limits: float) -> Made:
        assert format_ is PLAN_PDF and limits["limit"] == limits["patience"] == 20
        self.books.append(book)
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome


@pytest.fixture
def renderer(monkeypatch: pytest.MonkeyPatch) -> Renderer:
    make_timeline()
    found = Renderer(Made(b"%PDF-1.7 plan", 9))
    monkeypatch.setattr(personal, "POOL", found)
    return found


def test_a_stay_gives_its_own_plan_that_nobody_keeps(visitor, renderer: Renderer) -> None:
    before = [file.format for found in editions.files.ready([editions.at("/fr/accueillir/").page_id]).values() for file in found]
    response = visitor.get(f"{URL}?arrival=2027-01-18&days=28&country=fr")
    assert response.status_code == 200 and response.content == b"%PDF-1.7 plan"
    assert response["Cache-Control"] == "private, no-store" and response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("inline") and ".pdf" in response["Content-Disposition"]
    (book,) = renderer.books
    assert book.stay.arrival.isoformat() == "2027-01-18" and book.stay.days == 28
    numbers = [step.number for part in book.parts for step in part.phase.steps]
    assert "B8" not in numbers and "B9" not in numbers and "D1" in numbers  # minors only, the Netherlands only
    assert before == [file.format for found in editions.files.ready([editions.at("/fr/accueillir/").page_id]).values() for file in found]


def test_what_tells_no_stay_is_said_with_the_reason(visitor, renderer: Renderer) -> None:
    for query in ("arrival=2027-02-30", "days=28", "arrival=2027-01-18&days=900", "country=xx&arrival=2027-01-18"):
        response = visitor.get(f"{URL}?{query}")
        assert response.status_code == 400 and response["Cache-Control"] == "private, no-store" and response.content.decode().strip(), query
    assert renderer.books == []


@pytest.mark.parametrize("error", [Busy(), RenderFailed("The renderer took longer than 20 seconds.")])
def test_who_comes_at_a_bad_moment_is_asked_to_come_back(visitor, renderer: Renderer, error: Exception) -> None:
    renderer.outcome = error
    response = visitor.get(f"{URL}?arrival=2027-01-18&days=28")
    assert response.status_code == 503 and response["Retry-After"] == "15" and response["Cache-Control"] == "no-store"
    assert "renderer" not in response.content.decode()


def test_without_a_stay_it_is_the_stored_edition(visitor, renderer: Renderer, settings, tmp_path) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "exports": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path, "base_url": None}},
    }
    assert visitor.get(URL).status_code == 503 and renderer.books == []
    reading, data = editions.at("/fr/accueillir/"), b"%PDF-1.7 stored"
    values = {"fingerprint": "d" * 64, "name": store.keep("d" * 64, ".pdf", data), "bytes": len(data), "pages": 9, "checksum": store.checksum(data)}
    editions.files.record(reading.edition_id, "timeline.pdf", FileState.READY, **values)
    assert b"".join(visitor.get(URL).streaming_content) == data


def test_other_pages_have_no_plan(visitor, renderer: Renderer) -> None:
    for path in ("/fr/timeline.pdf", "/fr/kits/timeline.pdf", "/fr/accueillir/plan.pdf"):
        assert visitor.get(f"{path}?arrival=2027-01-18").status_code == 404, path


def test_what_was_printed_of_a_page_now_private_is_withheld(visitor, renderer: Renderer, settings, tmp_path) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "exports": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path, "base_url": None}},
    }
    from cms.timeline.models import PhasePage

    phase = PhasePage.objects.filter(locale__language_code="fr").first()
    make_handbook(phase)
    reading, data = editions.at("/fr/packs/guide/"), b"%PDF-1.7"
    assert [part.words().title for part in compose.compose_whole(reading).parts] == [phase.title]
    values = {"fingerprint": "d" * 64, "name": store.keep("d" * 64, ".pdf", data), "bytes": len(data), "pages": 9, "checksum": store.checksum(data)}
    editions.files.record(reading.edition_id, "handbook.pdf", FileState.READY, **values)
    assert visitor.get("/fr/packs/guide/handbook.pdf").status_code == 200
    PageViewRestriction.objects.create(page=phase, restriction_type=PageViewRestriction.LOGIN)
    assert visitor.get("/fr/packs/guide/handbook.pdf").status_code == 503
    assert compose.compose_whole(editions.at("/fr/packs/guide/")).parts == ()
