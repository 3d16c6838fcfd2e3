"""Search in the API."""

from typing import cast

from cms import editions
from cms.core.enums import Language
from cms.editions.documents import Value
from content_api.courses import CourseIndexNode, CourseNode, ModuleNode
from content_api.kits import CountryNode, HomeNode, KitIndexNode, KitNode
from content_api.packs import HandbookNode, PackListNode, PackNode
from content_api.pages import SHOWN, nodes_of
from content_api.slices import page_size
from content_api.timeline import PhaseNode, TimelineNode

AnyPage = (
    HomeNode
    | KitIndexNode
    | CountryNode
    | KitNode
    | TimelineNode
    | PhaseNode
    | CourseIndexNode
    | CourseNode
    | ModuleNode
    | PackListNode
    | HandbookNode
    | PackNode
)


class SearchHit(Value, frozen=True, kw_only=True):
    """Something found: the page, and the place in it."""

    page: AnyPage
    title: str
    excerpt: str
    url: str


class SearchQueries:
    """What can be found."""

    def search(self, query: str, locale: Language | None = Language.FR, first: int | None = 20) -> tuple[SearchHit, ...]:
        """What some words find in one language, best first; accents and slips of typing are forgiven."""
        hits = editions.search(query, str(locale or Language.FR), page_size(first), kinds=SHOWN)
        pages = nodes_of([hit.reading for hit in hits])
        return tuple(
            SearchHit(
                page=cast(AnyPage, page),
                title=hit.passage.title,
                excerpt=hit.excerpt,
                url=f"{hit.reading.path}#{hit.passage.anchor}" if hit.passage.anchor else hit.reading.path,
            )
            for page, hit in zip(pages, hits, strict=True)
        )
