"""What every PDF of ours is: conformant twice, the same bytes each time, with its source inside and no font but ours."""

import hashlib
import io
import os
import subprocess
import sys
from pathlib import Path

import page
import pikepdf
import pytest

from exports.check import WRONG_RULES, nonconformities
from exports.print import document
from exports.print.engine import RenderError
from tests.exports import verapdf
from tests.exports.books import COVER, small_book, starter_book

BORDER = 1.1 / 72 * 25.4  # mm of the line around a box, which the field stands within
BYTES = """
import hashlib, django; django.setup()
from exports.print import document
from tests.exports.books import small_book
print(hashlib.sha256(document.render(small_book()).data).hexdigest())
"""


@pytest.fixture(scope="module")
def made():
    """A book with every kind of block as a PDF."""
    return document.render(small_book())


@pytest.mark.parametrize("profile", ["ua1", "3a"])
def test_the_reference_validator_finds_nothing(made, profile: str, tmp_path: Path) -> None:
    file = tmp_path / "kit.pdf"
    file.write_bytes(made.data)
    assert verapdf.failures(file, profile) == {}


def test_a_second_validator_finds_nothing_either(made) -> None:
    assert list(nonconformities(made.data)) == []


@pytest.mark.nightly
@pytest.mark.parametrize("language", ["fr", "en", "es", "it", "de", "nl"])
def test_a_whole_kit_conforms_in_each_language(language: str, tmp_path: Path) -> None:
    file = tmp_path / "kit.pdf"
    file.write_bytes(document.render(starter_book(language)).data)
    for profile in ("ua1", "3a"):
        assert verapdf.failures(file, profile) == {}
        assert [failure.rule_id for failure in page.validate_pdf(file, profile=profile).failures if failure.rule_id not in WRONG_RULES] == []


def test_the_reference_validator_does_find_what_is_wrong(printer, tmp_path: Path) -> None:
    document = printer.lay_out("<html lang=fr><title>x</title><p>x", {}, "https://kits.example.org")
    file = tmp_path / "plain.pdf"
    document.write_pdf(file)
    assert verapdf.failures(file, "ua1") and verapdf.failures(file, "3a")


def test_the_edition_is_attached_as_source(made) -> None:
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        assert list(pdf.attachments) == ["kit.json"]
        attached = pdf.attachments["kit.json"]
        assert attached.obj.AFRelationship == "/Source"
        assert attached.get_file().read_bytes() == small_book().source_json()


def test_two_processes_write_the_same_bytes(made) -> None:
    digests = set()
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        answer = subprocess.run([sys.executable, "-c", BYTES], check=True, capture_output=True, text=True, env=environment)
        digests.add(answer.stdout.strip())
    assert digests == {hashlib.sha256(made.data).hexdigest()}


def test_only_our_fonts_are_in_it(made, tool) -> None:
    lines = tool(made.data, "pdffonts").splitlines()[2:]
    names = {line.split()[0].partition("+")[2] for line in lines}
    assert names and all(name.startswith(("Atkinson", "Bricolage")) for name in names)
    assert all(line.split()[-5] == line.split()[-4] == "yes" for line in lines)  # embedded, and subset


def test_a_character_that_our_fonts_lack_brings_in_no_other_font_but_is_said() -> None:
    with pytest.raises(RenderError, match=r"^our fonts for print lack these characters: U\+039D U\+03B1$"):
        document.render(small_book(city="Να"))


def test_each_box_to_tick_has_a_name_of_its_own_and_a_label_and_prints_at_four_millimetres(made) -> None:
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        boxes = [note for sheet in pdf.pages for note in sheet.get("/Annots", ()) if note.Subtype == "/Widget"]
        assert len(boxes) == 4  # the first hours, two lines, one paper
        assert len({str(box["/T"]) for box in boxes}) == len(boxes)
        assert [str(box["/TU"]) for box in boxes] == ["Préviens ta famille", "Pièce d’identité", "Prends ta carte", "Note le numéro du tuteur"]
        for box in boxes:
            left, top, right, bottom = (float(edge) / 72 * 25.4 for edge in box.Rect)
            assert min(right - left, abs(top - bottom)) + 2 * BORDER >= 3.95
            assert int(box.F) & 4  # prints


def test_it_is_tagged_titled_and_in_its_language(made) -> None:
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        assert str(pdf.Root.Lang) == "fr"
        assert str(pdf.docinfo["/Title"]).startswith("Nantes · ") and str(pdf.docinfo["/Title"]).endswith("fr-12")
        assert str(pdf.docinfo["/CreationDate"]) == "D:20261124000000Z"
        outline = [item.title for item in pdf.open_outline().root]
        assert outline[0] == "Nantes" and "Travailler ici" in outline


def test_a_broken_picture_fails_the_rendering(printer) -> None:
    book = small_book(media={COVER: b"<svg", "images/port.png": b"no picture"})
    with pytest.raises(RenderError, match=r"port\.png"):
        document.render(book)
