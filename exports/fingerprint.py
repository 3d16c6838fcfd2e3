"""What a file is made of, as one digest: the same fingerprint means the same file, and nothing is rendered."""

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path

import msgspec
from django.conf import settings

from exports.formats import Format


def of(format_: Format, book: msgspec.Struct) -> str:
    """The fingerprint (64 hex digits) of the file that ``format_`` makes of ``book``."""
    parts = (format_.name.encode(), format_.digest(book).encode(), msgspec.json.encode(book, order="deterministic"))
    return digest(parts)


def digest(parts: Iterable[bytes]) -> str:
    """64 hex digits for some bytes, each part told from its neighbours."""
    hasher = hashlib.sha256()
    for part in parts:
        hasher.update(len(part).to_bytes(8, "big"))
        hasher.update(part)
    return hasher.hexdigest()


@cache
def of_files(*roots: Path) -> str:
    """A digest of some files, and of all in some folders, by name and content. Read once a process: code doesn't change under it."""
    found = sorted(path for root in roots for path in ([root] if root.is_file() else root.rglob("*")) if path.is_file() and path.suffix != ".pyc")
    return digest(part for path in found for part in (path.name.encode(), path.read_bytes()))


@cache
def of_packages(*names: str) -> str:
    """A digest of the versions of some packages."""
    return digest(f"{name} {version(name)}".encode() for name in names)


@cache
def of_words(*languages: str) -> str:
    """A digest of our catalogues in some languages: labels on a page come from there."""
    names = [Path(folder) / language / "LC_MESSAGES" / "django.mo" for folder in settings.LOCALE_PATHS for language in sorted(set(languages))]
    return digest(name.read_bytes() for name in names if name.is_file())
