"""The kit as a PDF of A4 pages: what the templates get to see of a book, and the format ``kit.pdf``."""

import base64
import datetime
import hashlib
import io
import itertools
import math
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import segno
from django.template import Context, Engine
from django.utils.translation import gettext, override
from fontTools.ttLib import TTFont

import exports.book
from cms import editions
from cms.core import legal, wording
from cms.core.enums import Language, Situation
from cms.editions.documents import Source, Value
from cms.kits.documents import Kit, Section, all_sources, sections
from exports import fingerprint
from exports.book import KitBook, compose_kit
from exports.check import check_pdf
from exports.formats import Format, Made, register

HERE = Path(__file__).parent
NAME_FONT = HERE / "fonts" / "bricolage-grotesque-800.ttf"
NAME_WIDTH, NAME_LARGEST = 178 / 25.4 * 72, 165.0  # points: the cover's measure, and a size above which a short name looks lost
NAME_TRACKING = -0.035  # em, as in parts.css
CALLS = 6  # phrases on the emergency page
NUMBERS = 8  # numbers to call there, besides Europe’s
EUROPE = "112"
LEAVES = {"first-days": 281.0, "sources": 276.0}  # down to where (mm) lines to write on may fill these parts
QR_QUIET = 2  # modules of white around the code; the page around it is white too


RULED = {
    "admin_task",
    "arrival_route",
    "early_shift",
    "fact",
    "health_place",
    "housing",
    "travel_pass",
    "useful_link",
    "work_culture",
}


class Fitting(Value, frozen=True, kw_only=True):
    """How a part is set: ``density`` "", "tight1" or "tight2"; whether it ``breaks`` to a new page; lines to write on after it."""

    density: str = ""
    breaks: bool = False
    notes: int = 0

    def with_break(self) -> "Fitting":
        """The same, from the top of a page."""
        return Fitting(density=self.density, breaks=True)

    def with_notes(self, lines: int) -> "Fitting":
        """The same, with lines to write on."""
        return Fitting(density=self.density, breaks=self.breaks, notes=lines)


class Run(Value, frozen=True, kw_only=True):
    """Blocks of one kind that follow each other, and their template."""

    tag: str
    blocks: tuple[Any, ...]

    @property
    def template(self) -> str:
        return f"print/blocks/{self.tag}.html"

    @property
    def ruled(self) -> bool:
        """Whether its blocks are rows with a rule below, which go on where another such run follows."""
        return self.tag in RULED


@cache
def templates() -> Engine:
    """The templates' engine: ours alone, so that no setting and no other app changes what is printed."""
    return Engine(dirs=[str(HERE / "templates")], libraries={"i18n": "django.templatetags.i18n", "print": "exports.print.filters"})


def runs(section: Section) -> tuple[Run, ...]:
    """The blocks of a section, neighbours of one kind together."""
    return tuple(Run(tag=tag, blocks=tuple(blocks)) for tag, blocks in groupby(section.blocks, key=lambda block: block.tag()))


def html(book: KitBook, fit: dict[str, Fitting]) -> str:
    """The whole document in the language of its words; ``fit`` says how chapters are set, by their anchor."""
    with override(book.kit.language):
        return templates().get_template("print/document.html").render(Context(context(book, fit)))


def context(book: KitBook, fit: dict[str, Fitting]) -> dict[str, Any]:
    """What the templates get, in the active language."""
    kit, country = book.kit, book.country
    found = all_sources(kit, country)
    emergency = country.emergency if country else ()
    entries = [{"number": number, "source": source} for number, source in enumerate(found, 1)]
    return {
        "book": book,
        "kit": kit,
        "country": country,
        "made_at": f"{book.published_on.isoformat()}T00:00:00Z",
        "name_size": f"{name_size(kit.city):.1f}",
        "chapters": [
            {
                "number": number,
                "anchor": f"chapter-{number}",
                "title": section.title,
                "lead": section.lead,
                "runs": runs(section),
                "facts": section.facts,
                "fitting": fit.get(f"chapter-{number}", Fitting()),
            }
            for number, section in enumerate(sections(kit, country), 1)
        ],
        "emergency_fitting": fit.get("emergency", Fitting()),
        "first_fitting": fit.get("first-days", Fitting()),
        "end_fitting": fit.get("sources", Fitting()),
        "end_number": len(sections(kit, country)) + 1,
        "numbers": {(source.title, source.url): number for number, source in enumerate(found, 1)},
        "seen": [entry for entry in entries if _seen(entry["source"])],
        "unseen": [entry for entry in entries if not _seen(entry["source"])],
        "first_call": next((number for number in emergency if number.number == EUROPE), None),
        "numbers_to_call": [number for number in emergency if number.number != EUROPE][:NUMBERS],
        "calls": calls(book),
        "pairs": book.pairs,
        "host_language": book.host_language,
        "host_language_name": Language(book.host_language).label,
        "language_name": Language(kit.language).label,
        "fallback_notice": fallback_notice(book),
        "card": card(book.host_language, kit.language),
        "qr": qr(book.online),
        "boxes": itertools.count(1),
        "project": legal.PROJECT,
        "licence": legal.CONTENT_LICENCE,
    }


