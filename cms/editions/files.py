"""The table of files made from editions: exports write it, website and GraphQL read it."""

import datetime
from collections.abc import Iterable

import msgspec
from django.db import transaction
from django.db.models import Count, F

from cms.editions.models import Edition, EditionFile, FileState
from cms.editions.versioning import bump


class File(msgspec.Struct, frozen=True, kw_only=True):
    """A file made from an edition. ``name`` is its name in the exports' storage, ``bytes`` its size, ``checksum`` its SHA-256 (hex).

    ``number`` and ``locale`` are those of the edition it was made from; ``reason`` says why it failed.
    """

    edition_id: int
    page_id: int
    locale: str
    number: int
    format: str
    state: str
    fingerprint: str
    name: str
    bytes: int
    pages: int
    checksum: str
    reason: str
    attempts: int
    changed_at: datetime.datetime


VALUES = ("edition_id", "format", "state", "fingerprint", "name", "bytes", "pages", "checksum", "reason", "attempts", "changed_at")


def _files(rows: "Iterable[dict[str, object]]") -> list[File]:
    return [File(**row) for row in rows]  # type: ignore[arg-type]


def ready(page_ids: Iterable[int]) -> dict[int, list[File]]:
    """The newest finished file of each format of some pages, by page id: the last good one until a newer edition's is done. One query."""
    rows = (
        EditionFile.objects.filter(edition__page_id__in=list(page_ids), state=FileState.READY)
        .order_by("edition__page_id", "format", "edition__number")
        .values(*VALUES, page_id=F("edition__page_id"), locale=F("edition__locale"), number=F("edition__number"))
    )
    newest = {(file.page_id, file.format): file for file in _files(rows)}
    found: dict[int, list[File]] = {}
    for file in newest.values():
        found.setdefault(file.page_id, []).append(file)
    return found


def of_edition(edition_id: int) -> list[File]:
    """All files of one edition in whatever state, by format. One query."""
    rows = EditionFile.objects.filter(edition_id=edition_id).order_by("format")
    return _files(rows.values(*VALUES, page_id=F("edition__page_id"), locale=F("edition__locale"), number=F("edition__number")))


def with_fingerprint(fingerprint: str) -> File | None:
    """A finished file that was made from exactly this, whatever edition it belongs to; None where there is none."""
    rows = EditionFile.objects.filter(fingerprint=fingerprint, state=FileState.READY)[:1]
    found = _files(rows.values(*VALUES, page_id=F("edition__page_id"), locale=F("edition__locale"), number=F("edition__number")))
    return found[0] if found else None


@transaction.atomic
def record(
    edition_id: int,
    format: str,  # noqa: A002  (the field's name)
    state: FileState,
    **values: object,
) -> bool:
    """Writes where a file stands; ``values`` are fields of :class:`File`. Returns False where the edition is gone.

    A finished file makes a new content version, since readers see its link.
    """
    if not Edition.objects.filter(pk=edition_id).exists():
        return False
    EditionFile.objects.update_or_create(edition_id=edition_id, format=format, defaults={"state": state, **values})
    if state == FileState.READY:
        bump()
    return True


def expect(edition_id: int, formats: Iterable[str]) -> None:
    """Notes files that an edition will have; those that stand there already stay as they are. One query."""
    rows = [EditionFile(edition_id=edition_id, format=name, state=FileState.WAITING) for name in formats]
    EditionFile.objects.bulk_create(rows, ignore_conflicts=True)


def unfinished() -> list[File]:
    """Files of current editions that wait or are being made, oldest first. One query."""
    rows = EditionFile.objects.filter(edition__current=True, state__in=[FileState.WAITING, FileState.RENDERING]).order_by("changed_at")
    return _files(rows.values(*VALUES, page_id=F("edition__page_id"), locale=F("edition__locale"), number=F("edition__number")))


def counts() -> dict[str, int]:
    """How many files of current editions stand in each state. One query."""
    return dict(EditionFile.objects.filter(edition__current=True).values_list("state").annotate(Count("pk")).order_by())


def current_editions(kinds: Iterable[str]) -> list[tuple[int, str, str]]:
    """Edition id, kind and locale of all current editions of some kinds, by number of the page. One query."""
    return list(Edition.objects.filter(current=True, kind__in=list(kinds)).order_by("page_id").values_list("pk", "kind", "locale"))
