"""Data folders for programs that run as processes of their own."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from places import Place


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """An empty data folder."""
    place = Place(tmp_path)
    yield place
    place.end()


@pytest.fixture(scope="session")
def migrated_folder(made_once: Callable[[str, Callable[[Path], None]], Path]) -> Path:
    """A data folder whose database has all tables."""
    return made_once("migrated", lambda folder: Place(folder).run("manage.py", "migrate", "--verbosity", "0"))


@pytest.fixture
def migrated(place: Place, migrated_folder: Path) -> Place:
    """A data folder of one's own with an empty database that has all tables."""
    shutil.copytree(migrated_folder, place.data, dirs_exist_ok=True)
    return place
