"""What the worker does for exports: renders the files of an edition when it is published, and again when it fails.

Tasks are idempotent, since a lost one may run twice: the same fingerprint renders nothing. Until a new file is stored the last good one is
served; a failure is retried with growing delays, then stays as failed with its reason, for the editor to see.
"""

import logging
from datetime import timedelta
from typing import Any

from django.dispatch import receiver
from django.utils import timezone
from django_tasks import task

from cms import editions
from cms.editions import FileState
from cms.editions.files import File
from exports import fingerprint, formats, store
from exports.formats import Format, Made
from exports.pool import POOL

logger = logging.getLogger(__name__)
PATIENCE = 4  # times as long as a rendering may compute may it take by the clock, on a machine that has other things to do
DELAYS = (timedelta(seconds=30), timedelta(minutes=5))


@receiver(editions.edition_published, dispatch_uid="exports.published")
def on_edition_published(sender: Any, edition_id: int, kind: str, **kwargs: Any) -> None:
    """Queues the edition's files in the transaction that stores it: none without the other."""
    wanted = formats.of_kind(kind)
    editions.files.expect(edition_id, [format_.name for format_ in wanted])
    for format_ in wanted:
        render_edition.using(priority=format_.priority).enqueue(edition_id, format_.name)


def queue(edition_id: int, name: str) -> None:
    """Asks the worker for a file once more. A finished one stays what readers get meanwhile."""
    if not _finished(edition_id, name):
        editions.files.record(edition_id, name, FileState.WAITING, attempts=0, reason="")
    render_edition.using(priority=formats.get(name).priority).enqueue(edition_id, name)


@task(queue_name="exports")
def render_edition(edition_id: int, name: str, attempt: int = 1) -> str:
    """Makes one file of an edition. Returns what was done: ``superseded``, ``unchanged``, ``reused``, ``rendered``, ``retrying`` or ``failed``."""
    reading = editions.current(edition_id)
    if reading is None:
        return "superseded"
    try:
        done = make(reading, formats.get(name), attempt)
    except Exception as error:  # whatever went wrong, the edition is published; the editor must learn why it has no file
        logger.warning("%s of edition %s failed at attempt %s", name, edition_id, attempt, exc_info=True)
        return _failed(edition_id, name, attempt, f"{type(error).__name__}: {error}" if not str(error) else str(error))
    if done != "unchanged" and reading.locale == getattr(reading.document, "language", "") == reading.country:
        _queue_readers_of(reading, name)
    return done


def make(reading: editions.Reading, format_: Format, attempt: int = 1) -> str:
    """Makes, checks and stores one file, unless it is there. Returns ``unchanged``, ``reused`` or ``rendered``.

    :raises Exception: whatever keeps it from being made; the last good file stays.
    """
    book = format_.compose(reading)
    mark = fingerprint.of(format_, book)
    mine, same = _finished(reading.edition_id, format_.name), editions.files.with_fingerprint(mark)
    if mine and mine.fingerprint == mark and store.is_there(mine):
        return "unchanged"
    if same and store.is_there(same):
        _record_ready(reading, format_, mark, same.name, same.bytes, same.pages, same.checksum)
        return "reused"
    if not mine:
        editions.files.record(reading.edition_id, format_.name, FileState.RENDERING, attempts=attempt)
    made: Made = POOL.render(format_, book, limit=format_.limit, patience=PATIENCE * format_.limit)
    name = store.keep(mark, "." + format_.name.rpartition(".")[2], made.data)
    _record_ready(reading, format_, mark, name, len(made.data), made.pages, store.checksum(made.data))
    return "rendered"


def _record_ready(reading: editions.Reading, format_: Format, mark: str, name: str, size: int, pages: int, checksum: str) -> None:
    values = {"fingerprint": mark, "name": name, "bytes": size, "pages": pages, "checksum": checksum, "reason": "", "attempts": 0}
    editions.files.record(reading.edition_id, format_.name, FileState.READY, **values)


def _finished(edition_id: int, name: str) -> File | None:
    found = (file for file in editions.files.of_edition(edition_id) if file.format == name)
    return next((file for file in found if file.state == FileState.READY), None)


def _failed(edition_id: int, name: str, attempt: int, reason: str) -> str:
    """Keeps the reason and tries again later, while attempts are left. An edition that has a good file keeps it, with the reason beside."""
    again = attempt <= len(DELAYS) and render_edition.get_backend().supports_defer
    state = FileState.READY if _finished(edition_id, name) else FileState.WAITING if again else FileState.FAILED
    editions.files.record(edition_id, name, state, reason=reason, attempts=attempt)
    if again:
        render_edition.using(priority=formats.get(name).priority, run_after=timezone.now() + DELAYS[attempt - 1]).enqueue(
            edition_id, name, attempt=attempt + 1
        )
    return "retrying" if again else "failed"


def _queue_readers_of(reading: editions.Reading, name: str) -> None:
    """Phrases in the host's language stand in the files of all other languages: those whose fingerprint they change are made anew."""
    for other in editions.readable(kind=reading.kind, keys=[reading.key]):
        if other.edition_id != reading.edition_id:
            queue(other.edition_id, name)


def outdated() -> list[tuple[editions.Reading, Format]]:
    """Current editions whose file isn't there or was made of something else: after an upgrade, a lost store, a missed signal."""
    found = []
    for format_ in formats.all_formats():
        for edition_id, _, _ in editions.files.current_editions(format_.kinds):
            reading = editions.current(edition_id)
            if reading is None:
                continue
            file = _finished(edition_id, format_.name)
            if not file or not store.is_there(file) or file.fingerprint != fingerprint.of(format_, format_.compose(reading)):
                found.append((reading, format_))
    return found


@task(queue_name="exports")
def refresh_exports() -> int:
    """Queues every file that is outdated; after an upgrade, and nightly. Returns how many."""
    found = outdated()
    for reading, format_ in found:
        queue(reading.edition_id, format_.name)
    return len(found)
