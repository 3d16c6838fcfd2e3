"""The processes that ``make run`` starts: each in a group of its own, with a log file; all end when it ends."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

GRACE = 10.0
SOON = 5.0
PR_SET_PDEATHSIG = 1


class Died(Exception):
    """A process ended by itself; the text says which, and how its log ends."""


def end_with_parent() -> None:
    """Has Linux end this process when the one that started it is killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Child:
    """A process by name, the command it runs, when it was started last, and how often it died soon after that."""

    def __init__(self, name: str, command: list[str]) -> None:
        self.name = name
        self.command = command
        self.process: subprocess.Popen[bytes] | None = None
        self.started = 0.0
        self.deaths = 0

    def start(self, log: Path) -> None:
        self.started = time.monotonic()
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                self.command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, start_new_session=True, preexec_fn=end_with_parent
            )

    def code(self) -> int | None:
        """The exit code, negative for a signal; None while it runs."""
        return self.process.poll() if self.process else None

    def tell(self, signum: int) -> None:
        """Sends a signal to the process alone."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signum)

    def kill_group(self) -> None:
        """Ends at once whatever it started and left behind, and itself."""
        if self.process:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


class Family:
    """All children. As a context it ends them: first asked, so that a worker finishes its task, after ten seconds killed."""

    def __init__(self, logs: Path, say: Callable[[str], None]) -> None:
        self.logs = logs
        self.say = say
        self.children: list[Child] = []
        logs.mkdir(parents=True, exist_ok=True)

    def log(self, child: Child) -> Path:
        return self.logs / f"{child.name}.log"

    def start(self, child: Child) -> None:
        """Starts a child with a fresh log."""
        self.log(child).write_bytes(b"")
        self.children.append(child)
        child.start(self.log(child))

    def reason(self, child: Child) -> str:
        """Which child ended how, and the last lines of its log."""
        lines = self.log(child).read_text(encoding="utf-8", errors="replace").splitlines()
        return "\n  ".join([f"{child.name} ended with {child.code()}; the end of {self.log(child)}:", *lines[-8:]])

    def check(self) -> None:
        """:raises Died: where a child has ended."""
        for child in self.children:
            if child.code() is not None:
                raise Died(self.reason(child))

    def look_after(self) -> None:
        """Starts again what was killed. :raises Died: for one that ends three times in a row right after its start."""
        for child in self.children:
            if child.code() is None:
                continue
            child.deaths = child.deaths + 1 if time.monotonic() - child.started < SOON else 1
            if child.deaths >= 3:
                raise Died(self.reason(child))
            self.say(f"\n{child.name} ended with {child.code()} and is started again.")
            child.kill_group()
            child.start(self.log(child))

    def __enter__(self) -> "Family":
        return self

    def __exit__(self, *exception: object) -> None:
        for child in self.children:
            child.tell(signal.SIGTERM)
        try:
            patience = time.monotonic() + GRACE
            while any(child.code() is None for child in self.children) and time.monotonic() < patience:
                time.sleep(0.05)
        finally:  # a second Ctrl-C doesn't wait
            for child in self.children:
                child.kill_group()
