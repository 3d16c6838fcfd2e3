"""Fixtures for all tests. Caches are real and emptied before each test; commit hooks run where a test asks for them."""

from collections.abc import Iterator

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.test import Client

pytest_plugins = ["services"]


@pytest.fixture(scope="session", autouse=True)
def statics() -> None:
    """The static files, joined and hashed as a server has them: templates name them by hash."""
    call_command("collectstatic", interactive=False, verbosity=0)


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
