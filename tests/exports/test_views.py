"""Files as readers get them: whole or in part, cached with care, and nothing of what is hidden."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import storages
from django.test import Client
from django.utils import timezone
from factories import add, locales, make_country, publish
from wagtail.models import Page, PageViewRestriction

from cms import editions
from cms.editions import FileState
from cms.kits.models import KitPage
from exports import store

pytestmark = pytest.mark.django_db
DATA = b"%PDF-1.7 " + bytes(range(256)) * 400
URL = "/fr/kits/france/nantes/kit.pdf"


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path: Path) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "exports": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path, "base_url": None}},
    }


def give_file(path: str = "/fr/kits/france/nantes/", data: bytes = DATA) -> editions.Reading:
    """Stores a finished file for the page at ``path``."""
    reading = editions.at(path)
    assert reading is not None
    values = {"fingerprint": "d" * 64, "name": store.keep("d" * 64, ".pdf", data), "bytes": len(data), "pages": 24, "checksum": store.checksum(data)}
    editions.files.record(reading.edition_id, "kit.pdf", FileState.READY, **values)
    return reading


@pytest.fixture
def file(kit: KitPage) -> editions.Reading:
    return give_file()


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_the_whole_file(visitor: Client, file: editions.Reading) -> None:
    response = visitor.get(URL)
    assert response.status_code == 200 and body(response) == DATA
    assert response["Content-Type"] == "application/pdf" and response["Content-Length"] == str(len(DATA))
    assert response["Accept-Ranges"] == "bytes" and response["ETag"] == f'"{store.checksum(DATA)}"' and response["Last-Modified"]
    assert response["Cache-Control"] == "public, max-age=0, s-maxage=60"
    assert "Set-Cookie" not in response


def test_its_name_is_a_title_in_the_language_of_its_words(visitor: Client, file: editions.Reading) -> None:
    disposition = visitor.get(URL)["Content-Disposition"]
    assert disposition.startswith('inline; filename="nantes-') and "filename*=UTF-8''Nantes%20-%20" in disposition
    assert disposition.endswith("fr-1.pdf") and disposition.isascii()


def test_head_gives_the_headers_alone(visitor: Client, file: editions.Reading) -> None:
    response = visitor.head(URL)
    assert response.status_code == 200 and response["Content-Length"] == str(len(DATA))


def test_post_is_refused(visitor: Client, file: editions.Reading) -> None:
    assert visitor.post(URL).status_code == 405


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [("bytes=0-9", 0, 9), ("bytes=100-", 100, None), ("bytes=-50", -50, None), ("bytes=5-99999999", 5, None), ("bytes=-99999999", 0, None)],
)
def test_a_part_of_it(visitor: Client, file: editions.Reading, asked: str, start: int, end: int | None) -> None:
    response = visitor.get(URL, headers={"Range": asked})
    first = start % len(DATA) if start else 0
    last = len(DATA) - 1 if end is None else end
    assert response.status_code == 206 and body(response) == DATA[first : last + 1]
    assert response["Content-Range"] == f"bytes {first}-{last}/{len(DATA)}" and response["Content-Length"] == str(last - first + 1)


def test_a_part_beyond_its_end(visitor: Client, file: editions.Reading) -> None:
    response = visitor.get(URL, headers={"Range": f"bytes={len(DATA)}-"})
    assert response.status_code == 416 and response["Content-Range"] == f"bytes */{len(DATA)}"


@pytest.mark.parametrize("asked", ["bytes=9-3", "bytes=-", "bytes=0-1,4-5", "lines=0-9", "nonsense", "bytes=x-y"])
def test_what_is_no_single_range_gets_the_whole_file(visitor: Client, file: editions.Reading, asked: str) -> None:
    response = visitor.get(URL, headers={"Range": asked})
    assert response.status_code == 200 and body(response) == DATA


def test_a_part_of_a_file_that_has_changed_meanwhile_is_the_whole_new_one(visitor: Client, file: editions.Reading) -> None:
    etag = visitor.get(URL)["ETag"]
    assert visitor.get(URL, headers={"Range": "bytes=0-9", "If-Range": etag}).status_code == 206
    assert visitor.get(URL, headers={"Range": "bytes=0-9", "If-Range": '"other"'}).status_code == 200
    assert visitor.get(URL, headers={"Range": "bytes=0-9", "If-Range": visitor.get(URL)["Last-Modified"]}).status_code == 206


def test_who_has_it_already_is_told_so(visitor: Client, file: editions.Reading) -> None:
    first = visitor.get(URL)
    by_tag = visitor.get(URL, headers={"If-None-Match": first["ETag"]})
    by_date = visitor.get(URL, headers={"If-Modified-Since": first["Last-Modified"]})
    assert by_tag.status_code == by_date.status_code == 304 and by_tag["ETag"] == first["ETag"] and by_tag["Cache-Control"] == first["Cache-Control"]


def test_it_takes_few_queries(visitor: Client, file: editions.Reading, django_assert_max_num_queries: Any) -> None:
    visitor.get(URL)
    with django_assert_max_num_queries(4):  # the page, links within it at most, its files, redirects
        visitor.get(URL)


def test_until_the_first_is_made_readers_are_asked_to_come_back(visitor: Client, kit: KitPage) -> None:
    response = visitor.get(URL)
    assert response.status_code == 503 and response["Retry-After"] == "20" and response["Cache-Control"] == "no-store"
    assert response["Content-Language"] == "fr" and len(response.content.decode()) > 20


def test_one_that_could_not_be_made_is_said_so(visitor: Client, kit: KitPage) -> None:
    reading = editions.at("/fr/kits/france/nantes/")
    editions.files.record(reading.edition_id, "kit.pdf", FileState.FAILED, reason="secret reason")
    response = visitor.get(URL)
    assert response.status_code == 503 and response["Retry-After"] == "600" and b"secret" not in response.content


def test_a_new_edition_leaves_the_last_file_to_readers(visitor: Client, file: editions.Reading, kit: KitPage) -> None:
    kit.intro = "Autre chose."
    publish(kit)
    response = visitor.get(URL)
    assert response.status_code == 200 and body(response) == DATA and "fr-1" in response["Content-Disposition"]


def test_a_store_that_lost_the_file_is_no_broken_page(visitor: Client, file: editions.Reading) -> None:
    storages["exports"].delete(f"{'d' * 64}.pdf")
    response = visitor.get(URL)
    assert response.status_code == 503 and response["Retry-After"]


def unpublish(page: Page) -> None:
    page.unpublish()


def expire(page: Page) -> None:
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))


def make_private(page: Page) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


@pytest.mark.parametrize("hide", [unpublish, expire, make_private])
@pytest.mark.parametrize("above", [False, True], ids=["itself", "its country"])
def test_a_hidden_page_has_no_file(visitor: Client, file: editions.Reading, kit: KitPage, hide: Callable[[Page], None], above: bool) -> None:
    assert visitor.get(URL).status_code == 200
    hide(kit.get_parent().specific if above else kit)
    for headers in ({}, {"Range": "bytes=0-9"}, {"If-None-Match": f'"{store.checksum(DATA)}"'}):
        response = visitor.get(URL, headers=headers)
        assert response.status_code == 404 and DATA[:8] not in response.content and "ETag" not in response


def test_a_draft_has_no_file(visitor: Client) -> None:
    country = make_country()
    draft = KitPage(title="Angers", slug="angers", city="Angers", region="x", latitude="47.47", longitude="-0.55", locale=locales()["fr"], live=False)
    Page.objects.get(pk=country.pk).add_child(instance=draft)
    draft.save_revision()
    assert visitor.get("/fr/kits/france/angers/kit.pdf").status_code == 404
    assert add is not None


@pytest.mark.parametrize(
    "url",
    [
        "/fr/kits/france/kit.pdf",
        "/fr/kits/kit.pdf",
        "/fr/kit.pdf",
        "/de/kits/france/angers/kit.pdf",
        "/fr/kits/france/nantes/other.pdf",
        "/kit.pdf",
        "/fr/kits/france/nantes/../nantes/kit.pdf",
    ],
)
def test_nothing_else_has_one(visitor: Client, file: editions.Reading, url: str) -> None:
    assert visitor.get(url).status_code == 404
