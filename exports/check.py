"""Looks at a PDF before anybody else gets it: conformance to PDF/UA-1 and PDF/A-3, fonts, links, boxes to tick, and what it was made from."""

import io
import re
from collections.abc import Iterator

import page
import pikepdf

from exports.formats import Made, Refused

PROFILES = ("ua1", "3a")
FAMILIES = ("Atkinson", "Bricolage")
SUBSET = re.compile(r"^/[A-Z]{6}\+")
SCHEMES = ("http://", "https://", "mailto:", "tel:", "sms:")
MOST_FINDINGS = 5
# page-validation 0.11 takes a carriage return that happens to end packed data for part of the line's end, once in 256 streams. qpdf counts right.
WRONG_RULES = {"PDFA3A-STREAM-LENGTH-001"}


def check_pdf(made: Made) -> None:
    """Nothing for a PDF that may be published. :raises Refused: with what was found, for any other."""
    found = [*nonconformities(made.data), *flaws(made)]
    if found:
        more = f" (and {len(found) - MOST_FINDINGS} more)" if len(found) > MOST_FINDINGS else ""
        raise Refused("; ".join(found[:MOST_FINDINGS]) + more)


def check_sheets(made: Made) -> None:
    """Nothing for sheets that fold to a booklet. :raises Refused: with what was found, for any other."""
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        found = [*pdf.check_pdf_syntax(), *strange_fonts(pdf)]
        if made.pages % 4 or 2 * len(pdf.pages) != made.pages:
            found.append(f"{len(pdf.pages)} sides don't fold to {made.pages} pages")
    if found:
        raise Refused("; ".join(found[:MOST_FINDINGS]))


def nonconformities(data: bytes) -> Iterator[str]:
    """What the standards want otherwise."""
    for profile in PROFILES:
        report = page.validate_pdf_bytes(data, profile=profile)
        for failure in report.failures:
            if failure.rule_id not in WRONG_RULES:
                yield f"{failure.rule_id}: {failure.message}"


def flaws(made: Made) -> Iterator[str]:
    """What we want otherwise."""
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        yield from pdf.check_pdf_syntax()
        if len(pdf.pages) != made.pages:
            yield f"{len(pdf.pages)} pages where {made.pages} were laid out"
        yield from strange_fonts(pdf)
        for annotation in (annotation for sheet in pdf.pages for annotation in sheet.get("/Annots", ())):
            if annotation.Subtype == "/Link" and "/A" in annotation and not str(annotation.A.URI).startswith(SCHEMES):
                yield f"a link leads to {str(annotation.A.URI)[:80]!r}"
            if annotation.Subtype == "/Widget" and not str(annotation.get("/TU", "")).strip():
                yield "a box to tick has no name"
        if [str(file.obj.get("/AFRelationship", "")) for file in pdf.attachments.values()] != ["/Source"]:
            yield "the edition that it was made from isn't attached"


def strange_fonts(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Fonts that aren't ours, or embedded whole, as sentences."""
    for name in sorted(fonts(pdf)):
        if not SUBSET.match(name) or not SUBSET.sub("", name).startswith(FAMILIES):
            yield f"the font {name} isn't ours, or isn't cut down to what is used"


def fonts(pdf: pikepdf.Pdf) -> set[str]:
    """The names of all fonts in a PDF, with the mark of a subset."""
    kinds = ("/Type0", "/TrueType", "/Type1", "/Type3", "/CIDFontType0", "/CIDFontType2")
    found = (thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and thing.get("/Subtype") in kinds)
    return {str(font.get("/BaseFont", "/unnamed")) for font in found}
