"""Fixtures and words for the website's tests."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import translation
from django.utils.html import escape
from factories import translate


@pytest.fixture
def translated(django_capture_on_commit_callbacks) -> Callable[..., list[Any]]:
    """Makes published translations of a page and its parents: ``translated(page, "de", "nl")``."""

    def make(page: Any, *codes: str) -> list[Any]:
        with django_capture_on_commit_callbacks(execute=True):
            translate(page, *codes)
        return [page.get_translations().get(locale__language_code=code).specific for code in codes]

    return make


@pytest.fixture
def say() -> Callable[..., str]:
    """A message as a page in a language says it: ``say("Edition %(number)s", "fr", number=7)``."""

    def words(message: str, language: str = "fr", /, **values: object) -> str:
        with translation.override(language):
            return escape(translation.gettext(message) % values) if values else escape(translation.gettext(message))

    return words
