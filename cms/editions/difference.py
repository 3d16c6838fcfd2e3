"""What changed between two editions of a page: a typed list, safety first, each line readable by itself."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Any

import msgspec

from cms.core import wording
from cms.editions.documents import Document, Value


class ChangeKind(StrEnum):
    """What happened to a piece of content."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class Change(Value, frozen=True, kw_only=True):
    """One change: what it is about, in which chapter (empty for the page itself), and the words before and after (empty where none were)."""

    kind: ChangeKind
    what: str
    chapter: str
    before: str
    after: str
    safety: bool


NAMES = ("heading", "title", "office", "number", "text", "topic", "from_place", "key", "city")
SAFETY_TAGS = {"emergency_number", "health_place"}
# No reader would call these a change of content; ``changes`` is what the editor says about it.
UNSAID = {"id", "key", "cover", "language", "latitude", "longitude", "checked_on", "checked_by", "safety_change", "changes"}
DAYS = {"anchor", "offset_days", "deadline_days"}  # said together, in words


def changes(before: Document | None, after: Document | None) -> list[Change]:
    """What a reader of ``before`` must know to be up to date with ``after``; changes that concern safety come first.

    Pieces with an id are compared one by one; the page's own fields as a piece of its own. Order alone is no change.
    """
    old, new = (dict(_pieces(document)) if document is not None else {} for document in (before, after))
    found = []
    for at in [*new, *(at for at in old if at not in new)]:
        was, now = old.get(at), new.get(at)
        if was is not None and now is not None and was[1] == now[1]:
            continue
        kind = ChangeKind.CHANGED if was and now else ChangeKind.ADDED if now else ChangeKind.REMOVED
        chapter, _own, piece = now or was or ("", {}, None)
        gone, came = _difference(was[1] if was else {}, now[1] if now else {})
        if not gone and not came:
            continue
        found.append(Change(kind=kind, what=_name(piece), chapter=chapter, before=gone, after=came, safety=_is_safety(piece)))
    return sorted(found, key=lambda change: not change.safety)


def _pieces(document: Document) -> Iterator[tuple[str, tuple[str, dict[str, str], Any]]]:
    """(id, (chapter's title, own words by field, piece)) of the document and of every piece in it that has an id."""
    yield "", ("", _own_words(document), document)
    yield from _within(document, "")


def _within(value: Any, chapter: str) -> Iterator[tuple[str, tuple[str, dict[str, str], Any]]]:
    for name in value.__struct_fields__:
        inner = getattr(value, name)
        for piece in inner if isinstance(inner, tuple) else ():
            if isinstance(piece, msgspec.Struct) and hasattr(piece, "id"):
                yield piece.id, (chapter, _own_words(piece), piece)
                yield from _within(piece, getattr(piece, "title", chapter) if hasattr(piece, "blocks") else chapter)


def _own_words(piece: Any) -> dict[str, str]:
    """The piece's fields as words, without the pieces in it."""
    names = (name for name in piece.__struct_fields__ if name not in UNSAID | DAYS)
    said = {name: text for name in names if (text := _words(getattr(piece, name)))}
    if hasattr(piece, "offset_days") and (day := wording.deadline(piece.anchor, piece.offset_days)):
        said["day"] = day
    if hasattr(piece, "deadline_days"):
        said["day"] = wording.term(piece.deadline_days)
    return said


def _words(value: Any) -> str:
    if value is None or isinstance(value, bool) or value == "":
        return ""
    if isinstance(value, msgspec.Struct):
        if hasattr(value, "html"):
            return str(getattr(value, "text", ""))
        if hasattr(value, "renditions"):
            return str(getattr(value, "alt", ""))
        return " ".join(filter(None, (_words(getattr(value, name)) for name in value.__struct_fields__)))
    if isinstance(value, tuple):
        return "; ".join(_words(item) for item in value if not hasattr(item, "id"))
    return str(getattr(value, "label", value))


def _difference(old: dict[str, str], new: dict[str, str]) -> tuple[str, str]:
    """The words that went and the words that came, of the fields that differ."""
    names = [name for name in dict.fromkeys([*old, *new]) if old.get(name) != new.get(name)]
    return " · ".join(old[n] for n in names if n in old), " · ".join(new[n] for n in names if n in new)


def _name(piece: Any) -> str:
    return next((str(getattr(piece, name)) for name in NAMES if isinstance(getattr(piece, name, None), str) and getattr(piece, name)), "")


def _is_safety(piece: Any) -> bool:
    tag = getattr(type(piece).__struct_config__, "tag", None)
    return tag in SAFETY_TAGS or getattr(piece, "tone", None) == "danger" or bool(getattr(piece, "critical", False))
