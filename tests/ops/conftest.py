"""Data folders for programs that run as processes of their own."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from places import Place


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """An empty data folder."""
    place = Place(tmp_path)
    yield place
    place.end()


@pytest.fixture
def migrated(place: Place, migrated_folder: Path) -> Place:
    """A data folder of one's own with an empty database that has all tables."""
    shutil.copytree(migrated_folder, place.data, dirs_exist_ok=True)
    return place
