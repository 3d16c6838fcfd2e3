"""The poster and the card for the lock screen: one sheet with a code that can be read, one picture with the numbers."""

import io

import pytest
from PIL import Image

from exports.check import check_pdf
from exports.formats import Made, Refused
from exports.print import cards
from exports.print.cover import qr
from tests.exports.books import KEY, png, small_book


def test_a_poster_is_one_sheet_whose_code_opens_the_kit_in_the_language_of_the_phone(text_of) -> None:
    made = cards.render_poster(small_book())
    check_pdf(made)
    (text,) = text_of(made.data)
    assert made.pages == 1 and "Nantes" in text and f"https://kits.example.org/e/{KEY}/" in text.replace("\n", "").replace(" ", "")
    assert qr(f"https://kits.example.org/e/{KEY}/") != qr(small_book().online)


def test_a_card_fits_a_lock_screen_and_leaves_room_for_the_clock() -> None:
    made = cards.render_card(small_book())
    cards.check_card(made)
    with Image.open(io.BytesIO(made.data)) as picture:
        shown = picture.convert("RGB")
    clock = shown.crop((0, 0, shown.width, 700))
    assert clock.getcolors() == [(clock.width * clock.height, (179, 32, 27))]
    numbers = shown.crop((90, cards.TOP + 520, 700, cards.FOOT)).convert("L").point(lambda value: 255 if value < 128 else 0).getbbox()
    assert numbers is not None
    assert cards.render_card(small_book()).data == made.data


def test_a_card_changes_with_its_numbers_and_its_language() -> None:
    plain = cards.render_card(small_book()).data
    assert cards.render_card(small_book(country=None)).data != plain != cards.render_card(small_book(language="de")).data


def test_another_picture_is_no_card() -> None:
    with pytest.raises(Refused, match="lock screen"):
        cards.check_card(Made(png(), 0))
