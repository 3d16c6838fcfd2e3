"""Handbooks and packs in the API: what is composed of other pages."""

import uuid
from typing import ClassVar, cast

from cms import editions
from cms.core.enums import Language
from cms.editions.documents import Document
from cms.handbooks.documents import Handbook, OnboardingPack, PackList
from content_api.kits import CountryNode, KitNode
from content_api.pages import PageNode, nodes_of, shows
from content_api.timeline import PhaseNode


class ComposedNode(PageNode):
    """A page that is composed of others."""

    def contents(self) -> tuple[CountryNode | KitNode | PhaseNode, ...]:
        """The pages inside that can be read now, in the editor's order."""
        keys = [uuid.UUID(part.page) for part in self.reading.document.parts]
        found = {page.reading.key: page for page in nodes_of(editions.readable(locale=self.reading.locale, keys=keys))} if keys else {}
        return cast(tuple[CountryNode | KitNode | PhaseNode, ...], tuple(found[key] for key in keys if key in found))


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


class PackQueries:
    """What can be asked about handbooks and packs."""

    def handbooks(self, locale: Language | None = Language.FR) -> tuple[HandbookNode, ...]:
        """All host handbooks in one language, in the order of the site."""
        return cast(tuple[HandbookNode, ...], tuple(nodes_of(editions.readable(kind="handbook", locale=str(locale or Language.FR)))))

    def packs(self, locale: Language | None = Language.FR) -> tuple[PackNode, ...]:
        """All onboarding packs in one language, in the order of the site."""
        return cast(tuple[PackNode, ...], tuple(nodes_of(editions.readable(kind="pack", locale=str(locale or Language.FR)))))
