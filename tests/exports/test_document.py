"""The whole document, from the cover to the last page."""

import re
from functools import cache

import msgspec
import pytest
import segno
from django.utils.html import escape

from cms.core import legal
from exports.print import cover, document, emergency
from tests.exports.books import SEEN, one_of_each, small_book

PHRASES = one_of_each()["phrasebook"]


@cache
def printed(cited: str = "fr-12") -> bytes:
    return document.render(small_book(cited=cited)).data


def pages(data: bytes, text_of) -> list[str]:
    """The text of each page, on one line."""
    return [re.sub(r"\s+", " ", page) for page in text_of(data)]


def test_the_pages_come_in_their_order(text_of) -> None:
    found = pages(printed(), text_of)
    cover, contents, emergency, first, *chapters = found
    assert "Nantes" in cover and "fr-12" in cover and "France" in cover and "Français" in cover and legal.LINE["fr"] in cover
    assert re.search(r"112 .* 3\b", contents) and re.search(r"48 .* 4\b", contents) and "Travailler ici" in contents
    assert "112" in emergency and "114" in emergency and "Au secours" in emergency
    assert "Préviens ta famille" in first
    assert "Ce qui change." in chapters[0]
    assert "https://kits.example.org/e/" in chapters[-1] and legal.PROJECT in chapters[-1] and "CC BY 4.0" in chapters[-1] and "GSHHG" in chapters[-1]


def test_contents_say_the_page_on_which_each_chapter_begins(text_of) -> None:
    found = pages(printed(), text_of)
    said = int(re.search(r"1 Travailler ici (\d+)", found[1]).group(1))
    assert "Ce qui change." in found[said - 1]


def test_chapters_carry_the_kit_the_chapter_112_and_their_page(text_of) -> None:
    chapter = pages(printed(), text_of)[4]
    assert chapter.count("Travailler ici") == 2 and "112" in chapter and chapter.rstrip().endswith("5")


@pytest.mark.parametrize("language", ["fr", "en", "es", "it", "de", "nl"])
def test_the_union_s_texts_are_whole_in_the_language_of_the_words(language: str) -> None:
    html = document.html(small_book(language=language, line=legal.line(language), disclaimer=legal.disclaimer(language)), {})
    assert html.count(f"<span>{legal.line(language)}</span>") == 2  # cover and last page
    assert escape(legal.disclaimer(language)) in html


def test_the_code_holds_the_address_of_the_edition() -> None:
    book = small_book()
    picture = cover.qr(book.online)
    assert book.online.endswith("/fr-12")
    assert document.html(book, {}).count(picture) == 2
    assert segno.make(book.online, error="m", micro=False).svg_data_uri != picture


def test_phrases_are_said_in_the_host_s_language_with_their_sound_and_meaning() -> None:
    book = small_book(PHRASES, language="de", locale="de", pairs={"hello": "Bonjour !", "help": "Au secours !"})
    html = document.html(book, {})
    assert '<th scope="row" lang="fr">Bonjour !</th><td class="phrases__sound">bon-jour</td><td>Bonjour</td>' in html
    assert '<p class="phrase__host" lang="fr">Au secours !</p>' in html


def test_without_a_pair_phrases_stand_alone() -> None:
    html = document.html(small_book(PHRASES), {})
    assert '<th scope="row">Bonjour</th><td class="phrases__sound">bon-jour</td></tr>' in html


def test_the_card_speaks_the_host_s_language_and_the_reader_s() -> None:
    found = emergency.card("fr", "de")
    assert len(found["calls"]) == 2 and len(found["blanks"]) == 5
    assert emergency.card("fr", "fr")["blanks"][0]["own"] == ""


def test_a_fallback_says_so_in_the_reader_s_language() -> None:
    assert 'class="fallback" lang="de"' in document.html(small_book(locale="de"), {})
    assert 'class="fallback"' not in document.html(small_book(), {})


def test_a_draft_has_no_number_and_says_so(text_of) -> None:
    cover = pages(printed(""), text_of)[0]
    assert (
        "fr-12" not in cover
        and document.html(small_book(cited=""), {}).count("Draft") + document.html(small_book(cited=""), {}).count("Brouillon") >= 2
    )


def test_what_no_partner_has_seen_is_told_from_what_one_has() -> None:
    html = document.html(small_book(language="en"), {})
    seen, unseen = html.index("Seen by the partner"), html.index("Not yet confirmed by the partner", html.index('id="sources"'))
    assert seen < html.index(SEEN.title, seen) < unseen < html.index("Service public", unseen)


def test_a_change_that_concerns_safety_comes_first_on_the_last_page() -> None:
    html = document.html(small_book(language="en", changes="Nouveau numéro.", safety_change=True), {})
    assert html.index("Concerns your safety.") < html.index("Nouveau numéro.")


def test_without_first_hours_or_country_their_pages_are_left_out() -> None:
    html = document.html(small_book(first_48h=(), country=None), {})
    assert 'id="first-days"' not in html and 'href="#first-days"' not in html and "run--country" not in html


@pytest.mark.parametrize(("name", "lines"), [("Como", 1), ("Nantes", 1), ("La Roche-sur-Yon", 2), ("Saint-Nazaire", 2), ("Castelló", 1)])
def test_a_city_s_name_fills_the_cover_and_never_leaves_it(name: str, lines: int, printer) -> None:
    size = cover.name_size(name)
    assert 60 <= size <= cover.LARGEST
    laid_out = printer.lay_out(document.html(small_book(city=name), {}), small_book().media, "https://kits.example.org")
    sheet = laid_out.pages[0]
    (title,) = [bookmark for bookmark in sheet.bookmarks if bookmark[1] == name]
    top, bottom = title[2][1], 239 / 25.4 * 96
    assert (bottom - top - 11 / 25.4 * 96) / (size / 0.75 * 0.92) == pytest.approx(lines, abs=0.1)


def test_a_book_survives_the_way_to_another_process() -> None:
    book = small_book()
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(book), type=type(book)) == book
