"""Kits and their countries in the API."""

from functools import cached_property
from typing import Any, ClassVar, cast

from django.utils import translation

from cms import editions
from cms.core.documents import Phrase
from cms.core.enums import Language
from cms.editions.documents import Document, Source, Value
from cms.kits.documents import Country, Home, Kit, KitBlock, KitIndex, Section, all_sources, sections
from cms.kits.enums import Iso
from content_api.connection import PageInfo, Slice, cursor
from content_api.pages import PageNode, nodes_of, shows


@shows
class HomeNode(PageNode):
    """The front page of a language."""

    document_class: ClassVar[type[Document]] = Home


@shows
class KitIndexNode(PageNode):
    """The page above all countries and their kits."""

    document_class: ClassVar[type[Document]] = KitIndex


@shows
class CountryNode(PageNode):
    """A host country: its emergency numbers, and the chapters that its kits share."""

    document_class: ClassVar[type[Document]] = Country


class PhrasePair(Value, frozen=True, kw_only=True):
    """A phrase of the kit, and what to say to the host: null where the host's language has no words for it yet, or is the kit's own."""

    phrase: Phrase
    host: Phrase | None


@shows
class KitNode(PageNode):
    """An installation kit: what it takes to settle in one city for some weeks."""

    document_class: ClassVar[type[Document]] = Kit

    def country(self) -> CountryNode | None:
        """The host country; null while its page can't be read."""
        return cast(CountryNode | None, self.batch.parents.get(self.reading.page_id))

    def blocks(self) -> tuple[KitBlock, ...]:
        """All pieces of content of the kit's own chapters, in reading order."""
        return tuple(block for chapter in self.reading.document.chapters for block in chapter.blocks)

    def sections(self) -> tuple[Section, ...]:
        """The chapters as a reader meets them: each with what holds in the whole country on the same topic."""
        with translation.override(self.reading.document.language):
            return sections(self.reading.document, self._country_document())

    def all_sources(self) -> tuple[Source, ...]:
        """Every source that the kit and its country cite, each once, in reading order."""
        return all_sources(self.reading.document, self._country_document())

    def phrase_pairs(self) -> tuple[PhrasePair, ...]:
        """The kit's phrases, each with the same in the language that is spoken there."""
        host = Iso(self.reading.country).host_language if self.reading.country else ""
        others = () if host == self.reading.document.language else self.batch.translations.get(self.reading.key, ())
        said = {phrase.key: phrase for other in others if other.locale == host and not other.is_fallback for phrase in other.document.phrases()}
        return tuple(PhrasePair(phrase=phrase, host=said.get(phrase.key)) for phrase in self.reading.document.phrases())

    def _country_document(self) -> Country | None:
        country = self.country()
        return None if country is None else country.reading.document


class KitEdge:
    """A kit and its place in the list."""

    def __init__(self, node: KitNode) -> None:
        self._node = node

    def cursor(self) -> str:
        """Give it back as `after` to read on from here."""
        return cursor(self._node.reading)

    def node(self) -> KitNode:
        """The kit."""
        return self._node


class KitConnection:
    """A part of the list of kits, in the order in which the editors put them."""

    def __init__(self, locale: Language, country: Iso | None, first: int | None, after: str | None) -> None:
        self._wanted: dict[str, Any] = {"kind": "kit", "locale": str(locale), "country": str(country) if country else None}
        self._slice = Slice(lambda after, first: editions.readable(**self._wanted, after=after, first=first), after, first)

    @cached_property
    def _edges(self) -> tuple[KitEdge, ...]:
        return tuple(KitEdge(node) for node in self.nodes())

    def edges(self) -> tuple[KitEdge, ...]:
        """The kits with their cursors."""
        return self._edges

    def nodes(self) -> tuple[KitNode, ...]:
        """The kits alone."""
        return cast(tuple[KitNode, ...], tuple(self._slice.nodes))

    def page_info(self) -> PageInfo:
        """Where the list was cut."""
        return self._slice.info()

    def total_count(self) -> int:
        """How many kits the whole list has. One more read of the database."""
        return editions.count(**self._wanted)


class KitQueries:
    """What can be asked about kits."""

    def kits(
        self, locale: Language | None = Language.FR, country: Iso | None = None, first: int | None = 20, after: str | None = None
    ) -> KitConnection:
        """Kits in one language, of all countries or of one, in the editors' order."""
        return KitConnection(locale or Language.FR, country, first, after)

    def kit(self, slug: str, locale: Language | None = Language.FR) -> KitNode | None:
        """The kit at the end of an address such as `nantes`; null where none can be read."""
        found = nodes_of(editions.readable(kind="kit", locale=str(locale or Language.FR), slugs=[slug], first=1))
        return cast(KitNode, found[0]) if found else None

    def countries(self, locale: Language | None = Language.FR) -> tuple[CountryNode, ...]:
        """All host countries in one language, in the editors' order."""
        return cast(tuple[CountryNode, ...], tuple(nodes_of(editions.readable(kind="country", locale=str(locale or Language.FR)))))

    def country(self, code: Iso, locale: Language | None = Language.FR) -> CountryNode | None:
        """A host country; null where it can't be read."""
        found = nodes_of(editions.readable(kind="country", locale=str(locale or Language.FR), country=str(code), first=1))
        return cast(CountryNode, found[0]) if found else None
