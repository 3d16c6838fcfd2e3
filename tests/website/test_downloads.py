"""The files of a page to choose among: each with its use, kind, size, pages, language and edition, the plain one first."""

import pytest
from django.test import Client
from pack_factory import make_handbook
from timeline_factory import make_timeline

from cms import editions
from cms.timeline.models import PhasePage
from website import downloads

pytestmark = pytest.mark.django_db


def give(path: str, *formats: str) -> editions.Reading:
    reading = editions.at(path)
    assert reading is not None
    for name in formats:
        editions.files.record(reading.edition_id, name, editions.FileState.READY, name=f"x-{name}", bytes=299_000, pages=24, checksum="0" * 64)
    return reading


def test_the_plain_file_comes_first_then_large_print_then_the_booklet(kit) -> None:
    reading = give("/fr/kits/france/nantes/", "kit-booklet.pdf", "kit-large.pdf", "kit.pdf", "kit.md")
    found = downloads.downloads(reading, editions.files.ready([reading.page_id])[reading.page_id])
    assert [file.url.rpartition("/")[2] for file in found] == ["kit.pdf", "kit-large.pdf", "kit-booklet.pdf", "kit.md"]
    assert {(file.language, file.pages, file.bytes, file.edition) for file in found} == {("Français", 24, 299_000, "fr-1")}
    assert len({file.use for file in found}) == 4


def test_a_kit_offers_its_other_formats_and_a_handbook_all(kit, say) -> None:
    give("/fr/kits/france/nantes/", "kit.pdf", "kit-large.pdf")
    html = Client().get("/fr/kits/france/nantes/").content.decode()
    assert html.count('href="/fr/kits/france/nantes/kit.pdf"') == 1 and 'href="/fr/kits/france/nantes/kit-large.pdf"' in html
    make_timeline()
    make_handbook(PhasePage.objects.filter(locale__language_code="fr").first())
    give("/fr/packs/guide/", "handbook.pdf", "handbook-booklet.pdf")
    html = Client().get("/fr/packs/guide/").content.decode()
    assert 'href="/fr/packs/guide/handbook.pdf"' in html and 'href="/fr/packs/guide/handbook-booklet.pdf"' in html and "fr-1" in html


def test_a_timeline_offers_the_plan_of_a_stay_once_one_is_told() -> None:
    make_timeline()
    link = 'href="/fr/accueillir/timeline.pdf?arrival=2027-01-18&amp;days=28'
    assert link in Client().get("/fr/accueillir/?arrival=2027-01-18&days=28").content.decode()
    assert "timeline.pdf?" not in Client().get("/fr/accueillir/").content.decode()
