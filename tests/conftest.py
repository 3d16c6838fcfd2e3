"""Fixtures for all tests. Caches are real and emptied before each test; commit hooks run where a test asks for them."""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.test import Client
from psycopg import sql

pytest_plugins = ["services"]
SLOW = ("ops", "browser", "exports")  # programs of their own, browsers, print: begun first, so that no process is left alone with one at the end


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts the slow files first, in whatever order they stand otherwise."""
    here = Path(__file__).parent
    items.sort(key=lambda item: item.path.relative_to(here).parts[0] not in SLOW)


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


def migrate(**environment: str) -> None:
    """Makes all tables where the variables lead to; it takes most of a minute."""
    chosen = {**os.environ, "DJANGO_SETTINGS_MODULE": "cms.settings.test", **environment}
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=settings.BASE_DIR, env=chosen, check=True)


@pytest.fixture(scope="session")
def migrated_folder(made_once: Callable[[str, Callable[[Path], None]], Path]) -> Path:
    """A data folder whose SQLite database has all tables, to be copied."""
    return made_once("migrated", lambda folder: migrate(VR4M_DATA=str(folder), VR4M_DATABASE_URL=""))


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """The tests' database is there already: a copy of one that was migrated once."""
    return True


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Has each process test on a copy of a database that is migrated once for all."""
    if connection.vendor == "sqlite":
        copied = shutil.copytree(request.getfixturevalue("migrated_folder"), tmp_path_factory.mktemp("database") / "copy")
        connection.settings_dict["TEST"]["NAME"] = str(copied / "vr4m.sqlite3")
        return
    request.getfixturevalue("made_once")("migrated-here", lambda folder: migrate())
    original, copy = connection.settings_dict["NAME"], connection.settings_dict["TEST"]["NAME"] or "test_vr4m"
    connection.settings_dict["TEST"]["NAME"] = copy
    address = {name: connection.settings_dict[name.upper()] for name in ("host", "port", "user", "password")}
    with psycopg.connect(dbname="postgres", autocommit=True, **address) as maintenance:
        maintenance.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*map(sql.Identifier, (copy, original))))


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
