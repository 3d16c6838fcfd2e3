"""Pages are filled as by hand: no chapter starts at the foot of a page, none but the last page is left nearly empty."""

import io
import os
import subprocess
from pathlib import Path

import pytest
from PIL import Image, ImageOps

from exports.print import copyfit, document
from exports.print.copyfit import Place, adjusted, with_notes
from exports.print.outline import Fitting
from exports.print.sheet import A4
from tests.exports.books import starter_book

LEAF = {"emergency": Place(2, 0, 2, 280), "emergency-words": Place(2, 0, 2, 190), "emergency-card": Place(2, 210, 2, 280)}
DPI = 30
TOP, BOTTOM, HEIGHT = A4.top, A4.bottom, A4.area


def at(**places: Place) -> dict[str, Place]:
    return {**LEAF, **places}


def test_a_chapter_at_the_foot_of_a_page_begins_the_next() -> None:
    found = adjusted({}, ["a", "b"], at(a=Place(4, TOP, 4, 230), b=Place(4, 239, 5, 120)))
    assert found == {"b": Fitting(breaks=True)}


def test_a_short_chapter_that_fits_stays() -> None:
    assert adjusted({}, ["a", "b"], at(a=Place(4, TOP, 4, 210), b=Place(4, 215, 4, 270))) is None


def test_a_break_moves_what_follows() -> None:
    places = at(a=Place(4, TOP, 4, 230), b=Place(4, 239, 5, 200), c=Place(5, 209, 6, 60), d=Place(6, 175, 7, 60))
    found = adjusted({}, ["a", "b", "c", "d"], places)
    assert found == {"b": Fitting(breaks=True), "c": Fitting(breaks=True)}  # the one may be known to move to the foot, the other only to near it


def test_a_break_that_leaves_half_a_page_open_is_taken_back() -> None:
    places = at(a=Place(4, TOP, 5, 60), b=Place(6, TOP, 6, 200))
    assert adjusted({"b": Fitting(breaks=True)}, ["a", "b"], places) == {"b": Fitting()}


def test_a_tail_that_would_stand_alone_is_drawn_in_step_by_step() -> None:
    places = at(a=Place(4, TOP, 5, 60), b=Place(6, TOP, 6, 200))
    first = adjusted({}, ["a", "b"], places)  # the second begins a page by itself, since its first block is large
    assert first == {"a": Fitting(density="tight1")}
    assert adjusted(first, ["a", "b"], places) == {"a": Fitting(density="tight2")}
    assert adjusted({"a": Fitting(density="tight2")}, ["a", "b"], places) is None


def test_words_that_reach_the_card_to_cut_out_make_room() -> None:
    crowded = {**LEAF, "emergency-words": Place(2, 0, 2, 220), "a": Place(4, TOP, 4, 100)}
    assert adjusted({}, ["a"], crowded) == {"emergency": Fitting(density="tight1")}


def test_what_is_left_of_a_page_becomes_lines_to_write_on() -> None:
    places = at(a=Place(4, TOP, 4, 180), b=Place(5, TOP, 5, BOTTOM))
    assert with_notes({}, ["a", "b"], places)["a"].notes == int((BOTTOM - 180 - 13) / 8.4)
    assert with_notes({}, ["a", "b"], {**places, "a": Place(4, TOP, 4, 250)}) == {}


@pytest.mark.parametrize("language", ["de", *(pytest.param(code, marks=pytest.mark.nightly) for code in ("fr", "en", "es", "it", "nl"))])
def test_no_page_of_a_whole_kit_is_under_a_third_full(language: str, tmp_path: Path) -> None:
    made = document.render(starter_book(language))
    file = tmp_path / "kit.pdf"
    file.write_bytes(made.data)
    filled = list(filling(file))
    assert len(filled) == made.pages >= 16
    assert [number for number, share in enumerate(filled[:-1], 1) if share < 1 / 3] == []


def filling(file: Path) -> "list[float]":
    """How far down its type area each page is filled (0 to 1), as its picture shows."""
    folder = file.parent / "pictures"
    folder.mkdir()
    subprocess.run(["pdftoppm", "-r", str(DPI), "-gray", file, folder / "p"], check=True)
    found = []
    for name in sorted(os.listdir(folder)):
        with Image.open(folder / name) as picture:
            area = picture.crop((0, int(TOP / 25.4 * DPI), picture.width, int(BOTTOM / 25.4 * DPI)))
            box = ImageOps.invert(area).point(lambda value: 255 if value > 20 else 0).getbbox()
            found.append((box[3] if box else 0) / area.height)
    return found


def test_long_german_words_stay_within_their_column(printer) -> None:
    import msgspec

    from tests.exports.books import one_of_each, rich, small_book

    word = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
    fact = msgspec.structs.replace(one_of_each()["fact"], heading=word, value=rich(word))
    task = msgspec.structs.replace(one_of_each()["admin_task"], text=word, office=word, papers=(word,))
    book = small_book(fact, task, language="de", locale="de", title="x", city="Nantes")
    laid_out = printer.lay_out(document.html(book, {}), book.media, book.base_url)
    right = (210 - 17) / 25.4 * 96
    for sheet in laid_out.pages[4:]:
        for box in sheet._page_box.descendants():
            if type(box).__name__ == "TextBox" and box.position_y > TOP / 25.4 * 96 and box.position_y < BOTTOM / 25.4 * 96:
                assert box.position_x + box.width <= right + 1, box.text


def test_heights_are_those_of_the_sheet() -> None:
    sheet = (Path(copyfit.__file__).parent / "css" / "page.css").read_text(encoding="utf-8")
    assert "margin: 24mm 17mm 21mm" in sheet and TOP == 24 and BOTTOM == 297 - 21 and HEIGHT == BOTTOM - TOP
    assert io.StringIO(sheet).readline()
