"""The page for app developers: in every language, with samples that are the files that tests run."""

from html import unescape
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from factories import make_kits

from website.developers import SAMPLES, TITLES

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES])
def test_it_stands_in_every_language_with_all_samples(visitor: Client, language: str) -> None:
    response = visitor.get(f"/{language}/developers/")
    text = unescape(response.content.decode())
    assert response.status_code == 200
    assert f'<html lang="{language}">' in text
    for name, _, tested in TITLES:
        assert (SAMPLES / name).read_text(encoding="utf-8").strip() in text, name
        assert tested or name.rpartition(".")[2] in ("ts", "kt", "swift")
    assert "style=" not in text and "<script>" not in text


def test_every_sample_is_shown() -> None:
    assert {path.name for path in SAMPLES.iterdir() if path.is_file()} == {name for name, _, _ in TITLES}


def test_its_short_address_leads_to_the_reader_s_language(visitor: Client) -> None:
    response = visitor.get("/developers/", headers={"Accept-Language": "nl, fr;q=0.5"})
    assert (response.status_code, response.headers["Location"], response.headers["Vary"]) == (302, "/nl/developers/", "Accept-Language")


def test_the_foot_of_every_page_leads_to_it(visitor: Client, kit: Any) -> None:
    assert 'href="/fr/developers/"' in visitor.get("/fr/kits/france/nantes/").content.decode()


def test_it_tells_the_true_limits(visitor: Client) -> None:
    text = visitor.get("/en/developers/").content.decode()
    for limit in ("16,000", "4,000", "12 levels", "400 fields", "20 aliases", "10 fields", "100 items", "20,000"):
        assert limit in text


@pytest.mark.parametrize("count", [1, 6])
def test_its_queries_do_not_grow_with_pages(visitor: Client, count: int) -> None:
    make_kits(count)
    visitor.get("/fr/developers/")
    with CaptureQueriesContext(connection) as captured:
        visitor.get("/fr/developers/")
    assert len(captured) == 1
