"""Renders in child processes that may be killed: a document can make a renderer take all time or memory there is, and mustn't take ours.

A child loads everything once, then answers one request after the other over its pipes, each a length and so many bytes. It is killed when it
computes for too long, or keeps us waiting, and replaced by the next request. It opens no database and no network connection: a book is complete.
"""

import atexit
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import msgspec

from exports.formats import Format, Made, Refused

START_LIMIT = 90.0  # seconds for a child to load what it needs, on a busy machine
LIVES = 200  # requests after which a child is replaced, lest it grow
FONTS = Path(__file__).parent / "print" / "fonts.conf"


class RenderFailed(Exception):
    """Nothing was made; the message says why, for the editor."""


class Busy(Exception):
    """All children were at work for as long as one could wait."""


class Answer(msgspec.Struct, frozen=True):
    """What a child says: a file, or why it was refused, or why there is none."""

    data: bytes = b""
    pages: int = 0
    refused: str = ""
    failed: str = ""


def send(pipe: IO[bytes], message: bytes) -> None:
    """Writes one message. :raises OSError: where nobody reads any more."""
    pipe.write(len(message).to_bytes(8, "big") + message)
    pipe.flush()


def receive(pipe: IO[bytes]) -> bytes:
    """Reads one message. :raises EOFError: where the other side has ended."""
    size = pipe.read(8)
    message = pipe.read(int.from_bytes(size, "big")) if len(size) == 8 else b""
    if len(size) < 8 or len(message) < int.from_bytes(size, "big"):
        raise EOFError("the other side has ended")
    return message


class Child:
    """One rendering process."""

    def __init__(self) -> None:
        paths = os.pathsep.join(path for path in sys.path if path)
        settings = os.environ["DJANGO_SETTINGS_MODULE"]
        self.lives = LIVES
        self.process = subprocess.Popen(
            [sys.executable, "-m", "exports.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": paths, "DJANGO_SETTINGS_MODULE": settings, "FONTCONFIG_FILE": str(FONTS)},
        )
        self._exchange(None, START_LIMIT)

    def ask(self, request: bytes, patience: float) -> Answer:
        """The child's answer. :raises RenderFailed: when it takes longer than ``patience`` seconds, or dies; it is of no use then."""
        self.lives -= 1
        return msgspec.msgpack.decode(self._exchange(request, patience), type=Answer)

    def _exchange(self, request: bytes | None, limit: float) -> bytes:
        assert self.process.stdin is not None and self.process.stdout is not None  # noqa: S101  (they are pipes)
        late = threading.Event()

        def kill() -> None:
            late.set()
            self.process.kill()

        watch = threading.Timer(limit, kill)
        watch.start()
        try:
            if request is not None:
                send(self.process.stdin, request)
            return receive(self.process.stdout)
        except (OSError, EOFError) as error:
            code = self.process.wait()
            self.end()
            if late.is_set():
                why = f"took longer than {limit:.0f} seconds"
            else:
                why = "computed for longer than it may" if code == -signal.SIGXCPU else f"ended by itself (code {code})"
            raise RenderFailed(f"The renderer {why}.") from error
        finally:
            watch.cancel()

    def end(self) -> None:
        """Ends the process."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    continue


class Pool:
    """At most ``size`` children, started when they are first needed."""

    def __init__(self, size: int) -> None:
        self._free = threading.Semaphore(size)
        self._idle: list[Child] = []
        self._pid = os.getpid()
        atexit.register(self.end)

    def render(self, format_: Format, book: msgspec.Struct, *, limit: int, patience: float, wait: float | None = None) -> Made:
        """The file that ``format_`` makes of ``book``, checked.

        :param limit: seconds that it may compute: what it needs on a quiet machine.
        :param patience: seconds by the clock after which it is given up all the same.
        :param wait: seconds to wait for a free child; None waits as long as it takes.
        :raises Busy: when none becomes free.
        :raises Refused: when what was made isn't fit to be published.
        :raises RenderFailed: when nothing was made.
        """
        request = msgspec.msgpack.encode((format_.name, limit, book))
        with self._child(wait) as child:
            answer = child.ask(request, patience)
        if answer.refused:
            raise Refused(answer.refused)
        if answer.failed:
            raise RenderFailed(answer.failed)
        return Made(answer.data, answer.pages)

    @contextmanager
    def _child(self, wait: float | None) -> Iterator[Child]:
        if not self._free.acquire(timeout=wait):
            raise Busy
        try:
            child = self._idle.pop() if self._idle else Child()
            try:
                yield child
            finally:
                if child.process.poll() is None and child.lives > 0:
                    self._idle.append(child)
                else:
                    child.end()
        finally:
            self._free.release()

    def end(self) -> None:
        """Ends all idle children, in the process that started them."""
        while self._idle and self._pid == os.getpid():
            self._idle.pop().end()


POOL = Pool(2)
