"""Large print and booklets: the same words on other sheets, and sheets that fold to pages in their order."""

import io
import re
from pathlib import Path

import pikepdf
import pytest

from exports.check import check_pdf, check_sheets
from exports.formats import Made, Refused, of_kind
from exports.print import booklet, variants
from tests.exports import verapdf
from tests.exports.books import small_book
from tests.exports.wholes import handbook


@pytest.mark.parametrize("count", [4, 5, 6, 7, 8, 13, 24])
def test_a_folded_pile_of_sheets_reads_from_front_to_back(count: int) -> None:
    sides = booklet.order(count)
    assert len(sides) % 2 == 0
    fronts, backs = sides[::2], sides[1::2]
    halves = [*(front[1] if side == 0 else back[0] for front, back in zip(fronts, backs, strict=True) for side in (0, 1))]
    rest = [*(back[1] if side == 0 else front[0] for front, back in zip(reversed(fronts), reversed(backs), strict=True) for side in (0, 1))]
    read = [*halves, *rest]  # the front halves of the sheets from outside in, each with its back, then the other halves from inside out
    assert [page for page in read if page is not None] == list(range(count)) and read[-1] == count - 1


def test_a_booklet_s_sides_carry_the_pages_that_fold_asks_for(text_of) -> None:
    made = variants.render_booklet(small_book())
    check_sheets(made)
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        sides = [tuple(round(float(length) / 72 * 25.4) for length in side.mediabox[2:]) for side in pdf.pages]
    assert set(sides) == {(296, 210)} and made.pages == 2 * len(sides) and made.pages % 4 == 0
    said = []
    for text in text_of(made.data):
        foot = [line for line in text.splitlines() if re.search(r"\S", line)][-1]
        said.append([int(number) for number in re.findall(r"(?<!\S)(\d{1,3})(?=\s|$)", foot) if number != "112"])
    plan = [[page + 1 for page in pages if page is not None and page + 1 != 1] for pages in booklet.order(_pages(made))]
    for found, wanted in zip(said, plan, strict=True):
        assert set(found) <= set(wanted) | {1}
    assert sum(len(found) for found in said) >= made.pages // 2


def _pages(made: Made) -> int:
    """How many pages were laid out: those that aren't empty."""
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        return sum(len(side.Resources.get("/XObject", {})) for side in pdf.pages)


def test_sheets_that_do_not_fold_are_refused() -> None:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(out)
    with pytest.raises(Refused, match="don't fold"):
        check_sheets(Made(out.getvalue(), 2))


def test_large_print_is_a4_conforms_and_is_large(text_of, tool) -> None:
    made = variants.render_large(small_book())
    check_pdf(made)
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        assert {tuple(round(float(length) / 72 * 25.4) for length in sheet.mediabox[2:]) for sheet in pdf.pages} == {(210, 297)}
    assert "Travailler ici" in " ".join(text_of(made.data))
    sizes = re.findall(r'size="(\d+)"', tool(made.data, "pdftohtml", "-xml", "-stdout", "-i", "-f", "3"))
    assert min(map(int, sizes)) >= 12 * 1.5  # pdftohtml counts in pixels of 1/108 inch: no word under 12 points


@pytest.mark.nightly
def test_a_handbook_comes_in_all_shapes(tmp_path: Path) -> None:
    large, file = variants.render_large(handbook()), tmp_path / "large.pdf"
    check_pdf(large)
    file.write_bytes(large.data)
    assert [verapdf.failures(file, profile) for profile in ("ua1", "3a")] == [{}, {}]
    check_sheets(variants.render_booklet(handbook()))


def test_every_kind_of_book_has_its_variants_after_itself() -> None:
    for kind, stem in {"kit": "kit", "handbook": "handbook", "pack": "pack", "timeline": "timeline"}.items():
        found = {format_.name: format_.priority for format_ in of_kind(kind)}
        assert {f"{stem}.pdf", f"{stem}-large.pdf", f"{stem}-booklet.pdf"} <= set(found)
        assert found[f"{stem}-large.pdf"] < found[f"{stem}.pdf"] > found[f"{stem}-booklet.pdf"]
