"""A book as HTML and as a PDF: what the templates get to see, and how the pages come about. Kits, handbooks, packs and timelines alike."""

import datetime
import hashlib
import itertools
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from django.template import Context, Engine
from django.utils.translation import gettext, override

import exports.book
from cms.core import legal, wording
from cms.core.enums import Language
from cms.editions.documents import Source
from cms.handbooks.documents import Handbook, OnboardingPack
from cms.kits.documents import Country, Kit
from cms.timeline.documents import Timeline
from exports import fingerprint
from exports.book import Book, KitPart, printed
from exports.formats import Made
from exports.print import cover, emergency, outline
from exports.print.outline import Fit, Fitting
from exports.print.sheet import A4, Sheet

HERE = Path(__file__).parent
PACKAGES = ("django", "fonttools", "pydyf", "pyphen", "segno", "tinycss2", "weasyprint")


@cache
def templates() -> Engine:
    """The templates' engine: ours alone, so that no setting and no other app changes what is printed."""
    return Engine(dirs=[str(HERE / "templates")], libraries={"i18n": "django.templatetags.i18n", "print": "exports.print.filters"})


def kind(book: Book) -> str:
    """What kind of book it is, in the active language."""
    return {
        Kit: gettext("Installation kit"),
        Handbook: gettext("Host handbook"),
        OnboardingPack: gettext("Onboarding pack"),
        Timeline: gettext("Host timeline"),
    }[type(book.document)]


def html(book: Book, fit: Fit, sheet: Sheet = A4) -> str:
    """The whole document in the language of its words; ``fit`` says how its units are set, by their anchor."""
    with override(book.document.language):
        return templates().get_template("print/document.html").render(Context(context(book, fit, sheet)))


def context(book: Book, fit: Fit, sheet: Sheet = A4) -> dict[str, Any]:
    """What the templates get, in the active language."""
    document, whole = book.document, book.whole
    found = book.sources()
    entries = [{"number": number, "source": source} for number, source in enumerate(found, 1)]
    units = outline.units(book)
    kit = next((part for part in book.parts if isinstance(part, KitPart)), None)
    return {
        "book": book,
        "document": document,
        "kind": kind(book),
        "is_kit": isinstance(document, Kit),
        "is_handbook": isinstance(document, Handbook),
        "iso": book.isos[0] if len(book.isos) == 1 and _inked(book) else "",
        "countries": ", ".join(country.title for country in _countries(book)),
        "made_at": f"{book.published_on.isoformat()}T00:00:00Z",
        "name_size": f"{cover.name_size(book.name) if isinstance(document, Kit) else cover.title_size(book.name):.1f}",
        "drawing": cover.drawing(book),
        "logo": printed(whole.logo) if whole and whole.logo else None,
        "sheet": sheet,
        "leaves": emergency.leaves(book, fit),
        "people_fitting": fit.get("people", Fitting()),
        "units": entries_of(units, fit),
        "groups": [
            list(found) for _, found in groupby(entries_of(units, fit), key=lambda entry: entry["unit"].part and entry["unit"].part.words().key)
        ],
        "end_number": units[-1].number,
        "numbers": {(source.title, source.url): number for number, source in enumerate(found, 1)},
        "seen": [entry for entry in entries if _seen(entry["source"])],
        "unseen": [entry for entry in entries if not _seen(entry["source"])],
        "language_name": Language(document.language).label,
        "fallback_notice": fallback_notice(book, document.language) if document.language != book.locale else "",
        "fallbacks": {language: fallback_notice(book, language) for language in book.languages},
        "arrival": wording.long_day(book.stay.arrival) if book.stay else "",
        "departure": wording.long_day(book.stay.departure()) if book.stay else "",
        "maps": any(isinstance(part, KitPart) for part in book.parts),
        "qr": cover.qr(book.online),
        "boxes": itertools.count(1),
        "project": legal.PROJECT,
        "licence": legal.CONTENT_LICENCE,
        **(part_values(kit) if kit else {}),
    }


def entries_of(units: list[outline.Unit], fit: Fit) -> list[dict[str, Any]]:
    """Units with how they are set."""
    return [{"unit": unit, "fitting": fit.get(unit.anchor, Fitting())} for unit in units]


def part_values(part: KitPart) -> dict[str, Any]:
    """What the templates of a kit's blocks want to know of it."""
    return {"kit": part.kit, "country": part.country, "pairs": part.pairs, "host_language": part.host_language}


def _inked(book: Book) -> bool:
    """Whether the whole wears a country's ink: host tools are nobody's country."""
    return isinstance(book.document, Kit | OnboardingPack)


def _countries(book: Book) -> list[Country]:
    found = [part.country for part in book.parts if isinstance(part, KitPart | exports.book.CountryPart) and part.country]
    return list({country.iso: country for country in found}.values())


def _seen(source: object) -> bool:
    return isinstance(source, Source) and source.seen_on is not None


def fallback_notice(book: Book, language: str) -> str:
    """What readers are told, in their own language, where words are in another for want of a translation."""
    with override(book.locale):
        words = (
            gettext("This kit isn’t translated yet. You read it in its first language: %(language)s.")
            if isinstance(book.document, Kit)
            else gettext("Not translated yet. Language of this text: %(language)s.")
        )
        return words % {"language": Language(language).label}


def render(book: Book, sheet: Sheet = A4) -> Made:
    """The PDF. :raises exports.print.engine.RenderError: where the document can't be printed."""
    from exports.print.copyfit import copyfit  # both load WeasyPrint, which only the renderer's own process needs
    from exports.print.engine import engine

    with override(book.document.language):
        units = outline.units(book)
    laid_out, _ = copyfit(lambda fit: engine().lay_out(html(book, fit, sheet), book.media, book.base_url, sheet.styles), units, sheet)
    return written(book, laid_out, sheet.name, sheet.zoom)


def single(book: Book, template: str, values: dict[str, Any]) -> Made:
    """The PDF of another template, laid out once. :raises exports.print.engine.RenderError: where it can't be printed."""
    from exports.print.engine import engine

    with override(book.document.language):
        text = templates().get_template(template).render(Context({**context(book, {}), **values}))
    return written(book, engine().lay_out(text, book.media, book.base_url), template)


def written(book: Book, laid_out: Any, name: str, zoom: float = 1.0) -> Made:
    """Laid-out pages as a PDF with the book's source; ``name`` tells it from the book's other files."""
    from exports.print.engine import engine

    data = engine().write(
        laid_out,
        source=book.source_json(),
        source_name=f"{book.document.kind()}.json",
        made_at=datetime.datetime.combine(book.published_on, datetime.time(), datetime.UTC),
        identifier=hashlib.blake2b(f"{book.key} {book.cited}{name}".encode(), digest_size=16).digest(),
        zoom=zoom,
    )
    return Made(data, len(laid_out.pages))


def digest(book: Book) -> str:
    """Of all that forms the file besides the book: our templates, sheets, fonts, drawings and code, what renders them, and the catalogues."""
    code = fingerprint.of_files(HERE, Path(exports.book.__file__), Path(wording.__file__))
    return fingerprint.digest(part.encode() for part in (code, fingerprint.of_packages(*PACKAGES), fingerprint.of_words(*book.languages)))
