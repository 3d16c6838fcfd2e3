"""What must be so before the server starts: database, static files, editions, starter content. Each step costs next to nothing when done."""

import functools
import hashlib
import io
import time
from collections.abc import Callable
from pathlib import Path

Say = Callable[[str], None]


def static_stamp() -> str:
    """A digest of which static files there are, how long and how old, and how they are stored."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders

    lines = [repr(settings.STORAGES["staticfiles"])]
    for finder in get_finders():
        for name, storage in finder.list([]):
            stat = Path(storage.path(name)).stat()
            lines.append(f"{name} {stat.st_size} {stat.st_mtime_ns}")
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def migrate(say: Say) -> None:
    """Applies the migrations that the database lacks."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("Preparing the database")
        call_command("migrate", verbosity=0, interactive=False)


def collect_static(say: Say) -> None:
    """Collects, hashes and compresses the static files where any of them changed."""
    from django.conf import settings
    from django.core.management import call_command

    stamp, kept = static_stamp(), settings.STATIC_ROOT / ".stamp"
    if not kept.exists() or kept.read_text() != stamp:
        say("Collecting the static files")
        call_command("collectstatic", verbosity=0, interactive=False, clear=settings.STATIC_ROOT.exists())
        kept.write_text(stamp)


def recompile(say: Say) -> None:
    """Makes new editions where the types of the documents have changed with the program."""
    from django.core.management import call_command

    from cms.editions.reconcile import outdated

    if outdated():
        say("Compiling the editions anew for this version of the program")
        call_command("recompile", stdout=io.StringIO())


def load_starter(say: Say, pages: Path | None) -> None:
    """Loads what is new in the starter content, ours or that of a folder; the command itself leaves alone what an editor touched."""
    from django.core.management import call_command

    told = io.StringIO()
    call_command("load_starter", stdout=told, **({"pages": pages} if pages else {}))
    for line in told.getvalue().splitlines():
        say(f"Starter content: {line}")


def prepare(say: Say, pages: Path | None = None) -> None:
    """All steps in their order; says those that took noticeable time. ``pages``: a folder of starter pages other than ours."""
    for step in (migrate, collect_static, recompile, functools.partial(load_starter, pages=pages)):
        began = time.monotonic()
        step(say)
        if (took := time.monotonic() - began) > 2:
            say(f"  {took:.0f} s")
