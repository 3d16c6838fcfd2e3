"""The committed fonts hold what six languages need, so that no text silently gets another font, and stay small enough for a phone."""

from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[2]
WEB = ROOT / "site" / "website" / "static" / "fonts"
PRINT = ROOT / "exports" / "print" / "fonts"
WEIGHTS = {"bricolage-grotesque": (600, 700, 800), "atkinson-hyperlegible-next": (400, 700)}
NEEDED = (
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ abcdefghijklmnopqrstuvwxyz 0123456789 .,;:!?¡¿-–—()[]/&@#%+=*·•…|_"
    "ÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸàâæçéèêëîïôœùûüÿ ÁÍÓÚÑáíóúñªº ÌÒìò ÄÖẞäöß Ĳĳ ŁłŠšŽžČčŐőȘșȚț ‘’‚“”„«»‹› €£°²³×−′″ ½"
    "\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{NARROW NO-BREAK SPACE}\N{NO-BREAK SPACE}\N{SOFT HYPHEN}\N{THIN SPACE}"
)
WEB_FILES = [WEB / f"{family}.woff2" for family in WEIGHTS]
PRINT_FILES = [PRINT / f"{family}-{weight}.ttf" for family, weights in WEIGHTS.items() for weight in weights]


def name(file: Path) -> str:
    return file.name


@pytest.mark.parametrize("file", WEB_FILES + PRINT_FILES, ids=name)
def test_every_character_of_the_six_languages_has_a_glyph(file):
    missing = [character for character in NEEDED if ord(character) not in TTFont(file).getBestCmap()]
    assert missing == []


@pytest.mark.parametrize("file", WEB_FILES + PRINT_FILES, ids=name)
def test_characters_added_look_like_what_they_stand_for(file):
    font = TTFont(file)
    glyphs, widths = font.getBestCmap(), font["hmtx"]
    for hyphen in "\N{HYPHEN}\N{NON-BREAKING HYPHEN}":
        assert glyphs[ord(hyphen)] == glyphs[ord("-")]
    assert 0 < widths[glyphs[0x202F]][0] < widths[glyphs[ord(" ")]][0] + 1


@pytest.mark.parametrize("file", WEB_FILES + PRINT_FILES, ids=name)
def test_figures_of_equal_width_can_be_asked_for(file):
    features = {record.FeatureTag for record in TTFont(file)["GSUB"].table.FeatureList.FeatureRecord}
    assert "tnum" in features


@pytest.mark.parametrize("file", WEB_FILES + PRINT_FILES, ids=name)
def test_letters_beyond_latin_1_kern_as_the_letters_they_are_made_of(file):
    """``Š`` before ``v`` stands as ``S`` before ``v``, and so on, wherever the plain pair is kerned."""
    font = TTFont(file)
    glyphs = font.getBestCmap()
    pairs = [(first, second) for first in "STYWRKL" for second in "aovwyT" if kerning(font, glyphs[ord(first)], glyphs[ord(second)])]
    assert pairs
    twins = {"S": "Š", "T": "Ť", "Y": "Ÿ", "W": "Ŵ", "R": "Ř", "K": "Ķ", "L": "Ļ"}
    for first, second in pairs:
        plain = kerning(font, glyphs[ord(first)], glyphs[ord(second)])
        assert kerning(font, glyphs[ord(twins[first])], glyphs[ord(second)]) == plain


def kerning(font: TTFont, left: str, right: str) -> int:
    """How much the pair is moved together, in font units at the default weight: what the first table that knows the pair says."""
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            table = getattr(table, "ExtSubTable", table)
            if type(table).__name__ != "PairPos" or left not in table.Coverage.glyphs:
                continue
            if table.Format == 1:
                records = table.PairSet[table.Coverage.glyphs.index(left)].PairValueRecord
                values = [record.Value1 for record in records if record.SecondGlyph == right]
                if not values:
                    continue
                value = values[0]
            else:
                row = table.Class1Record[table.ClassDef1.classDefs.get(left, 0)]
                value = row.Class2Record[table.ClassDef2.classDefs.get(right, 0)].Value1
            return getattr(value, "XAdvance", 0) if value else 0
    return 0


def test_web_fonts_fit_their_budget_together():
    assert sum(file.stat().st_size for file in WEB_FILES) <= 75_000


@pytest.mark.parametrize("family", WEIGHTS)
def test_web_font_varies_over_the_weights_that_the_design_uses(family):
    (axis,) = TTFont(WEB / f"{family}.woff2")["fvar"].axes
    assert (axis.axisTag, axis.minValue, axis.maxValue) == ("wght", min(WEIGHTS[family]), max(WEIGHTS[family]))


@pytest.mark.parametrize("file", PRINT_FILES, ids=name)
def test_print_font_is_of_one_weight_and_says_so(file):
    font = TTFont(file)
    weight = int(file.stem.rpartition("-")[2])
    assert "fvar" not in font
    assert font["OS/2"].usWeightClass == weight
    assert font["name"].getDebugName(17) == str(weight)


@pytest.mark.parametrize("file", WEB_FILES + PRINT_FILES, ids=name)
def test_font_can_be_written_again(file):
    """A table out of order only shows when it is compiled."""
    font = TTFont(file)
    font.ensureDecompiled()
    again = BytesIO()
    font.flavor = None
    font.save(again)
    assert TTFont(BytesIO(again.getvalue())).getBestCmap() == TTFont(file).getBestCmap()


@pytest.mark.parametrize("folder", [WEB, PRINT], ids=["web", "print"])
def test_licence_lies_beside_the_fonts(folder):
    for family in WEIGHTS:
        assert "SIL OPEN FONT LICENSE" in (folder / f"{family}-OFL.txt").read_text().upper()
    assert {file.name for file in folder.iterdir()} == {
        *(file.name for file in WEB_FILES + PRINT_FILES if file.parent == folder),
        *(f"{family}-OFL.txt" for family in WEIGHTS),
    }
