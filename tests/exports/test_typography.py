"""No-break spaces, where editors type ordinary ones."""

from xml.etree import ElementTree

import pytest

from exports.print.typography import set_spaces, spaced


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ("Qui ? Toi !", "Qui\u202f? Toi\u202f!"),
        ("Attends : non ; oui", "Attends\u00a0: non\u202f; oui"),
        ("« bonjour »", "«\u00a0bonjour\u00a0»"),
        ("à 7 h 30, 50 km/h", "à 7\u00a0h\u00a030, 50\u00a0km/h"),
        ("44 000 habitants de 18 ans", "44\u202f000 habitants de 18\u00a0ans"),
        ("déjà\u00a0? oui\u202f!", "déjà\u202f? oui\u202f!"),
        ("https://example.org/?a=b;c", "https://example.org/?a=b;c"),
        ("1 homme, 2 minutes", "1 homme, 2 minutes"),
    ],
)
def test_french(typed: str, set_: str) -> None:
    assert spaced(typed, "fr") == set_


def test_other_languages_only_bind_numbers_to_units() -> None:
    assert spaced("Wer ? Bis 50 km/h : los", "de") == "Wer ? Bis 50\u00a0km/h : los"


def test_the_nearest_language_decides() -> None:
    root = ElementTree.fromstring('<html lang="fr"><p>Qui ?<i lang="en">Who ?</i> Toi !</p><style>a ; b</style></html>')
    set_spaces(root)
    assert "".join(root.find("p").itertext()) == "Qui\u202f?Who ? Toi\u202f!"
    assert root.find("style").text == "a ; b"
