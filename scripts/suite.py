"""Runs the checks in parts, each with its time: ``python scripts/suite.py lint|test|nightly [arguments of pytest]``."""

import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PY = sys.executable
Part = tuple[str, Sequence[str]]

LINT: list[Part] = [
    ("style", ("ruff", "check", "--quiet", ".")),
    ("format", ("ruff", "format", "--check", "--quiet", ".")),
    ("types", ("mypy",)),
    ("imports", ("lint-imports",)),
    ("settings", (PY, "manage.py", "check", "--fail-level", "WARNING", "--settings", "cms.settings.test")),
]
PROJECT: Part = ("project", (PY, "-m", "pytest", "-q", "-p", "no:randomly", "tests/project", "tests/settings"))
# Three processes on two cores, since browsers make them wait; a file at a time, in the order that tests/conftest.py puts them in.
SHARED = ("-n", "3", "--dist", "loadfile", "--no-loadscope-reorder")
PYTEST = (PY, "-m", "pytest", "-q", *SHARED, "--durations", "25")
TEST: list[Part] = [
    *LINT,
    ("tests", PYTEST),
    ("PostgreSQL", (PY, "scripts/services.py", "postgres", PY, "-m", "pytest", "-q", "-n", "2", "-m", "database")),
]
NIGHTLY: list[Part] = [("nightly", (*PYTEST, "--nightly", "-m", "nightly")), ("Lighthouse", (PY, "scripts/lighthouse.py"))]


def run(parts: list[Part]) -> int:
    """Runs all parts, whatever fails, and prints minutes and outcome of each; returns 1 where one failed."""
    rows = []
    for name, command in parts:
        print(f"\n== {name}: {' '.join(str(word).removeprefix(str(ROOT) + '/') for word in command)}", flush=True)
        began = time.monotonic()
        code = subprocess.run(command, cwd=ROOT).returncode
        rows.append((name, (time.monotonic() - began) / 60, code))
    total = sum(minutes for _, minutes, _ in rows)
    print("\n| part | minutes | |\n| --- | ---: | --- |")
    for name, minutes, code in rows:
        print(f"| {name} | {minutes:.1f} | {'ok' if code == 0 else f'failed ({code})'} |")
    print(f"| all | {total:.1f} | |", flush=True)
    return int(any(code for _, _, code in rows))


def main(what: str, arguments: list[str]) -> int:
    """The exit code of the parts named ``what``; with ``arguments`` pytest alone runs with them."""
    if what == "test" and arguments:
        return subprocess.run([PY, "-m", "pytest", *arguments], cwd=ROOT).returncode
    if what == "nightly" and arguments:
        return subprocess.run([PY, "-m", "pytest", "--nightly", *arguments], cwd=ROOT).returncode
    return run({"lint": [*LINT, PROJECT], "test": TEST, "nightly": NIGHTLY}[what])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
