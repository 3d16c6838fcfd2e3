"""Runs VR4M on this machine: prepares what is new, starts the workers and the server, says where they are, and ends them all at Ctrl-C."""

import argparse
import io
import os
import signal
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import CommandError
from django.db import DatabaseError

from children import Child, Died, Family
from prepare import prepare
from progress import Progress

EDITOR_OF = "cma-pdl"
PATIENCE = 60.0
ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def say(text: str) -> None:
    print(text, flush=True)


def check_port(port: int) -> None:
    """:raises CommandError: where another program listens there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError) as error:
            raise CommandError(f"Port {port} can't be used ({error}). Choose another one: PORT=8001 make run") from None


def server(port: int) -> list[str]:
    """The command of the web server: WSGI, two processes that are replaced when they fail, four requests at once in each."""
    options = "--interface wsgi --workers 2 --blocking-threads 4 --backpressure 64 --respawn-failed-workers --no-ws --workers-kill-timeout 5"
    return [sys.executable, "-m", "granian", *options.split(), "--host", "127.0.0.1", "--port", str(port), "website.wsgi:application"]


def answers(url: str) -> bool:
    """Whether the site answers there at all."""
    try:
        with urllib.request.urlopen(url, timeout=5) as response:
            return response.status == 200
    except (urllib.error.URLError, OSError):
        return False


def wait_until_ready(family: Family, port: int) -> None:
    """:raises Died: where a child ends before the site answers. :raises CommandError: where it doesn't answer within a minute."""
    patience = time.monotonic() + PATIENCE
    while not answers(f"http://127.0.0.1:{port}/healthz"):
        family.check()
        if time.monotonic() > patience:
            raise CommandError(f"The site doesn't answer after {PATIENCE:.0f} s; see {family.logs}.")
        time.sleep(0.2)


def accounts() -> str:
    """Makes the accounts; the lines that say how to log in."""
    from django.core.management import call_command

    told = io.StringIO()
    call_command("ensure_admin", editor=EDITOR_OF, stdout=told)
    return told.getvalue()


def main(pages: Path | None) -> None:
    """Serves until told to end, with the starter pages of a folder or our own. :raises CommandError: for whatever keeps it from starting."""
    from django.conf import settings
    from django.db import connections

    from cms.editions import files

    port = settings.PORT
    check_port(port)
    say(f"VR4M, data in {settings.DATA}")
    prepare(say, pages)
    logins = accounts()
    connections.close_all()
    with Family(settings.DATA / "logs", say) as family:
        family.start(Child("web", server(port)))
        wait_until_ready(family, port)  # alone, since readers come first and two cores are few
        for queue in ("default", "exports"):
            family.start(Child(f"worker-{queue}", [sys.executable, "manage.py", "worker", queue]))
        base = f"http://localhost:{port}"
        say(f"\n  Site      {base}/\n  GraphQL   {base}/graphql/\n  Admin     {base}/admin/")
        for login in logins.splitlines():
            say(f"            {login}")
        say(f"  Logs      {family.logs}\n\nVR4M is ready (Ctrl-C ends it)")
        progress, told = Progress(files.counts), told_to_end()
        try:
            while not told.wait(1):
                family.look_after()
                with suppress(DatabaseError):  # the site's own look at it is what counts
                    progress.show()
        finally:
            progress.close()
    raise KeyboardInterrupt


def end(signum: int, frame: object) -> None:
    raise KeyboardInterrupt


def told_to_end() -> threading.Event:
    """An event that the first signal to end sets; the next one interrupts.

    An exception out of a signal is lost where it happens to come in a callback of the database or of the garbage collector.
    """
    told = threading.Event()

    def note(signum: int, frame: object) -> None:
        signal.signal(signum, end)
        told.set()

    for name in ENDINGS:
        signal.signal(name, note)
    return told


if __name__ == "__main__":
    os.chdir(Path(__file__).resolve().parents[1])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.local")
    for name in ENDINGS:
        signal.signal(name, end)
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--pages", type=Path, help="folder of starter pages to load instead of our own")
    given = arguments.parse_args()
    try:
        django.setup()
        main(given.pages)
    except KeyboardInterrupt:
        say("\nVR4M has ended.")
    except (ImproperlyConfigured, CommandError, Died, OSError) as error:
        sys.exit(f"VR4M can't run: {error}")
