"""The processes of `make run`: started again when killed, given up when they can't start, ended with everything that they started."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from places import descendants, gone, until

from scripts import children
from scripts.children import Child, Died, Family

SLEEP = [sys.executable, "-c", "import time; time.sleep(600)"]
FAIL = [sys.executable, "-c", "import sys; print('the reason'); sys.exit(3)"]
STUBBORN = [sys.executable, "-c", "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('set', flush=True); time.sleep(600)"]
WITH_CHILD = [sys.executable, "-c", f"import subprocess; subprocess.run({SLEEP!r})"]


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def family(tmp_path, said):
    with Family(tmp_path / "logs", said.append) as family:
        yield family


def test_one_that_ends_at_the_start_is_told_with_the_end_of_its_log(family):
    child = Child("web", FAIL)
    family.start(child)
    child.process.wait()
    with pytest.raises(Died, match=r"(?s)web ended with 3.*the reason"):
        family.check()


def test_one_that_is_killed_is_started_again(family, said):
    child = Child("worker", SLEEP)
    family.start(child)
    first = child.process.pid
    os.kill(first, signal.SIGKILL)
    child.process.wait()
    family.look_after()
    assert child.process.pid != first
    assert child.code() is None
    assert said == ["\nworker ended with -9 and is started again."]


def test_one_that_never_stays_is_given_up(family):
    child = Child("worker", FAIL)
    family.start(child)
    for _ in range(2):
        child.process.wait()
        family.look_after()
    child.process.wait()
    with pytest.raises(Died, match="worker ended with 3"):
        family.look_after()


def test_all_end_with_the_family_and_what_they_started_too(tmp_path):
    with Family(tmp_path, print) as family:
        child = Child("web", WITH_CHILD)
        family.start(child)
        until(lambda: descendants(child.process.pid), what="the grandchild")
        everyone = {child.process.pid, *descendants(child.process.pid)}
    until(lambda: all(gone(pid) for pid in everyone), seconds=5, what="the end of all")


def test_one_that_does_not_listen_is_killed(tmp_path, monkeypatch):
    monkeypatch.setattr(children, "GRACE", 0.3)
    with Family(tmp_path, print) as family:
        child = Child("web", STUBBORN)
        family.start(child)
        until(lambda: "set" in family.log(child).read_text(), what="its start")
        began = time.monotonic()
    assert child.code() == -signal.SIGKILL
    assert time.monotonic() - began < 5


def test_children_do_not_outlive_a_parent_that_is_killed(tmp_path):
    scripts = Path(children.__file__).parent
    code = f"import sys, time; sys.path.insert(0, {str(scripts)!r}); from pathlib import Path; from children import Child, Family\n"
    code += f"family = Family(Path({str(tmp_path)!r}), print); family.start(Child('web', {SLEEP!r})); print('up', flush=True); time.sleep(600)"
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert parent.stdout.readline() == "up\n"
    family = descendants(parent.pid)
    assert len(family) == 1
    parent.kill()
    parent.wait()
    parent.stdout.close()
    until(lambda: all(gone(pid) for pid in family), what="the child's end")
