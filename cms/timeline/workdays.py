"""Workdays of the five countries: Monday to Friday without public holidays.

Holidays come from the ``holidays`` package. Where a country's regions differ, those of the partners' region count: Comunitat Valenciana, and
Schleswig-Holstein, whose days are Hamburg's too.
"""

import datetime
import functools

import holidays

REGIONS = {"fr": None, "es": "VC", "it": None, "de": "SH", "nl": None}
DAY = datetime.timedelta(days=1)


@functools.lru_cache(maxsize=64)
def public_holidays(country: str, year: int) -> frozenset[datetime.date]:
    """The public holidays of a year. ``country``: an ISO code in small letters; "" or one without our partners has none."""
    if country not in REGIONS:
        return frozenset()
    return frozenset(holidays.country_holidays(country.upper(), subdiv=REGIONS[country], years=year))


def is_workday(day: datetime.date, country: str) -> bool:
    """Whether offices and workshops of ``country`` work on ``day``."""
    return day.weekday() < 5 and day not in public_holidays(country, day.year)


def workday_from(day: datetime.date, country: str) -> datetime.date:
    """``day`` if it is a workday, else the next one."""
    while not is_workday(day, country):
        day += DAY
    return day


def workday_until(day: datetime.date, country: str) -> datetime.date:
    """``day`` if it is a workday, else the last one before it."""
    while not is_workday(day, country):
        day -= DAY
    return day
