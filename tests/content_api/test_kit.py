"""One kit: where it stands, its languages, its country, its files, its words."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import TestCase
from factories import locales, make_kit, publish, translate
from wagtail.models import Page

from cms import editions
from cms.editions import FileState, files

pytestmark = pytest.mark.django_db


@pytest.fixture
def committed() -> Iterator[None]:
    """Runs what waits for the transaction's end: wagtail-localize publishes then."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        yield


def fall_back(kit: Any, code: str) -> Any:
    """The kit and its ancestors in another language, in the words of their source, as locale synchronisation makes them."""
    for page in [*Page.objects.get(pk=kit.pk).get_ancestors().filter(depth__gt=1).specific(), kit]:
        made = page.copy_for_translation(locales()[code], copy_parents=True, alias=True)
    return made


def test_where_a_kit_stands(api: Any, kit: Any) -> None:
    data = api.data('{ kit(slug: "nantes") { id key slug url title city region latitude longitude locale language isFallback intro } }')["kit"]
    key = str(kit.translation_key)
    assert data == {
        "id": f"fr:{key}", "key": key, "slug": "nantes", "url": "/fr/kits/france/nantes/", "title": "Nantes", "city": "Nantes",
        "region": "Pays de la Loire", "latitude": 47.22, "longitude": -1.55, "locale": "FR", "language": "fr", "isFallback": False,
        "intro": "Quatre semaines à Nantes.",
    }  # fmt: skip


def test_the_edition_that_is_shown(api: Any, kit: Any) -> None:
    kit.title = "Nantes et Saint-Nazaire"
    publish(kit)
    data = api.data('{ kit(slug: "nantes") { title edition { number cited publishedAt } } }')["kit"]
    assert data["title"] == "Nantes et Saint-Nazaire"
    assert (data["edition"]["number"], data["edition"]["cited"]) == (2, "fr-2")
    assert data["edition"]["publishedAt"].startswith(str(date.today().year))


@pytest.mark.parametrize("slug", ["nowhere", "", "france", "NANTES "])
def test_what_is_no_kit_is_null(api: Any, kit: Any, slug: str) -> None:
    assert api.data("query($slug: String!) { kit(slug: $slug) { title } }", slug=slug) == {"kit": None}


def test_the_chapters_and_all_their_blocks(api: Any, kit: Any) -> None:
    data = api.data('{ kit(slug: "nantes") { chapters { topic title lead blocks { id __typename } } blocks { id __typename } } }')["kit"]
    assert [(chapter["topic"], chapter["title"], chapter["lead"]) for chapter in data["chapters"]] == [("WORK", "Travailler ici", "Ce qui change.")]
    assert data["blocks"] == data["chapters"][0]["blocks"]
    assert len({block["__typename"] for block in data["blocks"]}) == len(data["blocks"]) == 16


def test_the_sections_are_chapters_with_the_country_s_facts(api: Any, kit: Any) -> None:
    data = api.data('{ kit(slug: "nantes") { sections { topic facts { heading } } allSources { title } country { title } } }')["kit"]
    assert [(section["topic"], [fact["heading"] for fact in section["facts"]]) for section in data["sections"]] == [
        ("WORK", ["Travail de nuit"]),
        ("HEALTH", ["Carte"]),
    ]
    assert data["allSources"] == [{"title": "Service public"}]
    assert data["country"] == {"title": "France"}


def test_titles_that_the_code_gives_are_in_the_language_of_the_words(api: Any, kit: Any) -> None:
    query = '{ kit(slug: "nantes") { sections { title } } }'
    asked = [api.post(query, headers={"Accept-Language": code}).json()["data"] for code in ("nl", "fr")]
    assert asked[0] == asked[1]


