"""Every book in other shapes: in large print, as a booklet of A5 to be folded out of sheets of A4, and a timeline as the plan of one stay."""

from dataclasses import replace

from django.utils.translation import gettext, override

from cms import editions
from exports.book import Book
from exports.check import check_sheets
from exports.formats import Format, Made, register
from exports.print import booklet, document
from exports.print.kit import KIT_PDF
from exports.print.sheet import A4, A5, LARGE
from exports.print.wholes import LIMIT, TIMELINE_PDF, WHOLES

LATER = -40  # below the priority of what they are variants of: after all A4


def render_large(book: Book) -> Made:
    """The book in large print. :raises exports.print.engine.RenderError: where it can't be printed."""
    return document.render(book, LARGE)


def render_booklet(book: Book) -> Made:
    """The book as sheets to fold; its pages are those of A5. :raises exports.print.engine.RenderError: where it can't be printed."""
    return booklet.impose(document.render(book, A5).data, title=f"{book.name} {book.cited}")


def render_plan(book: Book) -> Made:
    """The book laid out as fast as can be. :raises exports.print.engine.RenderError: where it can't be printed."""
    return document.render(book, replace(A4, passes=0, notes=False))


def _variants(base: Format) -> tuple[Format, Format]:
    stem = base.name.removesuffix(".pdf")

    def large_title(reading: editions.Reading) -> str:
        with override(reading.document.language):
            return f"{base.title(reading)} - {gettext('large print')}"

    def booklet_title(reading: editions.Reading) -> str:
        with override(reading.document.language):
            return f"{base.title(reading)} - {gettext('booklet to fold')}"

    later = replace(base, limit=LIMIT, priority=base.priority + LATER)
    return (
        register(replace(later, name=f"{stem}-large.pdf", render=render_large, title=large_title)),
        register(replace(later, name=f"{stem}-booklet.pdf", render=render_booklet, title=booklet_title, check=check_sheets)),
    )


VARIANTS = tuple(variant for base in (KIT_PDF, *WHOLES) for variant in _variants(base))

# A plan is laid out once, since somebody waits for it, and never stored: no kind of edition is exported to it.
PLAN_PDF = register(replace(TIMELINE_PDF, name="plan.pdf", kinds=frozenset(), render=render_plan))
