"""A PDF that isn't as it must be is refused with what was found."""

import io

import pikepdf
import pytest

from exports.check import check_pdf
from exports.formats import Made, Refused
from exports.print import document
from tests.exports.books import one_of_each, small_book


@pytest.fixture(scope="module")
def good() -> Made:
    return document.render(small_book(one_of_each()["fact"]))


def changed(made: Made, change) -> Made:
    """The same file after ``change(pdf)``."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        change(pdf)
        pdf.save(out)
    return Made(out.getvalue(), made.pages)


def test_a_good_one_passes(good: Made) -> None:
    assert check_pdf(good) is None


def test_a_missing_page_is_found(good: Made) -> None:
    with pytest.raises(Refused, match="pages where 99 were laid out"):
        check_pdf(Made(good.data, 99))


def test_a_missing_source_is_found(good: Made) -> None:
    def strip(pdf: pikepdf.Pdf) -> None:
        del pdf.attachments["kit.json"]

    with pytest.raises(Refused, match="isn't attached"):
        check_pdf(changed(good, strip))


def test_a_link_by_another_scheme_is_found(good: Made) -> None:
    def bend(pdf: pikepdf.Pdf) -> None:
        link = next(note for sheet in pdf.pages for note in sheet.get("/Annots", ()) if note.Subtype == "/Link" and "/A" in note)
        link.A.URI = pikepdf.String("javascript:alert(1)")

    with pytest.raises(Refused, match="javascript"):
        check_pdf(changed(good, bend))


def test_a_missing_language_is_found(good: Made) -> None:
    def mute(pdf: pikepdf.Pdf) -> None:
        del pdf.Root.Lang
        del pdf.Root.MarkInfo

    with pytest.raises(Refused, match="PDFUA1"):
        check_pdf(changed(good, mute))


def test_a_plain_pdf_is_refused_in_few_words() -> None:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(out)
    with pytest.raises(Refused) as found:
        check_pdf(Made(out.getvalue(), 1))
    assert "more)" in str(found.value) and len(str(found.value)) < 1500
