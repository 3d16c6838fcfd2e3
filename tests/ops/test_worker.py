"""The worker as a process: it does tasks, ends when told to, and what a killed one left is done by the next."""

import os
import signal
from pathlib import Path

import pytest
from places import until

QUEUED = "from slow import slow; slow.enqueue({!r})"
STATES = "from django_tasks_db.models import DBTaskResult as T; print(*T.objects.filter(task_path='slow.slow').values_list('status', flat=True))"
LIVING = "from cms.core import heartbeat; print(*heartbeat.living())"


def lines(path: Path) -> list[str]:
    return path.read_text().split() if path.exists() else []


@pytest.fixture
def queued(migrated):
    """A queued task that lasts while the file ``hold`` is there."""
    (migrated.data / "hold").touch()
    migrated.shell(QUEUED.format(str(migrated.data)))
    return migrated


def test_it_does_what_is_queued_and_ends_with_the_batch(queued):
    (queued.data / "hold").unlink()
    queued.run("manage.py", "worker", "default", "--batch")
    assert queued.shell(STATES).split() == ["SUCCESSFUL"]
    assert queued.shell(LIVING).split() == []


def test_another_queue_is_not_its_business(queued):
    (queued.data / "hold").unlink()
    queued.run("manage.py", "worker", "exports", "--batch")
    assert queued.shell(STATES).split() == ["READY"]


def test_told_to_end_it_finishes_its_task_first(queued):
    worker = queued.start("manage.py", "worker", "default")
    until(lambda: lines(queued.data / "begun"), what="the task")
    assert len(queued.shell(LIVING).split()) == 1
    worker.send_signal(signal.SIGTERM)
    (queued.data / "hold").unlink()
    assert worker.wait(30) == 0
    assert lines(queued.data / "done") == [str(worker.pid)]
    assert queued.shell(STATES).split() == ["SUCCESSFUL"]
    assert queued.shell(LIVING).split() == []


def test_what_a_killed_worker_left_is_done_by_the_next(queued):
    first = queued.start("manage.py", "worker", "default")
    until(lambda: lines(queued.data / "begun"), what="the task")
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    assert queued.shell(STATES).split() == ["RUNNING"]
    (queued.data / "hold").unlink()
    second = queued.start("manage.py", "worker", "default")
    until(lambda: lines(queued.data / "done"), what="the task's end")
    assert lines(queued.data / "begun") == [str(first.pid), str(second.pid)]
    second.send_signal(signal.SIGTERM)
    assert second.wait(30) == 0
    assert queued.shell(STATES).split() == ["SUCCESSFUL"]
