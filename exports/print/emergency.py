"""The leaf to tear out: whom to call in a country, what to say there, and a card to cut out."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext, override

from cms.core.enums import Situation
from cms.kits.documents import Country
from cms.kits.enums import Iso
from exports.book import Book, CountryPart, KitPart
from exports.print.outline import Fitting

CALLS = 6  # phrases on the page
NUMBERS = 8  # numbers to call there, besides Europe’s
EUROPE = "112"


def leaves(book: Book, fit: Mapping[str, Fitting]) -> list[dict[str, Any]]:
    """A leaf for each country of a book, in its order; one without numbers of a country for a kit that stands in none."""
    found: dict[str, tuple[Country | None, KitPart | None]] = {}
    for part in book.parts:
        if isinstance(part, KitPart):
            country, kit = found.get(part.iso, (None, None))
            found[part.iso] = (country or part.country, kit or part)
        elif isinstance(part, CountryPart):
            _, kit = found.get(str(part.country.iso.value), (None, None))
            found[str(part.country.iso.value)] = (part.country, kit)
    made = []
    for position, (iso, (country, kit)) in enumerate(found.items(), 1):
        name = "emergency" if position == 1 else f"emergency-{position}"
        host = kit.host_language if kit else Iso(iso).host_language
        numbers = country.emergency if country else ()
        made.append(
            {
                "id": name,
                "iso": iso,
                "country": country,
                "alone": len(found) == 1,
                "kit": kit.kit if kit else None,
                "host_language": host,
                "first_call": next((number for number in numbers if number.number == EUROPE), None),
                "numbers_to_call": [number for number in numbers if number.number != EUROPE][:NUMBERS],
                "calls": calls(kit) if kit else [],
                "card": card(host, book.document.language),
                "fitting": fit.get(name, Fitting()),
                "first_fitting": fit.get("first-days" if position == 1 else f"first-days-{position}", Fitting()),
                "first_id": "first-days" if position == 1 else f"first-days-{position}",
            }
        )
    return made


def calls(part: KitPart) -> list[dict[str, Any]]:
    """What to shout or say in an emergency: the host's phrase where there is one, how it sounds, what it means."""
    phrases = [phrase for phrase in part.kit.phrases() if phrase.situation == Situation.EMERGENCY][:CALLS]
    return [
        {
            "text": part.pairs.get(phrase.key, phrase.text),
            "language": part.host_language if phrase.key in part.pairs else part.kit.language,
            "sound": phrase.phonetic,
            "meaning": phrase.text if phrase.key in part.pairs else "",
        }
        for phrase in phrases
    ]


def card(host: str, own: str) -> dict[str, Any]:
    """The words of the card to cut out: in the host's language, since a stranger there reads it, and in the learner's own beside."""

    def words() -> list[str]:
        return [
            gettext("If I have an accident, call"),
            gettext("Contact, day and night"),
            gettext("Name"),
            gettext("Allergies, medicines"),
            gettext("Lodging"),
            gettext("Tutor"),
            gettext("Host organisation"),
        ]

    with override(host):
        theirs = words()
    with override(own):
        ours = words() if own != host else [""] * len(theirs)
    lines = [{"host": one, "own": other if other != one else ""} for one, other in zip(theirs, ours, strict=True)]
    return {"calls": lines[:2], "blanks": lines[2:]}
