"""`make run` from nothing to the second start: serves, says where, ends what it started, and changes nothing that an editor wrote."""

import os
import re
import shutil
import signal
import socket
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from places import descendants, gone, until

from cms.starter.files import PAGES
from scripts import services

EDIT = """
from cms.kits.models import KitPage
page = KitPage.objects.filter(locale__language_code="fr").order_by("path").first()
page.title = "Un titre de l’éditrice"
page.save_revision().publish()
print(page.url_path.split("/", 2)[2])
"""
COUNT = """
from wagtail.models import Page, Revision
from django.contrib.auth.models import User
print(Page.objects.count(), Revision.objects.count(), *User.objects.values_list("password", flat=True))
"""


def get(url: str) -> tuple[int, str]:
    """Status and text of an answer, redirects followed; 0 where nobody answers."""
    try:
        with urllib.request.urlopen(url, timeout=20) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
    except OSError:
        return 0, ""


def some_pages(folder: Path) -> Path:
    """One kit with its parents in two languages: all there is takes minutes."""
    for name in ("home", "kits", "kits/france", "kits/nantes"):
        for language in ("fr", "de"):
            (folder / name).mkdir(parents=True, exist_ok=True)
            shutil.copy(PAGES / name / f"{language}.yaml", folder / name)
    return folder


def started(place, port: int, **environment: str):
    """`scripts/run.py` on that port, once it says that it is ready."""
    process = place.start("scripts/run.py", "--pages", str(some_pages(place.data / "pages")), PORT=str(port), **environment)
    ready = "VR4M is ready"
    until(lambda: ready in place.printed(process) or process.poll() is not None, seconds=400, what="the start")
    assert ready in place.printed(process), place.printed(process)
    return process


def end(process, signum: int) -> None:
    """Sends the signal; all that it started must end with it, and it must end well."""
    family = descendants(process.pid)
    assert len(family) >= 4
    process.send_signal(signum)
    assert process.wait(60) == 0
    until(lambda: all(gone(pid) for pid in family), seconds=5, what="the end of all")


def test_from_nothing_to_the_second_start(migrated):
    place, port = migrated, services.free_port()
    base = f"http://localhost:{port}"
    process = started(place, port, VR4M_ADMIN_PASSWORD="a password of the test")
    printed = place.printed(process)
    for address in (f"{base}/", f"{base}/graphql/", f"{base}/admin/"):
        assert address in printed
    assert "admin  a password of the test" in printed
    editor = re.search(r"editor-fr  (\S{16})$", printed, re.MULTILINE)
    assert editor
    assert get(f"{base}/healthz")[0] == 200
    assert get(f"{base}/")[0] == 200
    assert get(f"{base}/graphql/?query=%7B__typename%7D")[0] == 200
    assert get(f"{base}/admin/")[0] == 200
    until(lambda: get(f"{base}/readyz")[0] == 200, what="readiness")
    path = place.shell(EDIT).strip()
    assert "Un titre de l’éditrice" in get(f"{base}/fr/{path}")[1]
    end(process, signal.SIGINT)
    assert get(f"{base}/healthz")[0] == 0
    before = place.shell(COUNT)

    process = started(place, port)
    assert f"editor-fr  {editor.group(1)}" in place.printed(process)
    assert "Un titre de l’éditrice" in get(f"{base}/fr/{path}")[1]
    assert place.shell(COUNT) == before
    until(lambda: get(f"{base}/readyz")[0] == 200, what="readiness")

    killed = [pid for pid in descendants(process.pid) if "worker\0default" in Path(f"/proc/{pid}/cmdline").read_text()]
    assert len(killed) == 1
    os.kill(killed[0], signal.SIGKILL)
    until(lambda: "worker-default ended with -9 and is started again" in place.printed(process), what="the new worker")
    until(lambda: get(f"{base}/readyz")[0] == 200, what="readiness after the worker's death")
    end(process, signal.SIGTERM)


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({"PORT": "eighty"}, "PORT is 'eighty': a whole number is needed"),
        ({"PORT": "70000"}, "Port 70000 can't be used"),
        ({"VR4M_DATA": "/proc/nowhere"}, "/proc/nowhere"),
        ({"VR4M_DATABASE_URL": "mysql://db/kits"}, "VR4M_DATABASE_URL is 'mysql://db/kits'"),
    ],
)
def test_a_value_that_makes_no_sense_is_told_in_one_sentence(place, environment, told):
    process = place.start("scripts/run.py", **environment)
    assert process.wait(60) == 1
    printed = place.printed(process)
    assert printed.startswith("VR4M can't run: ")
    assert told in printed
    assert len(printed.splitlines()) == 1


def test_a_port_in_use_is_told_before_anything_is_done(place):
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        process = place.start("scripts/run.py", PORT=str(port))
        assert process.wait(60) == 1
    assert f"Port {port} can't be used" in place.printed(process)
    assert "PORT=8001 make run" in place.printed(process)
    assert not (place.data / "vr4m.sqlite3").exists()
