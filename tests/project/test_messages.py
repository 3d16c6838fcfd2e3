"""The catalogues: every text of the code is in all six, translated, compiled, and nothing else is."""

import re

import polib
import pytest

from scripts import messages

PLACE = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}")


@pytest.fixture(scope="module")
def strings():
    return messages.extracted()


@pytest.fixture(params=messages.LANGUAGES)
def catalogue(request):
    return polib.pofile(str(messages.catalogue(request.param)))


def named(entry):
    return entry.msgctxt, entry.msgid


def test_it_holds_exactly_the_texts_of_the_code(catalogue, strings):
    assert {named(entry) for entry in catalogue} == {named(entry) for entry in strings}


def test_it_is_complete_and_certain(catalogue):
    assert [entry.msgid for entry in catalogue.untranslated_entries()] == []
    assert [entry.msgid for entry in catalogue.fuzzy_entries()] == []
    assert [entry.msgid for entry in catalogue.obsolete_entries()] == []


def test_placeholders_stay(catalogue):
    for entry in catalogue:
        for text in entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]:
            allowed = set(PLACE.findall(entry.msgid)) | set(PLACE.findall(entry.msgid_plural or ""))
            assert set(PLACE.findall(text)) <= allowed, entry.msgid
            if not entry.msgid_plural:
                assert set(PLACE.findall(text)) == allowed, entry.msgid


def test_typography(catalogue):
    """Curly apostrophes, and in French a space before the high punctuation that doesn't break."""
    language = catalogue.metadata["Language"]
    texts = [text for entry in catalogue for text in (entry.msgstr, *entry.msgstr_plural.values())]
    assert [text for text in texts if re.search(r"\w'\w", text)] == []
    if language == "fr":
        assert [text for text in texts if re.search(r"[^\s\u00a0\u202f\d][;:?!»](\s|$)|« | »", re.sub(r"https?:", "", text))] == []


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_the_compiled_one_says_the_same(language):
    """The `.mo` files are committed, so that a machine without gettext serves all languages."""
    path = messages.catalogue(language)
    compiled = {named(entry): (entry.msgstr, entry.msgstr_plural) for entry in polib.mofile(str(path.with_suffix(".mo")))}
    written = {named(entry): (entry.msgstr, entry.msgstr_plural) for entry in polib.pofile(str(path)) if entry.translated()}
    assert compiled == written
