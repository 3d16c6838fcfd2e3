"""Which pages were read while something was made, so that its maker can say what it depends on."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

_seen: ContextVar[set[str] | None] = ContextVar("seen", default=None)


@contextmanager
def watched() -> Iterator[set[str]]:
    """Collects, in the set it gives, which pages are read until the block ends, linked ones too: each as ``<locale>:<key>``."""
    seen: set[str] = set()
    token = _seen.set(seen)
    try:
        yield seen
    finally:
        _seen.reset(token)


def note(pages: Iterable[tuple[str, Any]]) -> None:
    """Tells whoever watches which pages (locale, key) are read."""
    if (seen := _seen.get()) is not None:
        seen.update(f"{locale}:{key}" for locale, key in pages)
