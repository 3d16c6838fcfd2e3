"""The days of a learner's stay, as a reader asks for them in an address: ``?arrival=2027-01-18&days=28``. Nothing is stored."""

import datetime
import json
from collections.abc import Mapping
from urllib.parse import urlencode

import msgspec
from django.utils import timezone
from msgspec import structs

from cms.core.enums import Anchor
from cms.kits.enums import Iso
from cms.timeline import asked, workdays
from cms.timeline.documents import DAYS, LONGEST, SHORTEST, Stay

NAMES = ("arrival", "days")
USUAL = 28  # days: the stay that the kits are written for
AROUND = range(-1, 4)  # years whose holidays pages carry: a stay that begins next year is covered to its last deadline


class Dates(msgspec.Struct, frozen=True, kw_only=True):
    """What a reader said of a stay, as typed: the stay where both are good, else a message at the field that is wrong."""

    arrival: str
    days: str
    stay: Stay | None
    errors: Mapping[str, str]
    shortest: int = SHORTEST
    longest: int = LONGEST

    @property
    def query(self) -> str:
        """What was typed, as an address says it; "" where no arrival was."""
        return urlencode({"arrival": self.arrival, "days": self.days}) if self.arrival else ""


def read(query: Mapping[str, str], country: str) -> Dates:
    """The stay in a country (ISO code, or "") that an address asks for. Messages are in the active language."""
    told = asked.read({name: query[name][:20] for name in NAMES if name in query}, USUAL)
    stay = structs.replace(told.stay, country=Iso(country) if country else None) if told.arrival else None
    return Dates(arrival=told.given.get("arrival", ""), days=told.given.get("days", str(USUAL)), stay=stay, errors=told.errors)


def due_on(stay: Stay, anchor: Anchor, offset_days: int) -> datetime.date:
    """The day that is ``offset_days`` after an anchor of the stay, before it when negative."""
    return stay.anchor(anchor) + offset_days * DAYS


def is_late(stay: Stay, day: datetime.date) -> bool:
    """Whether a deadline has gone by during preparation or stay; after departure nobody is late any more."""
    return day < timezone.localdate() <= stay.departure()


def holidays(country: str) -> str:
    """The public holidays of a country around this year, weekends left out, as ``stay.js`` reads them: JSON by year and country."""
    this = timezone.localdate().year
    free = {str(this + step): {country: " ".join(weekdays(country, this + step))} for step in AROUND}
    return json.dumps(free, separators=(",", ":"))


def weekdays(country: str, year: int) -> list[str]:
    """The holidays of a year from Monday to Friday, as month and day: ``0101``."""
    return [f"{day:%m%d}" for day in sorted(workdays.public_holidays(country, year)) if day.weekday() < 5]
