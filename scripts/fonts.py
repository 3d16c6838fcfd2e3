"""Makes the fonts of web and print from the packages of Fontsource (OFL). Usage: ``make fonts``, or ``.venv/bin/python scripts/fonts.py``.

Fontsource cuts a family into parts, and Latin alone lacks the hyphens (U+00AD, U+2010, U+2011), the narrow no-break space U+202F, the ligature ij
and the capital sharp s: a text that needs one would silently get another font. So Latin and Latin Extended are joined again, characters
that both lack get the glyphs that look like them, and the rest is cut down to what the six languages and the names of Europe's places need.

Web gets one variable font a family, over the weights the design uses. Print gets a file a weight: WeasyPrint sets the variable ones just as
well, but a plain font in a PDF is what every other program expects. The result is committed, with the licences. Needs npm, fonttools, brotli.
"""

import copy
import shutil
import sys
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables
from fontTools.varLib import instancer

import npm

ROOT = Path(__file__).resolve().parents[1]
WEB = ROOT / "site" / "website" / "static" / "fonts"
PRINT = ROOT / "exports" / "print" / "fonts"
WEB_BUDGET = 75_000  # bytes, both families together

LOOKALIKES = {0xAD: 0x2D, 0x2010: 0x2D, 0x2011: 0x2D, 0x202F: 0x2009, 0x2032: 0x27, 0x2033: 0x22}  # hyphens, narrow no-break space, primes
CHARACTERS = {
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),  # Latin-1, Latin Extended-A
    *range(0x218, 0x21C),  # Romanian
    *(0x1E9E, 0x2009, 0x2010, 0x2011, 0x2013, 0x2014, 0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x201E, 0x2020, 0x2022, 0x2026, 0x202F),
    *(0x2032, 0x2033, 0x2039, 0x203A, 0x2044, 0x20AC, 0x2122, 0x2212),
}
FEATURES = ["ccmp", "locl", "kern", "tnum", "pnum"]


@dataclass(frozen=True)
class Family:
    name: str
    slug: str
    weights: tuple[int, ...]  # those that the design uses

    def part(self, script: str) -> TTFont:
        return TTFont(npm.PACKAGES / "@fontsource-variable" / self.slug / "files" / f"{self.slug}-{script}-wght-normal.woff2", recalcTimestamp=False)


FAMILIES = (
    Family("Bricolage Grotesque", "bricolage-grotesque", (600, 700, 800)),
    Family("Atkinson Hyperlegible Next", "atkinson-hyperlegible-next", (400, 700)),
)


def main() -> int:
    try:
        npm.install()
    except npm.NpmError as error:
        print(error, file=sys.stderr)
        return 1
    WEB.mkdir(parents=True, exist_ok=True)
    PRINT.mkdir(parents=True, exist_ok=True)
    web_bytes = 0
    for family in FAMILIES:
        whole = cut(joined(family.part("latin"), family.part("latin-ext")))
        web_bytes += save_web(whole, family)
        for weight in family.weights:
            save_print(whole, family, weight)
        licence = npm.PACKAGES / "@fontsource-variable" / family.slug / "LICENSE"
        for folder in (WEB, PRINT):
            shutil.copyfile(licence, folder / f"{family.slug}-OFL.txt")
    print(f"web: {web_bytes} bytes of {WEB_BUDGET}")
    return 0 if web_bytes <= WEB_BUDGET else 1


def joined(latin: TTFont, extended: TTFont) -> TTFont:
    """``latin`` with the glyphs that only ``extended`` has; both are parts of one variable font, so equal names are equal glyphs.

    A new letter kerns as the letter that it is made of. The table of advance widths' variations is dropped: the outlines' table has them too.
    """
    for part in (latin, extended):
        part.ensureDecompiled()  # before the order of glyphs changes
        del part["HVAR"]
    present = set(latin.getGlyphOrder())
    new = [name for name in extended.getGlyphOrder() if name not in present]
    latin.setGlyphOrder([*latin.getGlyphOrder(), *new])
    for name in new:
        latin["glyf"].glyphs[name] = extended["glyf"].glyphs[name]
        latin["gvar"].variations[name] = extended["gvar"].variations[name]
        latin["hmtx"].metrics[name] = extended["hmtx"].metrics[name]
    latin["glyf"].glyphOrder = latin.getGlyphOrder()
    glyphs = latin.getBestCmap()
    added = {character: name for character, name in extended.getBestCmap().items() if character not in glyphs}
    added |= {character: glyphs[like] for character, like in LOOKALIKES.items() if character not in glyphs}
    for table in latin["cmap"].tables:
        if table.isUnicode():
            table.cmap.update(added)
    models = {name: glyphs[base] for character, name in added.items() if name in new and (base := base_letter(character)) in glyphs}
    kern_like(dict(sorted(models.items(), key=lambda pair: new.index(pair[0]))), latin)
    return latin


