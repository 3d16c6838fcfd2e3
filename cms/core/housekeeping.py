"""What must happen by the clock: the worker of the default queue asks every few seconds what is due.

Any app registers its chores when it is ready. However many workers there are, one of them does a chore: it claims it in the database.
"""

import datetime
import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.core.management import call_command
from django.db import models
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from cms.core import heartbeat

logger = logging.getLogger(__name__)
ATTEMPTS = 3
KEPT_DAYS = 14


class Chore(models.Model):
    """When a chore was last begun."""

    name = models.CharField(max_length=60, primary_key=True)
    began_at = models.DateTimeField()

    class Meta:
        app_label = "core"

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Rule:
    """``function`` runs each ``every``, or once a day from the hour ``at`` on (time of the site)."""

    function: Callable[[], object]
    every: datetime.timedelta | None = None
    at: datetime.time | None = None

    def due_since(self, now: datetime.datetime) -> datetime.datetime:
        """The moment such that a run before it is too long ago."""
        if self.at is None:
            return now - (self.every or datetime.timedelta())
        local = timezone.localtime(now)
        today = local.replace(hour=self.at.hour, minute=self.at.minute, second=0, microsecond=0)
        return today if today <= local else today - datetime.timedelta(days=1)


_rules: dict[str, Rule] = {}


def register(name: str, function: Callable[[], object], *, every: datetime.timedelta | None = None, at: datetime.time | None = None) -> None:
    """Has ``function`` run each ``every``, or daily from the hour ``at`` on.

    :raises ValueError: where the name is taken, or where not exactly one of both times is given.
    """
    if name in _rules:
        raise ValueError(f"The chore {name!r} is registered twice.")
    if (every is None) == (at is None):
        raise ValueError(f"The chore {name!r} needs either an interval or an hour.")
    _rules[name] = Rule(function, every, at)


def claim(name: str, now: datetime.datetime) -> bool:
    """Whether the chore is due and now ours. A daily one waits for its first hour, so that a new site doesn't begin with all of them."""
    rule = _rules[name]
    row, new = Chore.objects.get_or_create(name=name, defaults={"began_at": now})
    if new:
        return rule.at is None
    return bool(Chore.objects.filter(name=name, began_at=row.began_at, began_at__lte=rule.due_since(now)).update(began_at=now))


def run_due() -> list[str]:
    """Does all that is due; returns the names. One that fails is logged and doesn't keep the others from running."""
    done = []
    for name, rule in list(_rules.items()):
        try:
            if claim(name, timezone.now()):
                rule.function()
                done.append(name)
        except Exception:
            logger.exception("The chore %s failed", name)
    return done


def requeue_lost() -> int:
    """Gives back the tasks of workers that died; one whose worker died three times fails. Returns how many were looked after."""
    living, count = heartbeat.living(), 0
    for row in DBTaskResult.objects.running():
        if row.worker_ids and row.worker_ids[-1] in living:
            continue
        change: dict[str, object] = {"status": TaskResultStatus.READY, "started_at": None}
        if len(row.worker_ids) >= ATTEMPTS:
            reason = f"The worker died {ATTEMPTS} times while it did this task."
            change = {"status": TaskResultStatus.FAILED, "finished_at": timezone.now(), "traceback": reason}
            logger.error("%s: %s", row.task_path, reason)
        same = DBTaskResult.objects.running().filter(pk=row.pk, started_at=row.started_at)
        count += same.update(**change)
    return count


def publish_scheduled() -> None:
    """Publishes and expires pages whose hour has come."""
    call_command("publish_scheduled", verbosity=0)


def prune_results() -> None:
    """Forgets finished tasks after a fortnight."""
    call_command("prune_db_task_results", queue_name="*", min_age_days=KEPT_DAYS, failed_min_age_days=KEPT_DAYS, verbosity=0)


def forget_dead_workers() -> None:
    """Removes rows of workers that have been silent for an hour."""
    heartbeat.WorkerBeat.objects.filter(beat_at__lt=timezone.now() - datetime.timedelta(hours=1)).delete()


def reconcile_editions() -> None:
    """Queues the healing of editions."""
    from cms.editions.tasks import reconcile_editions

    reconcile_editions.enqueue()


register("publish scheduled pages", publish_scheduled, every=datetime.timedelta(seconds=50))
register("requeue lost tasks", requeue_lost, every=datetime.timedelta(seconds=30))
register("forget dead workers", forget_dead_workers, every=datetime.timedelta(minutes=10))
register("prune task results", prune_results, every=datetime.timedelta(hours=6))
register("reconcile editions", reconcile_editions, at=datetime.time(3, 20))
