"""Pages as GraphQL shows them: the document of an edition, and what is known about the page beside it.

What a page relates to (translations, country, files) is read for all pages that were given together, the first time one of them is asked:
one read for a list, however long.
"""

import datetime
import uuid
from collections.abc import Sequence
from functools import cached_property
from typing import Any, ClassVar

from cms import editions
from cms.core.enums import Language
from cms.editions.difference import Change
from cms.editions.documents import Document, Value
from cms.editions.history import Past
from content_api.slices import page_size


class Edition(Value, frozen=True, kw_only=True):
    """A state of a page in one language, as it was published; a print carries its citation."""

    number: int
    published_at: datetime.datetime | None
    cited: str


class Translation(Value, frozen=True, kw_only=True):
    """The page in one of its languages."""

    locale: Language
    url: str
    title: str
    is_fallback: bool


class Export(Value, frozen=True, kw_only=True):
    """A finished file made from the page; the last good one while a newer edition's is being made."""

    format: str
    url: str
    bytes: int
    pages: int
    checksum: str
    edition: str
    is_current: bool


class Batch:
    """Pages that were asked for together, so that what they relate to is read for all of them at once."""

    def __init__(self, readings: Sequence[editions.Reading]) -> None:
        self.readings = list(readings)
        self._earlier: dict[int, dict[int, list[Past]]] = {}
        self._since: dict[int, dict[int, list[Change]]] = {}

    @cached_property
    def translations(self) -> dict[Any, list[editions.Reading]]:
        """The readable languages of each page, by key."""
        return editions.translations(self.readings)

    @cached_property
    def parents(self) -> "dict[int, PageNode]":
        """The parent of each page by the page's id; pages without a readable one are absent."""
        found = editions.parents(self.readings)
        above = {reading.page_id: reading for reading in found.values()}
        nodes = {node.reading.page_id: node for node in nodes_of(list(above.values()))}
        return {page_id: nodes[reading.page_id] for page_id, reading in found.items()}

    @cached_property
    def files(self) -> dict[int, list[Any]]:
        """The finished files of each page, by the page's id."""
        return editions.files.ready(reading.page_id for reading in self.readings)

    def earlier(self, first: int) -> dict[int, list[Past]]:
        """The newest earlier editions of each page, by the page's id."""
        if first not in self._earlier:
            self._earlier[first] = editions.history.earlier((reading.page_id for reading in self.readings), first)
        return self._earlier[first]

    def since(self, number: int) -> dict[int, list[Change]]:
        """What has changed in each page since an edition of that number, by the page's id; pages that can't be compared with it are absent."""
        if number not in self._since:
            self._since[number] = editions.history.since(self.readings, number)
        return self._since[number]

    @cached_property
    def contents(self) -> "dict[tuple[str, str], PageNode]":
        """The pages that each page is put together from, by language and key; those that can't be read are absent."""
        keys = {uuid.UUID(part.page) for reading in self.readings for part in getattr(reading.document, "parts", ())}
        found = editions.readable(keys=keys, kinds=SHOWN, locales={reading.locale for reading in self.readings}) if keys else []
        return {(node.reading.locale, str(node.reading.key)): node for node in nodes_of(found)}

    @cached_property
    def modules(self) -> "list[PageNode]":
        """The modules of all courses in the languages of these pages, in the order of the site."""
        return nodes_of(editions.readable(kind="module", locales={reading.locale for reading in self.readings}))

    @cached_property
    def countries(self) -> "dict[tuple[str, str], PageNode]":
        """The host countries in the languages of these pages, by language and ISO code."""
        found = nodes_of(editions.readable(kind="country", locales={reading.locale for reading in self.readings}))
        return {(node.reading.locale, node.reading.country): node for node in found}

    @cached_property
    def phases(self) -> "list[PageNode]":
        """The phases of the timeline in the languages of these pages, in their order."""
        return nodes_of(editions.readable(kind="phase", locales={reading.locale for reading in self.readings}))


class Node:
    """Whatever has an identifier that `node` finds it by."""

    is_interface: ClassVar[bool] = True
    document_class: ClassVar[type[Value]] = Value

    def id(self) -> str:
        """Identifier, the same for good."""
        raise NotImplementedError


class PageNode(Node):
    """A page in one language: what its edition says, and where it stands."""

    is_interface: ClassVar[bool] = True
    document_class: ClassVar[type[Document]] = Document

    def __init__(self, reading: editions.Reading, batch: Batch) -> None:
        self.reading, self.batch = reading, batch

    def __getattr__(self, name: str) -> Any:
        return getattr(self.reading.document, name)

    def id(self) -> str:
        """Identifier of the page in this language, the same from edition to edition."""
        return f"{self.reading.locale}:{self.reading.key}"

    def slug(self) -> str:
        """Last part of the page's address, the same in all languages."""
        return self.reading.slug

    def url(self) -> str:
        """Where the page is on the site: its path, from the root."""
        return self.reading.path

    def locale(self) -> Language:
        """The language that was asked for."""
        return Language(self.reading.locale)

    def is_fallback(self) -> bool:
        """Whether the words are in another language, since a translation is still missing; tell your readers."""
        return self.reading.is_fallback

    def edition(self) -> Edition:
        """The published state that is shown."""
        return Edition(number=self.reading.number, published_at=self.reading.published_at, cited=self.reading.cited)

    def earlier_editions(self, first: int | None = 10) -> tuple[Edition, ...]:
        """The editions before this one, newest first."""
        past = self.batch.earlier(page_size(first)).get(self.reading.page_id, ())
        return tuple(
            Edition(number=one.number, published_at=one.published_at, cited=f"{self.reading.locale}-{one.number}")
            for one in past
            if one.number < self.reading.number
        )

    def changes_since(self, edition: int) -> tuple[Change, ...] | None:
        """What readers of an earlier edition must know, what concerns safety first; null where there was no such edition in this language.

        What the page is composed with is compared too.
        """
        changes = self.batch.since(edition).get(self.reading.page_id)
        return None if changes is None else tuple(changes)

    def translations(self) -> tuple[Translation, ...]:
        """The page in all languages that can be read now, this one among them."""
        return tuple(
            Translation(locale=Language(other.locale), url=other.path, title=other.document.title, is_fallback=other.is_fallback)
            for other in self.batch.translations.get(self.reading.key, ())
        )

    def exports(self) -> tuple[Export, ...]:
        """The finished files made from this page; empty while none is."""
        return tuple(
            Export(
                format=file.format,
                url=self.reading.path + file.format,
                bytes=file.bytes,
                pages=file.pages,
                checksum=file.checksum,
                edition=f"{file.locale}-{file.number}",
                is_current=file.number == self.reading.number,
            )
            for file in self.batch.files.get(self.reading.page_id, ())
        )


def nodes_of(readings: Sequence[editions.Reading]) -> list[PageNode]:
    """Pages that were read together, as nodes of one batch. :raises KeyError: for a kind that the API doesn't show."""
    batch = Batch(readings)
    return [SHOWN[reading.kind](reading, batch) for reading in readings]


SHOWN: dict[str, type[PageNode]] = {}


def shows(cls: type[PageNode]) -> type[PageNode]:
    """Makes pages whose edition is of the kind of ``cls``'s document appear as ``cls``."""
    SHOWN[cls.document_class.kind()] = cls
    return cls
