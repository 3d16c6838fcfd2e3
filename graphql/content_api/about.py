"""What the whole site says of itself: its languages, its partners, the words that European funding obliges it to carry."""

from typing import cast

from cms import editions
from cms.core import legal
from cms.core.enums import Language
from cms.editions.documents import Value
from cms.kits.enums import Iso
from content_api.kits import HomeNode
from content_api.pages import nodes_of


class SiteLanguage(Value, frozen=True, kw_only=True):
    """A language of the site."""

    code: Language
    name: str
    is_source: bool
    home: HomeNode | None


class Partner(Value, frozen=True, kw_only=True):
    """A partner organisation of the project."""

    name: str
    country: Iso
    language: Language


class SiteTexts(Value, frozen=True, kw_only=True):
    """Words that stand on everything that the project publishes; show them where you show its content."""

    funding_line: str
    disclaimer: str
    project_number: str
    content_licence: str


class AboutQueries:
    """What can be asked about the site as a whole."""

    def languages(self) -> tuple[SiteLanguage, ...]:
        """The six languages, the source's first."""
        homes = {node.reading.locale: cast(HomeNode, node) for node in nodes_of(editions.readable(kind="home"))}
        return tuple(
            SiteLanguage(code=language, name=str(language.label), is_source=language is Language.FR, home=homes.get(str(language)))
            for language in Language
        )

    def partners(self) -> tuple[Partner, ...]:
        """The partner organisations, by their legal names."""
        return tuple(Partner(name=name, country=Iso(country), language=Language(language)) for country, name, language in legal.PARTNERS)

    def site_texts(self, locale: Language | None = Language.FR) -> SiteTexts:
        """The obligatory words in one language."""
        language = str(locale or Language.FR)
        return SiteTexts(
            funding_line=legal.line(language),
            disclaimer=legal.disclaimer(language),
            project_number=legal.PROJECT,
            content_licence=legal.CONTENT_LICENCE,
        )