def test_its_languages(api: Any, kit: Any, committed: None) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        translate(kit, "de")
    fall_back(kit, "nl")
    query = (
        'query($locale: LanguageCode) { kit(slug: "nantes", locale: $locale) { isFallback language translations { locale url title isFallback } } }'
    )
    found = api.data(query, locale="NL")["kit"]
    assert (found["isFallback"], found["language"]) == (True, "fr")
    assert {item["locale"]: (item["url"], item["title"], item["isFallback"]) for item in found["translations"]} == {
        "FR": ("/fr/kits/france/nantes/", "Nantes", False),
        "DE": ("/de/kits/france/nantes/", "de Nantes", False),
        "NL": ("/nl/kits/france/nantes/", "Nantes", True),
    }
    assert api.data(query, locale="DE")["kit"]["isFallback"] is False
    assert api.data(query, locale="IT") == {"kit": None}
    assert api.data(query, locale=None)["kit"]["language"] == "fr"


def test_phrases_and_what_to_say_to_the_host(api: Any, kit: Any) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        translate(kit, "de")
    fall_back(kit, "nl")
    query = 'query($locale: LanguageCode) { kit(slug: "nantes", locale: $locale) { phrasePairs { phrase { text key } host { text key } } } }'
    pairs = api.data(query, locale="DE")["kit"]["phrasePairs"]
    assert pairs[0] == {"phrase": {"text": "de Bonjour", "key": "hello"}, "host": {"text": "Bonjour", "key": "hello"}}
    for own in ("FR", "NL"):  # the host's own language, and a fallback that is in it
        assert [pair["host"] for pair in api.data(query, locale=own)["kit"]["phrasePairs"]] == [None, None]


def test_a_host_s_language_that_is_not_written_yet_says_nothing(api: Any) -> None:
    kit = make_kit("Flensburg", iso="de")
    fall_back(kit, "de")
    pairs = api.data('{ kit(slug: "flensburg") { phrasePairs { phrase { text } host { text } } } }')["kit"]["phrasePairs"]
    assert pairs[0] == {"phrase": {"text": "Bonjour"}, "host": None}


def test_its_files_are_those_that_are_ready(api: Any, kit: Any) -> None:
    edition = editions.readable(kind="kit")[0]
    files.record(edition.edition_id, "kit.pdf", FileState.READY, name="a.pdf", bytes=1234, pages=12)
    files.record(edition.edition_id, "kit-large.pdf", FileState.FAILED, reason="a page too many")
    query = '{ kit(slug: "nantes") { exports { format url bytes pages edition } } }'
    ready = {"format": "kit.pdf", "url": "/fr/kits/france/nantes/kit.pdf", "bytes": 1234, "pages": 12, "edition": "fr-1"}
    assert api.data(query)["kit"]["exports"] == [ready]
    kit.title = "Nantes 2"
    publish(kit)
    assert api.data(query)["kit"]["exports"] == [ready]  # the last good one, until the new one is made


def test_words_and_where_they_lead(api: Any) -> None:
    from factories import block

    other = make_kit("Angers")
    text = f'<p>Voir <a linktype="page" id="{other.pk}">Angers</a> et <b>ça</b>.</p>'
    make_kit(chapters=[block("chapter", "c", {"topic": "work", "title": "T", "lead": "", "content": [block("text", "t", text)]})])
    query = """{ kit(slug: "nantes") { blocks { ... on Text { body { html text nodes { tag children { tag text href children { text } } } } } } } }"""
    body = api.data(query)["kit"]["blocks"][0]["body"]
    assert body["html"] == '<p>Voir <a href="/fr/kits/france/angers/">Angers</a> et <b>ça</b>.</p>'
    assert body["text"] == "Voir Angers et ça."
    link = body["nodes"][0]["children"][1]
    assert link == {"tag": "a", "text": "", "href": "/fr/kits/france/angers/", "children": [{"text": "Angers"}]}
    page = api.data("query($path: String!) { page(path: $path) { __typename title } }", path=link["href"])["page"]
    assert page == {"__typename": "Kit", "title": "Angers"}


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/fr/", "Home"),
        ("/fr/kits/", "KitIndex"),
        ("/fr/kits/france/", "Country"),
        ("/fr/kits/france/nantes/", "Kit"),
        ("/de/", None),
        ("x", None),
        ("", None),
    ],
)
def test_the_page_at_an_address(api: Any, kit: Any, path: str, kind: str | None) -> None:
    page = api.data("query($path: String!) { page(path: $path) { __typename url } }", path=path)["page"]
    assert page == (kind and {"__typename": kind, "url": path})