def _seen(source: object) -> bool:
    return isinstance(source, Source) and source.seen_on is not None


def calls(book: KitBook) -> list[dict[str, Any]]:
    """What to shout or say in an emergency: the host's phrase where there is one, how it sounds, what it means."""
    phrases = [phrase for phrase in book.kit.phrases() if phrase.situation == Situation.EMERGENCY][:CALLS]
    return [
        {
            "text": book.pairs.get(phrase.key, phrase.text),
            "language": book.host_language if phrase.key in book.pairs else book.kit.language,
            "sound": phrase.phonetic,
            "meaning": phrase.text if phrase.key in book.pairs else "",
        }
        for phrase in phrases
    ]


def card(host: str, own: str) -> dict[str, Any]:
    """The words of the card to cut out: in the host's language, since a stranger there reads it, and in the learner's own beside."""

    def words() -> list[str]:
        return [
            gettext("If I have an accident, call"),
            gettext("Contact, day and night"),
            gettext("Name"),
            gettext("Allergies, medicines"),
            gettext("Lodging"),
            gettext("Tutor"),
            gettext("Host organisation"),
        ]

    with override(host):
        theirs = words()
    with override(own):
        ours = words() if own != host else [""] * len(theirs)
    lines = [{"host": one, "own": other if other != one else ""} for one, other in zip(theirs, ours, strict=True)]
    return {"calls": lines[:2], "blanks": lines[2:]}


def fallback_notice(book: KitBook) -> str:
    """What readers are told, in their own language, where the words are in another for want of a translation."""
    with override(book.locale):
        return gettext("This kit isn’t translated yet. You read it in its first language: %(language)s.") % {
            "language": Language(book.kit.language).label
        }


def render(book: KitBook) -> Made:
    """The PDF. :raises exports.print.engine.RenderError: where the document can't be printed."""
    from exports.print.copyfit import copyfit  # both load WeasyPrint, which only the renderer's own process needs
    from exports.print.engine import engine

    printer = engine()
    flowing = [f"chapter-{number}" for number in range(1, len(sections(book.kit, book.country)) + 1)] + ["sources"]
    document, _ = copyfit(lambda fit: printer.lay_out(html(book, fit), book.media, book.base_url), flowing, LEAVES)
    data = printer.write(
        document,
        source=book.source_json(),
        source_name="kit.json",
        made_at=datetime.datetime.combine(book.published_on, datetime.time(), datetime.UTC),
        identifier=hashlib.blake2b(f"{book.key} {book.cited}".encode(), digest_size=16).digest(),
    )
    return Made(data, len(document.pages))


def digest(book: KitBook) -> str:
    """Of all that forms the file besides the book: our templates, sheets, fonts, drawings and code, what renders them, and the catalogues."""
    code = fingerprint.of_files(HERE, Path(exports.book.__file__), Path(wording.__file__))
    packages = fingerprint.of_packages("django", "fonttools", "pydyf", "pyphen", "segno", "tinycss2", "weasyprint")
    words = fingerprint.of_words(book.kit.language, book.host_language, book.locale)
    return fingerprint.digest(part.encode() for part in (code, packages, words))


def title(reading: editions.Reading) -> str:
    """What the file is called on a reader's device, such as ``Nantes - Kit d’installation - fr-12``."""
    with override(reading.document.language):
        return f"{reading.document.city} - {gettext('Installation kit')} - {reading.cited}"


def qr(address: str) -> str:
    """A QR code as a small picture within an address (``data:``). Level M: a quarter of it may be soiled or folded."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", border=QR_QUIET, dark="#1b1c24", light="#ffffff", xmldecl=False)
    return "data:image/svg+xml;base64," + base64.b64encode(out.getvalue()).decode()


def name_size(name: str) -> float:
    """The size (points) at which a city's name fills the cover's width, on two lines where that is larger by much."""
    one = _size([name])
    parts = name.replace("-", "- ").split()
    two = max((_size([" ".join(parts[:at]).replace("- ", "-"), " ".join(parts[at:]).replace("- ", "-")]) for at in range(1, len(parts))), default=0.0)
    return min(two if two > 1.35 * one else one, NAME_LARGEST)


def _size(lines: list[str]) -> float:
    return math.floor(NAME_WIDTH / max(_ems(line) for line in lines) * 10) / 10


def _ems(line: str) -> float:
    widths, glyphs, unit = _metrics()
    return sum(widths.get(glyphs.get(ord(character), ".notdef"), (unit // 2,))[0] / unit + NAME_TRACKING for character in line) or 1.0


@cache
def _metrics() -> tuple[dict[str, tuple[int, int]], dict[int, str], int]:
    font = TTFont(NAME_FONT)
    return font["hmtx"].metrics, font.getBestCmap(), font["head"].unitsPerEm


KIT_PDF = register(
    Format(
        name="kit.pdf",
        kinds=frozenset({Kit.kind()}),
        media_type="application/pdf",
        book=KitBook,
        compose=compose_kit,
        render=render,
        check=check_pdf,
        digest=digest,
        title=title,
    )
)
