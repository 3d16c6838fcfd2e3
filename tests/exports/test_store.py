"""Files lie in the store by fingerprint, whole or not at all."""

from pathlib import Path

import pytest

from exports import store

MARK = "f" * 64


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path: Path) -> Path:
    settings.STORAGES = {
        **settings.STORAGES,
        "exports": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path, "base_url": None}},
    }
    return tmp_path


def test_a_file_is_kept_under_its_fingerprint(own_store: Path) -> None:
    assert store.keep(MARK, ".pdf", b"data") == f"{MARK}.pdf"
    assert (own_store / f"{MARK}.pdf").read_bytes() == b"data"


def test_keeping_it_twice_changes_nothing(own_store: Path) -> None:
    store.keep(MARK, ".pdf", b"data")
    assert store.keep(MARK, ".pdf", b"data") == f"{MARK}.pdf"
    assert len(list(own_store.iterdir())) == 1


def test_what_an_interrupted_write_left_is_replaced(own_store: Path) -> None:
    (own_store / f"{MARK}.pdf").write_bytes(b"da")
    assert store.keep(MARK, ".pdf", b"data") == f"{MARK}.pdf"
    assert (own_store / f"{MARK}.pdf").read_bytes() == b"data"
