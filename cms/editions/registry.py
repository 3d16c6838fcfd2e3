"""Which page models make editions, and how. A tool registers its kinds when its app is ready."""

import functools
import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from cms.editions.documents import Document


@dataclass(frozen=True, kw_only=True)
class Kind:
    """How pages of one kind become documents.

    ``compile(page, reads)`` makes the document of a page or an unsaved draft; ``country(page)`` the ISO code that lists filter on, or "".
    ``parts(page)`` are the pages whose editions it is composed with, ``wholes(page)`` those that are composed with it.
    """

    document: type[Document]
    compile: Callable[[Any, Any], Document]
    country: Callable[[Any], str] = lambda page: ""
    parts: Callable[[Any], Sequence[Any]] = lambda page: ()
    wholes: Callable[[Any], Iterable[Any]] = lambda page: ()


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Makes pages whose ``edition_kind`` is the document's kind compile.

    :raises ValueError: when that kind is taken already.
    """
    name = kind.document.kind()
    if name in _kinds:
        raise ValueError(f"The edition kind {name!r} is registered twice.")
    _kinds[name] = kind


def kind_of(name: str) -> Kind:
    """The kind registered under ``name``. :raises KeyError: where none is."""
    return _kinds[name]


def kinds() -> dict[str, Kind]:
    """All registered kinds by name."""
    return dict(_kinds)


@functools.cache
def fingerprint(name: str) -> str:
    """A digest of the types of a kind's document (32 hex digits): rows with another one are compiled anew after a deploy."""
    schema = msgspec.json.encode(msgspec.json.schema(kind_of(name).document), order="deterministic")
    return hashlib.blake2b(schema, digest_size=16).hexdigest()


@functools.cache
def _decoder(name: str) -> "msgspec.json.Decoder[Document]":
    return msgspec.json.Decoder(kind_of(name).document)


def decode(name: str, text: str | bytes) -> Document:
    """The document of kind ``name`` that ``text`` holds. :raises msgspec.DecodeError: where the types have changed since."""
    return _decoder(name).decode(text)
