"""Earlier editions of a page, what has changed since one of them, and the files that are made from it."""

from typing import Any

import pytest
from django.test import TestCase
from factories import make_country, publish, translate
from pack_factory import make_pack
from wagtail.models import Page

from cms import editions
from cms.editions import FileState, files

pytestmark = pytest.mark.django_db
CHANGES = """query ($edition: Int!, $locale: LanguageCode) { kit(slug: "nantes", locale: $locale) {
  edition { number } changesSince(edition: $edition) { kind what chapter before after safety } } }"""


def changed(page: Any, **values: Any) -> Any:
    """Publishes a page with some other values."""
    page = Page.objects.get(pk=page.pk).specific
    for name, value in values.items():
        setattr(page, name, value)
    return publish(page)


def changes(api: Any, edition: int, **variables: Any) -> Any:
    """What has changed in the kit since an edition."""
    return api.data(CHANGES, edition=edition, **variables)["kit"]["changesSince"]


def test_earlier_editions_come_newest_first(api: Any, kit: Any) -> None:
    assert api.data('{ kit(slug: "nantes") { earlierEditions { number } } }')["kit"]["earlierEditions"] == []
    for number in range(3):
        changed(kit, intro=f"Version {number}.")
    found = api.data('{ kit(slug: "nantes") { earlierEditions(first: 2) { number cited publishedAt } } }')["kit"]["earlierEditions"]
    assert [(edition["number"], edition["cited"]) for edition in found] == [(3, "fr-3"), (2, "fr-2")]
    assert found[0]["publishedAt"] > found[1]["publishedAt"]


@pytest.mark.parametrize(("first", "code"), [(101, "PAGE_TOO_LARGE"), (-1, "BAD_PAGE_SIZE")])
def test_earlier_editions_keep_the_limit(api: Any, kit: Any, first: int, code: str) -> None:
    assert api.codes(f'{{ kit(slug: "nantes") {{ earlierEditions(first: {first}) {{ number }} }} }}') == [code]


def test_what_has_changed_safety_first(api: Any, kit: Any) -> None:
    raw = [dict(child) for child in kit.chapters.raw_data]
    content = raw[0]["value"]["content"]
    next(block for block in content if block["type"] == "callout")["value"]["body"] = "<p>Ne paie rien avant.</p>"
    raw[0]["value"]["content"] = [block for block in content if block["type"] != "quote"]
    changed(kit, intro="Autre.", chapters=raw)
    found = changes(api, 1)
    assert [(change["kind"], change["safety"]) for change in found] == [("CHANGED", True), ("CHANGED", False), ("REMOVED", False)]
    assert found[0]["after"] == "Ne paie rien avant." and found[0]["chapter"] == "Travailler ici"
    assert found[1] == {"kind": "CHANGED", "what": "Nantes", "chapter": "", "before": "Quatre semaines à Nantes.", "after": "Autre.", "safety": False}
    assert found[2]["before"] == "Demande deux fois." and found[2]["after"] == ""


def test_what_has_changed_in_the_country(api: Any, kit: Any) -> None:
    country = make_country()
    raw = [dict(child) for child in country.emergency.raw_data]
    raw[0]["value"] = {**raw[0]["value"], "number": "15"}
    changed(country, emergency=raw)
    (change,) = changes(api, 1)
    assert (change["safety"], change["after"]) == (True, "15")


def test_nothing_has_changed_since_the_edition_that_is_shown(api: Any, kit: Any) -> None:
    assert changes(api, 1) == []


@pytest.mark.parametrize("edition", [0, -1, 2, 2**31 - 1])
def test_what_was_never_an_edition_is_null(api: Any, kit: Any, edition: int) -> None:
    assert changes(api, edition) is None


def test_an_edition_in_another_language_is_null(api: Any, kit: Any) -> None:
    """A page that was a fallback and has been translated since has changed in every word."""
    reading = editions.readable(kind="kit")[0]
    with TestCase.captureOnCommitCallbacks(execute=True):
        (german,) = translate(kit, "de")
    assert changes(api, 1, locale="DE") == []
    row = reading_row(german.pk)
    row.document = row.document.replace('"language":"de"', '"language":"fr"')
    row.words = f"{reading.digest[:31]}x"
    row.save()
    changed(german, title="Anderes")
    assert changes(api, 1, locale="DE") is None


def test_an_edition_of_a_form_that_is_not_read_any_more_is_null(api: Any, kit: Any) -> None:
    row = reading_row(kit.pk)
    changed(kit, intro="Autre.")
    row.document, row.words, row.current = row.document.replace('"city"', '"town"'), "x" * 32, False
    row.save()
    assert changes(api, 1) is None
    assert changes(api, 2) == []


def reading_row(page_id: int) -> Any:
    """The row of the current edition of a page."""
    from cms.editions.models import Edition

    return Edition.objects.get(page_id=page_id, current=True)


def test_what_a_pack_holds_is_compared_too_unless_it_is_hidden(api: Any, kit: Any) -> None:
    make_pack(kit, make_country("es"))
    changed(kit, intro="Autre.")
    query = '{ pack(slug: "pochette") { edition { number } changesSince(edition: 1) { after } } }'
    assert api.data(query)["pack"] == {"edition": {"number": 2}, "changesSince": [{"after": "Autre."}]}
    Page.objects.get(pk=kit.pk).unpublish()
    assert api.data(query)["pack"]["changesSince"] == []


def test_the_words_that_the_code_gives_are_in_the_language_of_the_page(api: Any, kit: Any) -> None:
    raw = [dict(child) for child in kit.first_48h.raw_data]
    raw[0]["value"] = {**raw[0]["value"], "offset_days": 3}
    changed(kit, first_48h=raw)
    asked = [api.post(CHANGES, edition=1, headers={"Accept-Language": code}).json()["data"] for code in ("nl", "fr")]
    assert asked[0] == asked[1]
    assert "jours" in asked[0]["kit"]["changesSince"][0]["after"]


def test_a_file_says_what_it_is_made_from(api: Any, kit: Any) -> None:
    edition = editions.readable(kind="kit")[0]
    files.record(edition.edition_id, "kit.pdf", FileState.READY, name="a.pdf", bytes=12, pages=1, checksum="ab" * 32)
    query = '{ kit(slug: "nantes") { exports { format checksum edition isCurrent } } }'
    ready = {"format": "kit.pdf", "checksum": "ab" * 32, "edition": "fr-1", "isCurrent": True}
    assert api.data(query)["kit"]["exports"] == [ready]
    changed(kit, intro="Autre.")
    assert api.data(query)["kit"]["exports"] == [{**ready, "isCurrent": False}]
