"""Host handbooks, onboarding packs and the host timeline as PDFs of A4 pages."""

from cms import editions
from cms.handbooks.documents import Handbook, OnboardingPack
from cms.timeline.documents import Timeline
from exports.book import Book
from exports.check import check_pdf
from exports.compose import compose_timeline, compose_whole
from exports.formats import Format, register
from exports.print import document

LIMIT = 300  # seconds of computing: a hundred pages, laid out a few times
LATER = -20  # after all kits


def title(reading: editions.Reading) -> str:
    """What the file is called on a reader's device, such as ``Guide de l’entreprise d’accueil - fr-12``."""
    return f"{reading.document.title} - {reading.cited}"


WHOLES = HANDBOOK_PDF, PACK_PDF, TIMELINE_PDF = tuple(
    register(
        Format(
            name=f"{kind.kind()}.pdf",
            kinds=frozenset({kind.kind()}),
            media_type="application/pdf",
            book=Book,
            compose=compose,
            render=document.render,
            check=check_pdf,
            digest=document.digest,
            title=title,
            limit=LIMIT,
            priority=LATER,
        )
    )
    for kind, compose in ((Handbook, compose_whole), (OnboardingPack, compose_whole), (Timeline, compose_timeline))
)
