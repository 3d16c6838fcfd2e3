"""A pytest plugin: services as fixtures, the two marks of ours, and the option that adds the nightly tests."""

import functools
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts import services

ROOT = Path(__file__).resolve().parents[1]
# Queries of our own, numbers that are counted under a lock, and what must never be shown.
DATABASE = ("cms/editions", "website/test_leaks.py")


@pytest.fixture(scope="session")
def postgres() -> Iterator[dict[str, str]]:
    """The environment that leads to a fresh PostgreSQL with an empty database."""
    with services.postgres() as environment:
        yield environment


@pytest.fixture(scope="session")
def s3() -> Iterator[dict[str, str]]:
    """The environment that leads to an S3 endpoint with one empty bucket."""
    with services.s3() as environment:
        yield environment


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--nightly", action="store_true", help="run the full grids too, which take long")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "database: depends on how the database works; runs on SQLite and again on PostgreSQL")
    config.addinivalue_line("markers", "nightly: a full grid, run by make nightly")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Marks what depends on the database by its place, and leaves out the nightly tests unless they are asked for."""
    for item in items:
        if any(item.path.is_relative_to(ROOT / "tests" / place) for place in DATABASE):
            item.add_marker("database")
    if config.getoption("--nightly"):
        return
    left_out = [item for item in items if item.get_closest_marker("nightly")]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in set(left_out)]


def clean_environment(**more: str) -> dict[str, str]:
    """The environment for a program of ours: this machine's, without settings of VR4M, and with ``more``."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("VR4M_") and name not in {"PORT", "DJANGO_SETTINGS_MODULE"}}
    return {**kept, **more}


@functools.cache
def known_settings() -> dict[str, list[str]]:
    """Purpose and default of every variable, as the embedded and the production settings declare them."""
    script = "import json, cms.settings.local, cms.settings.production; from cms.settings import env;"
    script += "print(json.dumps({v.name: [v.purpose, v.default] for v in env.KNOWN.values()}))"
    environment = clean_environment(VR4M_SECRET_KEY="x" * 60, VR4M_BASE_URL="https://kits.example.org", VR4M_DATA="/nowhere")
    return json.loads(subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout)
