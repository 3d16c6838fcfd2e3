"""Programs of ours as processes of their own, each with a data folder of its own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from scripts.children import end_with_parent
from services import clean_environment

ROOT = Path(settings.BASE_DIR)
TASKS = Path(__file__).parent / "ops"


def until(holds: Callable[[], object], seconds: float = 60, what: str = "it") -> None:
    """Waits until ``holds()`` is true; fails after ``seconds``, which are many, since the machine may be busy."""
    patience = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < patience, f"{what} didn't happen within {seconds} s"
        time.sleep(0.1)


def gone(pid: int) -> bool:
    """Whether no such process runs; one that only waits for its parent to take note counts as gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


def descendants(pid: int) -> set[int]:
    """All processes that ``pid`` started, and those that they started."""
    parents: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            number, _, rest = stat.read_text().partition(" (")
            parents.setdefault(int(rest.rpartition(")")[2].split()[1]), []).append(int(number))
        except (FileNotFoundError, ProcessLookupError):
            continue
    found: set[int] = set()
    todo = [pid]
    while todo:
        children = parents.get(todo.pop(), [])
        found.update(children)
        todo += children
    return found


class Place:
    """A data folder, and the programs that run on it."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.environment = clean_environment(VR4M_DATA=str(data), DJANGO_SETTINGS_MODULE="cms.settings.local", PYTHONPATH=str(TASKS))
        self.processes: list[subprocess.Popen[str]] = []

    def run(self, *command: str, **environment: str) -> str:
        """Runs a Python program to its end; what it printed. It must end well."""
        told = subprocess.run([sys.executable, *command], cwd=ROOT, env={**self.environment, **environment}, capture_output=True, text=True)
        assert told.returncode == 0, told.stderr
        return told.stdout

    def shell(self, code: str, **environment: str) -> str:
        """Runs lines of Python with Django ready; what they printed."""
        return self.run("-c", f"import django\ndjango.setup()\n{code}", **environment)

    def start(self, *command: str, **environment: str) -> "subprocess.Popen[str]":
        """Starts a Python program; ended at the end of the test, if it isn't before. What it prints goes to a file in the data folder."""
        with (self.data / f"out-{len(self.processes)}").open("w") as out:
            process = subprocess.Popen(
                [sys.executable, *command],
                cwd=ROOT,
                env={**self.environment, "PYTHONUNBUFFERED": "1", **environment},
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                text=True,
                start_new_session=True,
                preexec_fn=end_with_parent,
            )
        self.processes.append(process)
        return process

    def printed(self, process: "subprocess.Popen[str]") -> str:
        return (self.data / f"out-{self.processes.index(process)}").read_text()

    def end(self) -> None:
        for process in self.processes:
            if process.poll() is None:
                for pid in {*descendants(process.pid), process.pid}:
                    if not gone(pid):
                        os.kill(pid, signal.SIGKILL)
                process.wait()
