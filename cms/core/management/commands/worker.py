"""The worker: does queued tasks, says that it lives, and (the default queue's) does what must happen by the clock."""

import logging
import threading
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from cms.core import heartbeat, housekeeping

TICK = 5.0


@contextmanager
def ticking(seconds: float = TICK) -> Iterator[None]:
    """Does due chores from a thread until the block ends."""
    ended = threading.Event()

    def keep_on() -> None:
        while not ended.is_set():
            housekeeping.run_due()
            connection.close()
            ended.wait(seconds)

    thread = threading.Thread(target=keep_on, name="housekeeping", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join(timeout=10)


class Command(BaseCommand):
    help = "Does queued tasks until it is told to end (SIGTERM: after the current task). Start one process a queue, on any number of machines."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("queues", nargs="*", default=list(heartbeat.QUEUES), help="names of queues: default, exports; all where none is named")
        parser.add_argument("--batch", action="store_true", help="end when nothing is left to do")

    def handle(self, *args: Any, **options: Any) -> None:
        logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
        logging.getLogger("django_tasks").setLevel(logging.INFO if options["verbosity"] > 1 else logging.WARNING)
        worker = Worker(
            queue_names=options["queues"],
            interval=1,
            batch=options["batch"],
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )
        worker.configure_signals()
        with heartbeat.beating(worker.worker_id, options["queues"]):
            housekeeping.requeue_lost()
            if "default" in options["queues"] and not options["batch"]:
                with ticking():
                    worker.run()
            else:
                worker.run()
