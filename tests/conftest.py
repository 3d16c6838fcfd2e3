"""Fixtures for all tests. Caches are real and emptied before each test; commit hooks run where a test asks for them."""

import fcntl
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.test import Client

pytest_plugins = ["services"]


@pytest.fixture(scope="session", autouse=True)
def statics() -> None:
    """The static files, joined and hashed as a server has them: templates name them by hash."""
    call_command("collectstatic", interactive=False, verbosity=0)


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Callable[[Path], None]], Path]:
    """Makes a folder that all parallel test processes share: ``made_once("migrated", make)`` calls ``make(folder)`` in the first of them.

    What is slow to make is copied from there; nothing writes into it afterwards.
    """
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def make_once(name: str, make: Callable[[Path], None]) -> Path:
        folder = shared / name
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not folder.exists():
                begun = shared / f"{name}.begun"
                begun.mkdir()
                make(begun)
                begun.rename(folder)
        return folder

    return make_once


@pytest.fixture(autouse=True)
def empty_caches() -> Iterator[None]:
    """Each test starts with cold caches."""
    for name in ("default", "pages", "renditions"):
        caches[name].clear()
    yield


@pytest.fixture
def kit(db):
    """A published French kit with its parents."""
    from factories import make_kit

    return make_kit()


@pytest.fixture
def visitor() -> Client:
    """A reader who isn't logged in."""
    return Client()
