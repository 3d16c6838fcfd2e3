"""Kits and their countries in the API."""

from collections.abc import Sequence
from typing import Any, ClassVar, cast

from django.utils import translation

from cms.core.choices import Choices
from cms.core.documents import Phrase
from cms.core.enums import Language
from cms.editions.documents import Document, Source, Value
from cms.editions.listing import Wanted
from cms.kits.documents import Country, Home, Kit, KitBlock, KitIndex, Section, all_sources, sections
from cms.kits.enums import Iso
from content_api.connection import Connection, Edge, PageFilter, one, tongues
from content_api.pages import PageNode, shows
from content_api.slices import short


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


class KitEdge(Edge[KitNode]):
    """A kit and its place in the list."""


class KitConnection(Connection[KitNode, KitEdge]):
    """A part of a list of kits."""


class KitFilter(PageFilter, frozen=True, kw_only=True):
    """Which kits are wanted: those to which all that is given applies."""

    countries: tuple[Iso, ...] | None = None

    def narrowed(self) -> dict[str, Any]:
        """The same in the words of :class:`cms.editions.listing.Wanted`. :raises Refusal: for a list that is too long."""
        return {**super().narrowed(), "countries": codes(short("countries", self.countries))}


class KitOrder(Choices):
    """How kits are sorted."""

    POSITION = "position", "As the editors put them, country by country."
    TITLE = "title", "By title, without regard to accents."
    NEWEST = "newest", "The latest edition first."


class CountryEdge(Edge[CountryNode]):
    """A country and its place in the list."""


class CountryConnection(Connection[CountryNode, CountryEdge]):
    """A part of a list of countries."""


class CountryFilter(PageFilter, frozen=True, kw_only=True):
    """Which countries are wanted: those to which all that is given applies."""

    isos: tuple[Iso, ...] | None = None

    def narrowed(self) -> dict[str, Any]:
        """The same in the words of :class:`cms.editions.listing.Wanted`. :raises Refusal: for a list that is too long."""
        return {**super().narrowed(), "countries": codes(short("isos", self.isos))}


class CountryOrder(Choices):
    """How countries are sorted."""

    POSITION = "position", "As the editors put them."
    TITLE = "title", "By name, without regard to accents."
    NEWEST = "newest", "The latest edition first."


def codes(isos: Sequence[Iso] | None) -> list[str] | None:
    """The codes of some countries, as lists know them."""
    return None if isos is None else [str(iso) for iso in isos]


class KitQueries:
    """What can be asked about kits and their countries."""

    def kits(
        self,
        locale: Language | None = Language.FR,
        locales: tuple[Language, ...] | None = None,
        where: KitFilter | None = None,
        order_by: KitOrder | None = KitOrder.POSITION,
        country: Iso | None = None,
        first: int | None = 20,
        after: str | None = None,
    ) -> KitConnection:
        """Installation kits, of all countries or of some."""
        narrowed = (where or KitFilter()).narrowed()
        if country is not None:
            narrowed["countries"] = [code for code in narrowed["countries"] or [str(country)] if code == str(country)]
        return KitConnection(Wanted(kinds=("kit",), locales=tongues(locale, locales), **narrowed), order_by, first, after)

    def kit(self, slug: str, locale: Language | None = Language.FR, locales: tuple[Language, ...] | None = None) -> KitNode | None:
        """The kit at the end of an address such as `nantes`; null where none can be read."""
        return cast(KitNode | None, one(Wanted(kinds=("kit",), locales=tongues(locale, locales), slugs=(slug,))))

    def countries(
        self,
        locale: Language | None = Language.FR,
        locales: tuple[Language, ...] | None = None,
        where: CountryFilter | None = None,
        order_by: CountryOrder | None = CountryOrder.POSITION,
        first: int | None = 20,
        after: str | None = None,
    ) -> CountryConnection:
        """Host countries."""
        narrowed = (where or CountryFilter()).narrowed()
        return CountryConnection(Wanted(kinds=("country",), locales=tongues(locale, locales), **narrowed), order_by, first, after)

    def country(self, code: Iso, locale: Language | None = Language.FR, locales: tuple[Language, ...] | None = None) -> CountryNode | None:
        """A host country; null where it can't be read."""
        return cast(CountryNode | None, one(Wanted(kinds=("country",), locales=tongues(locale, locales), countries=(str(code),))))
