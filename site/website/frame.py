"""What stands around every page: its languages, the way to it, the head's metadata. Built from readings alone."""

from collections.abc import Mapping, Sequence
from urllib.parse import urljoin

import msgspec
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from msgspec import structs

from cms import editions
from cms.editions import Reading

NAMES = dict(settings.LANGUAGES)


class Link(msgspec.Struct, frozen=True):
    """A way to a page of ours; ``language`` is that of its title."""

    title: str
    url: str
    language: str
    current: bool = False

    @classmethod
    def to(cls, page: Reading, current: bool = False) -> "Link":
        return cls(page.document.title, page.path, page.document.language, current)


class Tongue(msgspec.Struct, frozen=True, kw_only=True):
    """The page in one language, or that language's front page where there is none; ``words_in`` names the language of an untranslated one."""

    code: str
    name: str
    url: str
    current: bool
    words_in: str = ""


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """The page as its head, header and footer need it.

    ``locale`` is the language of the frame, ``language`` that of the words. ``canonical`` is the address that search engines keep,
    ``alternates`` the true translations as (language, address). Addresses in these two are absolute.
    """

    locale: str
    language: str
    title: str
    description: str = ""
    canonical: str = ""
    alternates: tuple[tuple[str, str], ...] = ()
    tongues: tuple[Tongue, ...] = ()
    nav: tuple[Link, ...] = ()
    crumbs: tuple[Link, ...] = ()
    home: str = "/"
    ink: str = ""
    draft: bool = False

    @property
    def fallback(self) -> str:
        """The name of the language of the words, in the frame's own, where they aren't translated; else ""."""
        return name_of(self.language) if self.language != self.locale else ""

    def asking(self, query: str) -> "Frame":
        """The frame whose language switch keeps what a reader asked for: ``query`` is that part of the address, "" for nothing."""
        if not query:
            return self
        return structs.replace(self, tongues=tuple(structs.replace(tongue, url=f"{tongue.url}?{query}") for tongue in self.tongues))

    @property
    def name(self) -> str:
        """The frame's language in itself."""
        return NAMES[self.locale]


def absolute(path: str) -> str:
    """An address as the world outside writes it."""
    return urljoin(settings.BASE_URL + "/", path)


def name_of(language: str) -> str:
    """A language's name in the active language."""
    return translation.gettext(translation.get_language_info(language)["name"])


def tongues(homes: Sequence[Reading], pages: Sequence[Reading], locale: str) -> tuple[Tongue, ...]:
    """The language switch: each language that has the page or at least a front page, in the order of the settings."""
    here, start = ({page.locale: page for page in pages}, {home.locale: home for home in homes})
    found = []
    for code, name in settings.LANGUAGES:
        if target := here.get(code) or start.get(code):
            words_in = name_of(target.document.language) if code in here and target.is_fallback else ""
            found.append(Tongue(code=code, name=name, url=target.path, current=code == locale, words_in=words_in))
    return tuple(found)


def framed(reading: Reading, above: Sequence[Reading], nav: Sequence[Reading], same: Sequence[Reading], homes: Sequence[Reading]) -> Frame:
    """The frame of a page: ``above`` are its ancestors from the front page down, ``same`` its languages, ``homes`` the front pages."""
    document = reading.document
    true = [page for page in same if not page.is_fallback]
    alternates = [(page.locale, absolute(page.path)) for page in true]
    if default := next((page for page in true if page.locale == settings.LANGUAGE_CODE), true[0] if true else None):
        alternates.append(("x-default", absolute("/" if reading.kind == "home" else default.path)))
    original = next((page for page in true if page.locale == document.language), reading)
    return Frame(
        locale=reading.locale,
        language=document.language,
        title=document.title,
        description=document.intro,
        canonical=absolute((original if reading.is_fallback else reading).path),
        alternates=tuple(alternates),
        tongues=tongues(homes, same, reading.locale),
        nav=tuple(Link.to(page, current=reading.path.startswith(page.path)) for page in nav),
        crumbs=tuple(map(Link.to, above[1:])),
        home=above[0].path if above else reading.path,
        ink=reading.country,
        draft=reading.number == 0,
    )


def around(reading: Reading) -> tuple[Frame, list[Reading], list[Reading]]:
    """The page's frame, its ancestors from the front page down, and its languages. Six queries, nine where memory is cold."""
    above = editions.crumbs(reading)
    families = editions.translations([reading, *above[:1]])
    same = families[reading.key]
    homes = families[above[0].key] if above else same
    nav = menu(editions.readable(kinds=MENU, locale=reading.locale))
    return framed(reading, above, nav, same, homes), above, same


def view_frame(title: str, name: str, behind: str = "", arguments: Mapping[str, str] | None = None) -> Frame:
    """The frame, in the active language, of a page that no editor wrote: the address called ``name`` with ``arguments``, and ``behind`` it.

    Two queries, three where memory is cold.
    """
    locale = translation.get_language() or settings.LANGUAGE_CODE
    found = editions.readable(kinds=("home", *MENU), locale=locale)
    return Frame(
        locale=locale,
        language=locale,
        title=title,
        tongues=tuple(
            Tongue(code=code, name=told, url=address(name, code, arguments) + behind, current=code == locale) for code, told in settings.LANGUAGES
        ),
        nav=tuple(map(Link.to, menu(found))),
        home=next((page.path for page in found if page.kind == "home"), "/"),
    )


def menu(pages: Sequence[Reading]) -> list[Reading]:
    """Those of some pages that the main menu leads to, in its order."""
    return sorted((page for page in pages if page.kind in MENU), key=lambda page: MENU.index(page.kind))


def address(name: str, language: str, arguments: Mapping[str, str] | None = None) -> str:
    """The address called ``name`` with ``arguments`` in a language."""
    with translation.override(language):
        return reverse(name, kwargs=dict(arguments or {}))


MENU = ("kits", "timeline", "courses", "packs")  # the kinds of the pages that the main menu leads to
