"""The kit as a PDF of A4 pages."""

from django.utils.translation import gettext, override

from cms import editions
from cms.kits.documents import Kit
from exports.book import Book
from exports.check import check_pdf
from exports.compose import compose_kit
from exports.formats import Format, register
from exports.print import document


def title(reading: editions.Reading) -> str:
    """What the file is called on a reader's device, such as ``Nantes - Kit d’installation - fr-12``."""
    with override(reading.document.language):
        return f"{reading.document.city} - {gettext('Installation kit')} - {reading.cited}"


KIT_PDF = register(
    Format(
        name="kit.pdf",
        kinds=frozenset({Kit.kind()}),
        media_type="application/pdf",
        book=Book,
        compose=compose_kit,
        render=document.render,
        check=check_pdf,
        digest=document.digest,
        title=title,
    )
)
