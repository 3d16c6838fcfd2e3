"""Whether this process lives, and whether the site can do its work, for whatever watches over it."""

import logging
import threading
import uuid
from collections.abc import Callable

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms.core import heartbeat

logger = logging.getLogger(__name__)
_migrated = threading.Event()  # applied migrations stay applied while the process lives; reading them all takes a while


def database() -> str:
    """Why the database can't be used; "" where it can."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    return ""


def migrations() -> str:
    """Which migrations are missing; "" where none is."""
    if _migrated.is_set():
        return ""
    executor = MigrationExecutor(connection)
    missing = [f"{migration.app_label}.{migration.name}" for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]
    if missing:
        return f"{len(missing)} not applied, first {missing[0]}"
    _migrated.set()
    return ""


def storage(alias: str) -> str:
    """Why the storage doesn't keep what is written; "" where it does."""
    place, content = storages[alias], uuid.uuid4().bytes
    name = place.save(f"health/{uuid.uuid4()}", ContentFile(content))
    try:
        with place.open(name) as file:
            return "" if file.read() == content else "gives back something else than was written"
    finally:
        place.delete(name)


def worker() -> str:
    """Which queues no worker serves; "" where all are served."""
    idle = heartbeat.unserved()
    return f"no living worker for {', '.join(idle)}" if idle else ""


CHECKS: dict[str, Callable[[], str]] = {
    "database": database,
    "migrations": migrations,
    "media": lambda: storage("default"),
    "exports": lambda: storage("exports"),
    "worker": worker,
}


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers; asks nothing of anything else."""
    return JsonResponse({"alive": True})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """200 where the site can do all its work, else 503 that names what can't be done and why. Details are in the log."""
    problems = {}
    for name, check in CHECKS.items():
        try:
            reason = check()
        except Exception as error:  # whatever fails, the answer must say what
            logger.exception("Not ready: %s", name)
            reason = type(error).__name__
        if reason:
            problems[name] = reason
    return JsonResponse({"ready": not problems, "problems": problems}, status=503 if problems else 200)
