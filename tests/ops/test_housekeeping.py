"""Chores run when they are due, once whoever asks; tasks of dead workers are given back."""

import datetime

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from cms.core import heartbeat, housekeeping
from cms.core.housekeeping import Chore, Rule

pytestmark = [pytest.mark.django_db, pytest.mark.database]
UTC = datetime.UTC


@pytest.fixture
def done(monkeypatch) -> list[str]:
    """What chores did; there are none but those of the test."""
    monkeypatch.setattr(housekeeping, "_rules", {})
    return []


def chore(done: list[str], name: str, **when) -> None:
    housekeeping.register(name, lambda: done.append(name), **(when or {"every": datetime.timedelta(minutes=1)}))


def begun(name: str, ago: datetime.timedelta) -> None:
    Chore.objects.filter(name=name).update(began_at=timezone.now() - ago)


def test_a_chore_runs_at_once_and_then_when_it_is_due(done):
    chore(done, "sweep")
    assert housekeeping.run_due() == ["sweep"]
    assert housekeeping.run_due() == []
    begun("sweep", datetime.timedelta(seconds=61))
    assert housekeeping.run_due() == ["sweep"]
    assert done == ["sweep", "sweep"]


def test_one_of_several_workers_does_it(done):
    chore(done, "sweep")
    now = timezone.now()
    assert [housekeeping.claim("sweep", now) for _ in range(3)] == [True, False, False]


def test_a_daily_chore_waits_for_its_hour(done):
    chore(done, "nightly", at=datetime.time(3, 20))
    assert housekeeping.run_due() == []
    begun("nightly", datetime.timedelta(days=2))
    assert housekeeping.run_due() == ["nightly"]
    assert housekeeping.run_due() == []


@pytest.mark.parametrize(
    ("now", "since"),
    [
        (datetime.datetime(2026, 11, 24, 3, 0, tzinfo=UTC), datetime.datetime(2026, 11, 24, 2, 20, tzinfo=UTC)),
        (datetime.datetime(2026, 11, 24, 2, 0, tzinfo=UTC), datetime.datetime(2026, 11, 23, 2, 20, tzinfo=UTC)),
        (datetime.datetime(2026, 7, 1, 1, 30, tzinfo=UTC), datetime.datetime(2026, 7, 1, 1, 20, tzinfo=UTC)),
    ],
)
def test_the_hour_is_that_of_the_site(now, since):
    """3:20 in Paris: an hour before UTC's in winter, two in summer."""
    assert Rule(print, at=datetime.time(3, 20)).due_since(now) == since


def test_one_that_fails_is_logged_and_does_not_stop_the_others(done, caplog):
    housekeeping.register("broken", lambda: 1 / 0, every=datetime.timedelta(minutes=1))
    chore(done, "sweep")
    assert housekeeping.run_due() == ["sweep"]
    assert "The chore broken failed" in caplog.text
    assert housekeeping.run_due() == []


def test_a_name_is_taken_once_and_needs_one_rule(done):
    chore(done, "sweep")
    with pytest.raises(ValueError, match="twice"):
        chore(done, "sweep")
    with pytest.raises(ValueError, match="either"):
        housekeeping.register("never", print)
    with pytest.raises(ValueError, match="either"):
        housekeeping.register("both", print, every=datetime.timedelta(hours=1), at=datetime.time(1))


def task(*workers: str, status: str = "RUNNING") -> DBTaskResult:
    """A task that was claimed by these workers, the last of them now."""
    return DBTaskResult.objects.create(
        status=status,
        args_kwargs={"args": [], "kwargs": {}},
        task_path="cms.editions.tasks.reconcile_editions",
        worker_ids=list(workers),
        backend_name="default",
        run_after=timezone.now(),
        started_at=timezone.now(),
    )


def state(row: DBTaskResult) -> str:
    row.refresh_from_db()
    return str(row.status)


def test_the_task_of_a_dead_worker_is_given_back():
    heartbeat.beat("alive", ["default"])
    kept, lost, done_before = task("dead", "alive"), task("alive", "dead"), task("dead", status="SUCCESSFUL")
    assert housekeeping.requeue_lost() == 1
    assert [state(kept), state(lost), state(done_before)] == ["RUNNING", "READY", "SUCCESSFUL"]
    assert DBTaskResult.objects.ready().get() == lost


def test_one_whose_worker_died_three_times_fails_with_the_reason(caplog):
    row = task("a", "b", "c")
    assert housekeeping.requeue_lost() == 1
    assert state(row) == "FAILED"
    assert "died 3 times" in row.traceback
    assert "reconcile_editions" in caplog.text
    assert row.finished_at is not None


def test_the_site_has_the_chores_that_it_needs():
    assert {"publish scheduled pages", "requeue lost tasks", "prune task results", "reconcile editions"} <= set(housekeeping._rules)


def test_its_chores_run(caplog):
    """Each as the worker would run it, the nightly one too."""
    old = timezone.now() - datetime.timedelta(days=3)
    Chore.objects.bulk_create([Chore(name=name, began_at=old) for name in housekeeping._rules])
    assert set(housekeeping.run_due()) == set(housekeeping._rules)
    assert caplog.text == ""
    assert DBTaskResult.objects.filter(task_path="cms.editions.tasks.reconcile_editions").count() == 1