def base_letter(character: int) -> int:
    """The letter without its accents; itself where it has none."""
    return ord(unicodedata.normalize("NFD", chr(character))[0])


def kern_like(models: dict[str, str], font: TTFont) -> None:
    """Give each glyph the kerning of its model, on both sides. ``models`` must be in the font's order, which OpenType tables keep."""
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            pairs = table.ExtSubTable if isinstance(table, otTables.ExtensionPos) else table
            if not isinstance(pairs, otTables.PairPos):
                continue
            for glyph, model in models.items():
                if model in pairs.Coverage.glyphs:
                    cover_like(pairs, glyph, model)
                if pairs.Format == 2:
                    copy_class(pairs.ClassDef2, glyph, model)
                else:
                    second_like(pairs, glyph, model)


def cover_like(pairs: otTables.PairPos, glyph: str, model: str) -> None:
    """``glyph`` as the first of a pair."""
    if pairs.Format == 2:
        copy_class(pairs.ClassDef1, glyph, model)
    else:
        pairs.PairSet.append(copy.deepcopy(pairs.PairSet[pairs.Coverage.glyphs.index(model)]))
    pairs.Coverage.glyphs.append(glyph)


def second_like(pairs: otTables.PairPos, glyph: str, model: str) -> None:
    """``glyph`` as the second of a pair."""
    for pair_set in pairs.PairSet:
        for record in [record for record in pair_set.PairValueRecord if record.SecondGlyph == model]:
            twin = copy.deepcopy(record)
            twin.SecondGlyph = glyph
            pair_set.PairValueRecord.append(twin)


def copy_class(classes: otTables.ClassDef, glyph: str, model: str) -> None:
    if model in classes.classDefs:
        classes.classDefs[glyph] = classes.classDefs[model]


def cut(font: TTFont) -> TTFont:
    """Only the characters and features that are used."""
    options = subset.Options(layout_features=FEATURES, notdef_outline=True, name_IDs=["*"], glyph_names=False, recalc_timestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=CHARACTERS)
    cutter.subset(font)
    return font


def save_web(font: TTFont, family: Family) -> int:
    """One variable font over the weights used; returns its bytes."""
    lightest, heaviest = min(family.weights), max(family.weights)
    variable = instancer.instantiateVariableFont(copy.deepcopy(font), {"wght": (lightest, heaviest)})
    variable.flavor = "woff2"
    file = WEB / f"{family.slug}.woff2"
    variable.save(file)
    print(f"{file.relative_to(ROOT)}: {file.stat().st_size} bytes, {len(variable.getBestCmap())} characters")
    return file.stat().st_size


def save_print(font: TTFont, family: Family, weight: int) -> None:
    """A font of one weight, named as such, since Fontconfig knows fonts by what they say they are."""
    single = instancer.instantiateVariableFont(copy.deepcopy(font), {"wght": weight})
    for number, text in ((1, f"{family.name} {weight}"), (2, "Regular"), (4, f"{family.name} {weight}"), (16, family.name), (17, str(weight))):
        single["name"].setName(text, number, 3, 1, 0x409)
    single["name"].setName(f"{family.name.replace(' ', '')}-{weight}", 6, 3, 1, 0x409)
    single["OS/2"].usWeightClass = weight
    single.flavor = None
    single.save(PRINT / f"{family.slug}-{weight}.ttf")


if __name__ == "__main__":
    sys.exit(main())
