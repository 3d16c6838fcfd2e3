"""Pages as GraphQL shows them: the document of an edition, and what is known about the page beside it.

What a page relates to (translations, country, files) is read for all pages that were given together, the first time one of them is asked:
one read for a list, however long.
"""

import datetime
from collections.abc import Sequence
from functools import cached_property
from typing import Any, ClassVar

from cms import editions
from cms.core.enums import Language
from cms.editions.documents import Document, Value


class Edition(Value, frozen=True, kw_only=True):
    """A published state of a page in one language; a print carries its citation."""

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
    edition: str


class Batch:
    """Pages that were asked for together, so that what they relate to is read for all of them at once."""

    def __init__(self, readings: Sequence[editions.Reading]) -> None:
        self.readings = list(readings)

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


class PageNode:
    """A page in one language: what its edition says, and where it stands."""

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
                format=file.format, url=self.reading.path + file.format, bytes=file.bytes, pages=file.pages, edition=f"{file.locale}-{file.number}"
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
