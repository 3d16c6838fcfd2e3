"""Workers say that they live; who is dead is found out by the clock, and on the same machine at once."""

import subprocess
from datetime import timedelta

import pytest
from django.utils import timezone

from cms.core import heartbeat
from cms.core.heartbeat import WorkerBeat

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def row(worker: str, **changes) -> WorkerBeat:
    """A beat of a worker on another machine, now."""
    values = {"queues": "default", "host": "elsewhere", "pid": 1, "beat_at": timezone.now(), **changes}
    return WorkerBeat.objects.create(worker=worker, **values)


def test_a_worker_that_beats_serves_its_queues(django_assert_num_queries):
    heartbeat.beat("one", ["default"])
    with django_assert_num_queries(1):
        assert heartbeat.living() == {"one": ["default"]}
    assert heartbeat.unserved() == ["exports"]
    row("two", queues="exports,default")
    assert heartbeat.unserved() == []


def test_one_that_leaves_is_gone():
    heartbeat.beat("one", ["default"])
    heartbeat.leave("one")
    assert heartbeat.living() == {}


def test_silence_of_a_minute_is_death():
    row("silent", beat_at=timezone.now() - heartbeat.ALIVE - timedelta(seconds=1))
    row("slow", beat_at=timezone.now() - heartbeat.ALIVE + timedelta(seconds=5))
    assert set(heartbeat.living()) == {"slow"}


def test_on_this_machine_a_process_that_is_gone_is_dead_at_once():
    ended = subprocess.Popen(["true"])
    ended.wait()
    row("killed", host=heartbeat.this_host(), pid=ended.pid)
    row("elsewhere", pid=ended.pid)
    assert set(heartbeat.living()) == {"elsewhere"}


def test_a_new_process_with_the_number_of_a_former_one_takes_its_place():
    """As in a container that is started again, where the worker is always number 1."""
    heartbeat.beat("former", ["default"])
    heartbeat.beat("new", ["default"])
    assert set(heartbeat.living()) == {"new"}


def test_beating_ends_with_the_block(monkeypatch):
    monkeypatch.setattr(heartbeat, "EVERY", timedelta(hours=1))
    with pytest.raises(RuntimeError), heartbeat.beating("one", ["default"]):
        assert set(heartbeat.living()) == {"one"}
        raise RuntimeError
    assert heartbeat.living() == {}
