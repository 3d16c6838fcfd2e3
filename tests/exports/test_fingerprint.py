"""A fingerprint changes with whatever forms the file, and with nothing else."""

from pathlib import Path

import pytest

from exports import fingerprint
from exports.print.kit import KIT_PDF
from tests.exports.books import COVER, one_of_each, small_book


def mark(book) -> str:
    return fingerprint.of(KIT_PDF, book)


def test_equal_books_have_equal_fingerprints() -> None:
    assert mark(small_book()) == mark(small_book())


@pytest.mark.parametrize(
    "changes",
    [
        {"cited": "fr-13"},
        {"city": "Angers"},
        {"country": None},
        {"pairs": {"hello": "Bonjour !"}},
        {"online": "https://elsewhere.example.org/e/x/fr-12"},
        {"media": {COVER: b"<svg/>"}},
        {"disclaimer": "x"},
        {"locale": "de"},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_a_change_of_content_is_another_file(changes: dict[str, object]) -> None:
    assert mark(small_book(**changes)) != mark(small_book())


def test_a_change_in_a_block_is_another_file() -> None:
    assert mark(small_book(one_of_each()["fact"])) != mark(small_book(one_of_each()["callout"]))


def test_files_count_by_name_and_content(tmp_path: Path) -> None:
    def digest(folder: str, **files: str) -> str:
        (tmp_path / folder).mkdir()
        for name, content in files.items():
            (tmp_path / folder / name).write_text(content)
        return fingerprint.of_files(tmp_path / folder)

    same = digest("a", sheet="x")
    assert same == digest("b", sheet="x")
    assert same != digest("c", sheet="y") != digest("d", page="x") != same


def test_the_catalogues_count(settings, tmp_path: Path) -> None:
    catalogue = tmp_path / "fr" / "LC_MESSAGES" / "django.mo"
    catalogue.parent.mkdir(parents=True)
    settings.LOCALE_PATHS = [tmp_path]
    found = set()
    for words in (b"a", b"b"):
        catalogue.write_bytes(words)
        fingerprint.of_words.cache_clear()
        found.add(fingerprint.of_words("fr"))
    fingerprint.of_words.cache_clear()
    assert len(found) == 2
