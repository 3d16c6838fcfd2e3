"""Composes what is printed of a kit: the edition, its country as it was then, the phrases of the host's language, pictures, addresses.

A book is complete: whoever makes a file of it needs no database, no storage and no network. It is what a file's fingerprint is taken of.
"""

import datetime
from collections.abc import Iterator

import msgspec
from django.conf import settings
from django.core.files.storage import default_storage
from django.utils import timezone

from cms import editions
from cms.core import legal
from cms.core.documents import PictureBlock
from cms.editions.documents import Picture, Rendition, Value
from cms.kits.documents import Country, Kit
from cms.kits.enums import Iso

PRINTED_WIDTH = 1080  # pixels: about 200 a printed inch at the width of a column


class KitBook(Value, frozen=True, kw_only=True):
    """All that a kit's file is made of.

    ``iso`` is the host country, ``host_language`` what is spoken there.
    ``cited`` is the edition as printed (``fr-12``), "" for a draft; ``locale`` the reader's language, ``kit.language`` that of the words.
    ``pairs`` holds the host's phrases by key; empty where the words are in the host's language already, or that has no edition.
    ``online`` is the address that the QR code holds; ``base_url`` what relative links count from. ``media`` maps names in the media storage
    to files. ``line`` and ``disclaimer`` are the European Union's, in the language of the words.
    """

    key: str
    locale: str
    cited: str
    published_on: datetime.date
    iso: str
    host_language: str
    kit: Kit
    country: Country | None
    pairs: dict[str, str]
    base_url: str
    online: str
    line: str
    disclaimer: str
    media: dict[str, bytes]

    def source_json(self) -> bytes:
        """The documents as JSON, the same bytes for the same edition: what is attached to a PDF."""
        content = {"edition": self.cited, "key": self.key, "kit": self.kit, "country": self.country}
        return msgspec.json.encode(content, order="deterministic")


def compose_kit(reading: editions.Reading) -> KitBook:
    """The book of a kit's edition or draft. Three queries, and a read of each picture.

    :raises OSError: where the media storage doesn't give a picture.
    """
    kit, cited = reading.document, reading.cited if reading.number else ""
    host = host_language(reading)
    country = editions.part_of(reading, "country") if reading.number else _country_now(reading)
    return KitBook(
        key=str(reading.key),
        locale=reading.locale,
        cited=cited,
        published_on=timezone.localdate(reading.published_at) if reading.published_at else timezone.localdate(),
        iso=reading.country,
        host_language=host,
        kit=kit,
        country=country if isinstance(country, Country) else None,
        pairs=host_phrases(reading, host),
        base_url=settings.BASE_URL,
        online=f"{settings.BASE_URL}/e/{reading.key}/{cited}" if cited else f"{settings.BASE_URL}{reading.path}",
        line=legal.line(kit.language),
        disclaimer=legal.disclaimer(kit.language),
        media={name: _read(name) for name in dict.fromkeys(_media_of(kit))},
    )


def host_language(reading: editions.Reading) -> str:
    """What is spoken where the kit leads to (ISO 639-1); the words' own language for a draft that stands in no country yet."""
    return Iso(reading.country).host_language if reading.country else str(reading.document.language)


def host_phrases(reading: editions.Reading, host: str) -> dict[str, str]:
    """The phrases of a kit in its host's language by key, for readers of another language. Three queries at most."""
    if host == reading.document.language or not reading.document.phrases():
        return {}
    found = editions.readable(kind="kit", keys=[reading.key], locale=host)
    return {phrase.key: phrase.text for other in found if not other.is_fallback for phrase in other.document.phrases()}


def printed(picture: Picture) -> Rendition | None:
    """The rendition of a picture that is printed; None where there is none."""
    return picture.rendition(PRINTED_WIDTH)


def _country_now(reading: editions.Reading) -> object:
    parent = editions.parents([reading]).get(reading.page_id)
    return parent.document if parent else None


def _media_of(kit: Kit) -> Iterator[str]:
    yield kit.cover.file
    pictures = [block.picture for chapter in kit.chapters for block in chapter.blocks if isinstance(block, PictureBlock)]
    for picture in [kit.hero, *pictures]:
        if picture is not None and (rendition := printed(picture)):
            yield rendition.file


def _read(name: str) -> bytes:
    with default_storage.open(name) as file:
        return bytes(file.read())
