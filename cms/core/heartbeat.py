"""Which workers live: each writes a row every quarter of a minute, in the database, since workers may run on several machines."""

import os
import socket
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from django.db import DatabaseError, connection, models
from django.utils import timezone

EVERY = timedelta(seconds=15)
ALIVE = timedelta(seconds=60)
QUEUES = ("default", "exports")


class WorkerBeat(models.Model):
    """A worker's last sign of life. ``queues`` are the names that it serves, between commas; ``host`` and ``pid`` say where it runs."""

    worker = models.CharField(max_length=64, unique=True)
    queues = models.CharField(max_length=100)
    host = models.CharField(max_length=100)
    pid = models.PositiveIntegerField()
    beat_at = models.DateTimeField()

    class Meta:
        app_label = "core"

    def __str__(self) -> str:
        return f"{self.queues} {self.host} {self.pid}"


def this_host() -> str:
    """A name of this machine since it started, for rows of workers whose process can be looked up here."""
    boot = Path("/proc/sys/kernel/random/boot_id")
    return f"{socket.gethostname()[:60]}/{boot.read_text().strip() if boot.exists() else ''}"


def beat(worker: str, queues: Iterable[str]) -> None:
    """Says that ``worker`` lives; on the first beat removes what a former process of the same number left."""
    here = {"host": this_host(), "pid": os.getpid()}
    _, first = WorkerBeat.objects.update_or_create(worker=worker, defaults={**here, "queues": ",".join(queues), "beat_at": timezone.now()})
    if first:
        WorkerBeat.objects.filter(**here).exclude(worker=worker).delete()


def leave(worker: str) -> None:
    """Says that ``worker`` has ended as it should."""
    WorkerBeat.objects.filter(worker=worker).delete()


def _runs(row: WorkerBeat) -> bool:
    """Whether the worker's process is there; True for another machine's, which only the clock can tell dead."""
    if row.host != this_host():
        return True
    try:
        os.kill(row.pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def living() -> dict[str, list[str]]:
    """The queues of each living worker, by the worker's id. One query."""
    rows = WorkerBeat.objects.filter(beat_at__gte=timezone.now() - ALIVE)
    return {row.worker: row.queues.split(",") for row in rows if _runs(row)}


def unserved(queues: Iterable[str] = QUEUES) -> list[str]:
    """Those of ``queues`` that no living worker serves. One query."""
    served = {queue for names in living().values() for queue in names}
    return [queue for queue in queues if queue not in served]


@contextmanager
def beating(worker: str, queues: Iterable[str]) -> Iterator[None]:
    """Beats at once and then from a thread, until the block ends. A beat that the database refuses is made up for by the next."""
    names, ended = list(queues), threading.Event()

    def keep_on() -> None:
        while not ended.wait(EVERY.total_seconds()):
            try:
                beat(worker, names)
            except DatabaseError:
                continue
            finally:
                connection.close()

    beat(worker, names)
    thread = threading.Thread(target=keep_on, name="heartbeat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join(timeout=5)
        leave(worker)
