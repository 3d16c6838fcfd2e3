"""Handbooks, packs and timelines in print: everything that their parts say, each once, with own words, names to fill in, and own days."""

import io
import json
import re
from pathlib import Path

import pikepdf
import pytest
from msgspec import structs

from cms.editions.documents import Picture, Rendition
from exports.book import OnlinePart
from exports.check import check_pdf
from exports.print import document
from exports.print.cover import TITLE_LINES, WIDTH, _lines, title_size
from tests.exports import verapdf
from tests.exports.books import small_book
from tests.exports.wholes import STAY, handbook, pack, phase_part, timeline


def words(html: str) -> str:
    """What is read of some HTML, on one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_a_handbook_holds_its_own_words_its_parts_in_order_its_contacts_and_all_sources() -> None:
    text = words(document.html(handbook(), {}))
    order = [
        "Guide de l’entreprise d’accueil",
        "112",
        "Suivez l’ordre",
        "Avant l’arrivée",
        "Tout est prêt.",
        "B1 Décidez",
        "France",
        "Travail de nuit",
    ]
    order += ["Chambre de métiers", "Code du travail", "https://kits.example.org/e/"]
    assert re.search(".*".join(map(re.escape, order)), text)
    assert text.count("Edition") + text.count("Édition") >= 3


def test_a_step_says_when_why_how_who_and_when_it_is_done() -> None:
    text = words(document.html(handbook(), {}))
    for said in (
        "J−30",
        "30 jours avant l’arrivée",
        "Un oui trop vite",
        "Écrivez.",
        "45 min",
        "La fiche est partie.",
        "Règle en fr.",
        "Règle en de.",
    ):
        assert said.replace(" ", " ") in text.replace("\u00a0", " ").replace("’", "’"), said


def test_sheets_have_lines_to_write_on_long_ones_where_nothing_follows() -> None:
    html = document.html(handbook(), {})
    assert "……" not in html
    assert 'Entreprise : <span class="gap gap--long">' in html and 'Du <span class="gap">' in html


def test_a_plan_has_the_days_of_the_stay_and_only_its_own_country() -> None:
    text = words(document.html(timeline(stay=STAY), {}))
    assert "Samedi 19 décembre 2026" in text and "lundi 18 janvier 2027" in text
    assert "Règle en fr." in text and "Règle en de." not in text
    assert "Fiche à envoyer" in text and "Entreprise :" not in text


def test_a_pack_is_inked_by_its_city_and_a_handbook_by_none() -> None:
    assert '<html lang="fr" data-c="fr">' in document.html(pack(), {})
    assert '<html lang="fr">' in document.html(handbook(), {})


def test_a_part_that_is_not_translated_says_so_in_the_reader_s_language() -> None:
    book = handbook(phase_part(language="de"), locale="fr")
    assert '<p class="fallback" lang="fr">' in document.html(book, {})
    assert 'class="fallback"' not in document.html(handbook(), {})


def test_the_partner_s_logo_stands_over_the_contents() -> None:
    book = handbook()
    logo = Picture(id="9", alt="CMA", credit="", renditions=(Rendition(file="images/port.png", width=1080, height=810, format="png"),))
    html = document.html(structs.replace(book, document=structs.replace(book.document, logo=logo)), {})
    assert '<p class="contents__partner"><img src="asset:/media/images/port.png" alt="CMA">' in html


def test_a_part_that_needs_a_screen_leads_there() -> None:
    url = "https://kits.example.org/fr/courses/x/"
    part = OnlinePart(cited="fr-1", key="m", page="module", title="Accueillir", intro="", language="fr", url=url)
    html = document.html(handbook(part), {})
    assert html.count(url) >= 2 and "Accueillir" in html


def test_the_leaf_of_each_country_stands_once() -> None:
    (france,) = small_book().parts
    spain = structs.replace(france, iso="es")
    html = document.html(structs.replace(pack(), parts=(france, spain, france)), {})
    assert re.findall(r'id="(emergency(?:-\d)?)"', html) == ["emergency", "emergency-2"]


@pytest.mark.parametrize("make", [handbook, *(pytest.param(make, marks=pytest.mark.nightly) for make in (pack, timeline))])
def test_what_is_printed_conforms_and_carries_its_source(make, text_of, tmp_path: Path) -> None:
    book = make()
    made = document.render(book)
    check_pdf(made)
    file = tmp_path / "whole.pdf"
    file.write_bytes(made.data)
    assert [verapdf.failures(file, profile) for profile in ("ua1", "3a")] == [{}, {}]
    pages = text_of(made.data)
    assert len(pages) == made.pages and made.pages >= 4
    folios = [re.search(r"(\d+)\s*$", page) for page in pages[1:]]
    assert [int(found.group(1)) for found in folios if found] == list(range(2, made.pages + 1))  # one count for all parts
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        (attached,) = pdf.attachments.values()
        source = json.loads(attached.get_file().read_bytes())
        kind = book.document.kind()
        assert source[kind]["title"] == book.document.title and len(source["parts"]) == len(book.parts)


@pytest.mark.parametrize(
    "title", ["Guide", "Guide de l’entreprise d’accueil", "Handbuch für Gastunternehmen", "Einen Azubi aufnehmen, Schritt für Schritt"]
)
def test_a_title_stands_on_a_few_lines_of_the_cover(title: str) -> None:
    size = title_size(title)
    assert _lines(title, size) <= TITLE_LINES and (_lines(title, size + 1) > TITLE_LINES or size == 84.0) and WIDTH / size > 1
