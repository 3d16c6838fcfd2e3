"""Words that channels share: obligatory texts, deadlines, lengths of time, phone numbers."""

import pytest
from django.conf import settings
from django.utils import translation

from cms.core import legal, wording
from cms.core.enums import Anchor


@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES])
def test_each_language_has_its_obligatory_texts(language, settings):
    settings.GRANTING_AUTHORITY = "Agence X"
    assert legal.line(language) == legal.LINE[language]
    text = legal.disclaimer(language)
    assert text.count("Agence X") == 2
    assert "{" not in text
    assert "'" not in text
    assert legal.PROJECT == "2024-1-FR01-KA220-VET-000254972"


def test_another_language_gets_the_sources():
    assert legal.line("pt") == legal.LINE["fr"]
    assert legal.disclaimer("pt") == legal.disclaimer("fr")


@pytest.mark.parametrize(
    ("anchor", "days", "words"),
    [
        (Anchor.ARRIVAL, -21, "3 weeks before arrival"),
        (Anchor.ARRIVAL, -7, "1 week before arrival"),
        (Anchor.ARRIVAL, -50, "50 days before arrival"),
        (Anchor.ARRIVAL, -1, "1 day before arrival"),
        (Anchor.ARRIVAL, 0, "on the day of arrival"),
        (Anchor.ARRIVAL, 2, "2 days after arrival"),
        (Anchor.FIRST_WORKDAY, 0, "on the first workday"),
        (Anchor.FIRST_WORKDAY, 4, "4 days after the first workday"),
        (Anchor.MIDPOINT, 0, "in the middle of the stay"),
        (Anchor.MIDPOINT, -14, "2 weeks before the middle of the stay"),
        (Anchor.END, 0, "on the last day"),
        (Anchor.END, 1, "1 day after the end of the stay"),
        (Anchor.END, -3, "3 days before the end of the stay"),
        (None, 3, ""),
        (Anchor.END, None, ""),
    ],
)
def test_deadlines_in_words(anchor, days, words):
    with translation.override("en"):
        assert wording.deadline(anchor, days) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [(-14, "2 weeks before arrival"), (0, "on the day of arrival"), (1, "within 1 day of arrival"), (90, "within 90 days of arrival")],
)
def test_terms_of_formalities(days, words):
    with translation.override("en"):
        assert wording.term(days) == words


@pytest.mark.parametrize(("minutes", "words"), [(None, ""), (45, "45 min"), (60, "1 h"), (130, "2 h 10 min"), (65, "1 h 05 min")])
def test_lengths_of_time(minutes, words):
    with translation.override("en"):
        assert wording.duration(minutes) == words


@pytest.mark.parametrize(("number", "words"), [("+33240083333", "+33 2 40 08 33 33"), ("112", "112"), ("", ""), ("+", "+")])
def test_phone_numbers(number, words):
    assert wording.phone(number) == words.replace(" ", "\N{NO-BREAK SPACE}")


@pytest.mark.parametrize(
    ("count", "language", "words"), [(306_106, "en", "306 kB"), (10, "en", "1 kB"), (1_400_000, "en", "1.4 MB"), (999_999, "en", "1000 kB")]
)
def test_sizes(count, language, words):
    with translation.override(language):
        assert wording.size(count) == words.replace(" ", "\N{NO-BREAK SPACE}")
