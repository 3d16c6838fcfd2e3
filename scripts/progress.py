"""What stands below ``make run``: how many files the worker has made of how many, and how long the rest will take."""

import shutil
import sys
import time
from collections.abc import Callable
from typing import TextIO

from tqdm import tqdm

LINE_EVERY = 15.0


class Progress:
    """A bar while files are being made, nothing otherwise; a line now and then where the output is no terminal.

    ``counts`` gives how many files stand in each state, as ``cms.editions.files.counts`` does (one query).
    """

    def __init__(self, counts: Callable[[], dict[str, int]], out: TextIO = sys.stdout) -> None:
        self.counts = counts
        self.out = out
        self.began: float | None = None
        self.before = 0
        self.said = 0.0

    def show(self) -> None:
        """Reads the states and moves the bar."""
        states = self.counts()
        left = states.get("waiting", 0) + states.get("rendering", 0)
        failed = states.get("failed", 0)
        over = states.get("ready", 0) + failed
        now = time.monotonic()
        if self.began is None:
            if not left:
                return
            self.began, self.before, self.said = now, over, 0.0
        if not left:
            self.close()
            problem = f", {failed} could not be: the admin says why" if failed else ""
            print(f"All files are made{problem}.", file=self.out, flush=True)
        elif self.out.isatty() or now - self.said >= LINE_EVERY:
            self.said = now
            self.write(self.meter(over - self.before, left + over - self.before, now - self.began, failed))

    def meter(self, done: int, total: int, seconds: float, failed: int) -> str:
        """The bar with counts and time left, as wide as the terminal."""
        columns = shutil.get_terminal_size().columns - 1 if self.out.isatty() else 80
        told = f"{failed} failed" if failed else ""
        return tqdm.format_meter(done, total, seconds, ncols=columns, prefix="Files", unit="file", ascii=not self.out.isatty(), postfix=told)

    def write(self, text: str) -> None:
        """On a terminal over the last one, elsewhere as a line."""
        print(f"\r\033[K{text}" if self.out.isatty() else text, end="" if self.out.isatty() else "\n", file=self.out, flush=True)

    def close(self) -> None:
        """Takes the bar away."""
        if self.began is not None and self.out.isatty():
            self.write("")
        self.began = None
