"""What a host asks for: the parameters of an address that say a stay, read with care, the same in all channels.

``arrival`` and ``departure`` are written 2027-01-18, ``days`` is the length (both days count), ``country`` an ISO code, ``minor`` 1 or nothing,
``role`` an actor, ``plan`` a token that stays while dates change. A ``departure`` decides over ``days``.
"""

import datetime
import hashlib
import re
from collections.abc import Mapping
from typing import TypeVar
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from cms.editions.documents import Value
from cms.kits.enums import Iso
from cms.timeline.documents import DAYS, EARLIEST, LATEST, LONGEST, SHORTEST, Stay, Step
from cms.timeline.enums import Actor

PARAMETERS = ("arrival", "days", "departure", "country", "minor", "role", "plan")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
NUMBER = re.compile(r"[0-9]{1,4}")
PLAN = re.compile(r"[a-z0-9-]{8,40}")
Chosen = TypeVar("Chosen", Iso, Actor)


class Asked(Value, frozen=True, kw_only=True):
    """A stay as far as it is told. ``errors`` are sentences by parameter; ``given`` are the parameters as they were written.

    Without ``arrival`` there are no dates, yet length, country and age already choose the steps.
    """

    arrival: datetime.date | None
    days: int
    country: Iso | None
    minor: bool
    role: Actor | None
    plan: str
    errors: dict[str, str]
    given: dict[str, str]

    @property
    def stay(self) -> Stay:
        """The stay; with any arrival where none is told."""
        return Stay(arrival=self.arrival or EARLIEST, days=self.days, country=self.country, minor=self.minor)

    def needs(self, step: Step) -> bool:
        """Whether the stay needs the step, and who asks has a part in it."""
        return step.applies(self.stay) and (self.role is None or self.role in step.actors)

    def day(self, step: Step) -> datetime.date | None:
        """The step's day; None without an arrival."""
        return step.day(self.stay) if self.arrival else None

    @property
    def query(self) -> str:
        """The parameters that say the same, as an address has them behind ``?``; "" where nothing is told."""
        told = {
            "arrival": self.arrival.isoformat() if self.arrival else "",
            "days": str(self.days) if self.arrival or self.given.keys() & {"days", "departure"} else "",
            "country": str(self.country.value) if self.country else "",
            "minor": "1" if self.minor else "",
            "role": str(self.role.value) if self.role else "",
            "plan": self.plan if self.arrival else "",
        }
        return urlencode({name: value for name, value in told.items() if value})


def read(given: Mapping[str, str], reference_days: int) -> Asked:
    """The stay that the parameters tell. ``reference_days`` is its length (days) where they tell none.

    What can't be understood is told in ``errors``, in the active language, and the rest is kept; with a wrong date or length there are no dates.
    """
    told = {name: given[name].strip() for name in PARAMETERS if given.get(name, "").strip()}
    errors: dict[str, str] = {}
    arrival = _date("arrival", told, errors)
    if arrival and arrival > LATEST:
        errors["arrival"] = no_such_day()
    days = _length(told, arrival, reference_days, errors)
    country, role = _member(Iso, "country", told, errors), _member(Actor, "role", told, errors)
    if told.get("minor", "1") not in ("0", "1"):
        errors["minor"] = _("Tick the box or leave it empty.")
    if "plan" in told and not PLAN.fullmatch(told["plan"]):
        errors["plan"] = _("This calendar’s name isn’t one of ours.")
    dated = arrival is not None and not errors.keys() & {"arrival", "days", "departure"}
    minor = told.get("minor") == "1"
    return Asked(
        arrival=arrival if dated else None,
        days=days,
        country=country,
        minor=minor,
        role=role,
        plan=told["plan"] if "plan" in told and "plan" not in errors else plan_for(arrival, days, country, minor),
        errors=errors,
        given=told,
    )


def plan_for(arrival: datetime.date | None, days: int, country: Iso | None, minor: bool) -> str:
    """The name of a calendar, made from what is first told of it: the same answers give the same name."""
    return hashlib.blake2b(f"{arrival} {days} {country} {minor}".encode(), digest_size=8).hexdigest()


def no_such_day() -> str:
    """What to tell who writes a date that can't be."""
    values = {"first": EARLIEST.year, "last": LATEST.year}
    return _("This day isn’t in the calendar. Choose a day between %(first)d and %(last)d.") % values


def no_such_length() -> str:
    """What to tell who writes a stay that is too short or too long."""
    return _("A stay lasts from %(least)d to %(most)d days.") % {"least": SHORTEST, "most": LONGEST}


def no_such_order() -> str:
    """What to tell who leaves before arriving."""
    return _("The departure must be after the arrival.")


def no_arrival() -> str:
    """What to tell who says a departure alone."""
    return _("Tell the day of arrival too.")


def _date(name: str, told: Mapping[str, str], errors: dict[str, str]) -> datetime.date | None:
    if name not in told:
        return None
    try:
        found = datetime.date.fromisoformat(told[name]) if DATE.fullmatch(told[name]) else None
    except ValueError:
        found = None
    if found is None or not EARLIEST <= found <= LATEST + LONGEST * DAYS:
        errors[name] = no_such_day()
        return None
    return found


def _length(told: Mapping[str, str], arrival: datetime.date | None, reference_days: int, errors: dict[str, str]) -> int:
    """The length in days, from the day of departure where one is told."""
    if "departure" in told:
        departure = _date("departure", told, errors)
        if departure is None or "arrival" in errors:
            return reference_days
        if arrival is None:
            errors["arrival"] = no_arrival()
        elif departure <= arrival:
            errors["departure"] = no_such_order()
        elif (days := (departure - arrival) // DAYS + 1) > LONGEST:
            errors["departure"] = no_such_length()
        else:
            return days
    elif "days" in told:
        if NUMBER.fullmatch(told["days"]) and SHORTEST <= int(told["days"]) <= LONGEST:
            return int(told["days"])
        errors["days"] = no_such_length()
    return reference_days


def _member(choices: type[Chosen], name: str, told: Mapping[str, str], errors: dict[str, str]) -> Chosen | None:
    if name not in told:
        return None
    try:
        return choices(told[name])
    except ValueError:
        errors[name] = _("Choose one from the list.")
        return None
