"""Handbooks and packs in the API: what is composed of other pages."""

from typing import ClassVar, cast

from cms.core.choices import Choices
from cms.core.enums import Language
from cms.editions.documents import Document
from cms.editions.listing import Wanted
from cms.handbooks.documents import Handbook, OnboardingPack, PackList
from content_api.connection import Connection, Edge, PageFilter, one, tongues
from content_api.courses import ModuleNode
from content_api.kits import CountryNode, KitNode
from content_api.pages import PageNode, shows
from content_api.timeline import PhaseNode


class ComposedNode(PageNode):
    """A page that is composed of others."""

    def contents(self) -> tuple[CountryNode | KitNode | ModuleNode | PhaseNode, ...]:
        """The pages inside that can be read now, in the editor's order."""
        inside = ((self.reading.locale, part.page) for part in self.reading.document.parts)
        found = self.batch.contents
        return cast(tuple[CountryNode | KitNode | ModuleNode | PhaseNode, ...], tuple(found[at] for at in inside if at in found))


@shows
class PackListNode(PageNode):
    """The page above handbooks and packs."""

    document_class: ClassVar[type[Document]] = PackList


@shows
class HandbookNode(ComposedNode):
    """What a host organisation keeps at hand."""

    document_class: ClassVar[type[Document]] = Handbook


@shows
class PackNode(ComposedNode):
    """What a learner takes along."""

    document_class: ClassVar[type[Document]] = OnboardingPack


class HandbookEdge(Edge[HandbookNode]):
    """A handbook and its place in the list."""


class HandbookConnection(Connection[HandbookNode, HandbookEdge]):
    """A part of a list of handbooks."""


class PackEdge(Edge[PackNode]):
    """A pack and its place in the list."""


class PackConnection(Connection[PackNode, PackEdge]):
    """A part of a list of packs."""


class HandbookFilter(PageFilter, frozen=True, kw_only=True):
    """Which handbooks are wanted: those to which all that is given applies."""


class PackFilter(PageFilter, frozen=True, kw_only=True):
    """Which packs are wanted: those to which all that is given applies."""


class HandbookOrder(Choices):
    """How handbooks are sorted."""

    POSITION = "position", "As the site shows them."
    TITLE = "title", "By title, without regard to accents."
    NEWEST = "newest", "The latest edition first."


class PackOrder(Choices):
    """How packs are sorted."""

    POSITION = "position", "As the site shows them."
    TITLE = "title", "By title, without regard to accents."
    NEWEST = "newest", "The latest edition first."


class PackQueries:
    """What can be asked about handbooks and packs."""

    def handbooks(
        self,
        locale: Language | None = Language.FR,
        locales: tuple[Language, ...] | None = None,
        where: HandbookFilter | None = None,
        order_by: HandbookOrder | None = HandbookOrder.POSITION,
        first: int | None = 20,
        after: str | None = None,
    ) -> HandbookConnection:
        """Handbooks for host organisations."""
        narrowed = (where or HandbookFilter()).narrowed()
        return HandbookConnection(Wanted(kinds=("handbook",), locales=tongues(locale, locales), **narrowed), order_by, first, after)

    def handbook(self, slug: str, locale: Language | None = Language.FR, locales: tuple[Language, ...] | None = None) -> HandbookNode | None:
        """The handbook at the end of an address; null where none can be read."""
        return cast(HandbookNode | None, one(Wanted(kinds=("handbook",), locales=tongues(locale, locales), slugs=(slug,))))

    def packs(
        self,
        locale: Language | None = Language.FR,
        locales: tuple[Language, ...] | None = None,
        where: PackFilter | None = None,
        order_by: PackOrder | None = PackOrder.POSITION,
        first: int | None = 20,
        after: str | None = None,
    ) -> PackConnection:
        """Onboarding packs for learners."""
        narrowed = (where or PackFilter()).narrowed()
        return PackConnection(Wanted(kinds=("pack",), locales=tongues(locale, locales), **narrowed), order_by, first, after)

    def pack(self, slug: str, locale: Language | None = Language.FR, locales: tuple[Language, ...] | None = None) -> PackNode | None:
        """The pack at the end of an address; null where none can be read."""
        return cast(PackNode | None, one(Wanted(kinds=("pack",), locales=tongues(locale, locales), slugs=(slug,))))
