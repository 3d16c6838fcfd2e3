"""What stands below `make run` while files are made."""

import io

import pytest

from scripts import progress
from scripts.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def shown(out: io.StringIO, *states: dict[str, int]) -> str:
    """What is written while the files go through these states."""
    left = iter(states)
    bar = Progress(lambda: next(left), out)
    for _ in states:
        bar.show()
    return out.getvalue()


@pytest.fixture(autouse=True)
def always(monkeypatch):
    """Elsewhere than on a terminal, a line each time."""
    monkeypatch.setattr(progress, "LINE_EVERY", 0.0)


def test_nothing_where_nothing_is_to_be_done():
    assert shown(Terminal(), {}, {"ready": 114}) == ""


def test_counts_and_the_end():
    told = shown(io.StringIO(), {"waiting": 3, "rendering": 1, "ready": 10}, {"waiting": 1, "ready": 13}, {"ready": 14})
    first, second, last = told.splitlines()
    assert "0/4" in first
    assert "3/4" in second
    assert last == "All files are made."


def test_new_work_makes_it_longer():
    told = shown(io.StringIO(), {"waiting": 2}, {"waiting": 5, "ready": 1})
    assert "1/6" in told.splitlines()[-1]


def test_failures_are_told():
    told = shown(io.StringIO(), {"waiting": 2}, {"waiting": 1, "failed": 1}, {"ready": 1, "failed": 1})
    assert "1 failed" in told.splitlines()[1]
    assert told.splitlines()[-1] == "All files are made, 1 could not be: the admin says why."


def test_a_terminal_has_one_line_that_is_written_over():
    told = shown(Terminal(), {"waiting": 2}, {"waiting": 1, "ready": 1}, {"ready": 2})
    assert told.count("\n") == 1
    assert "1/2" in told


def test_lines_are_few_elsewhere(monkeypatch):
    monkeypatch.setattr(progress, "LINE_EVERY", 60.0)
    assert len(shown(io.StringIO(), *[{"waiting": 9}] * 5).splitlines()) == 1
