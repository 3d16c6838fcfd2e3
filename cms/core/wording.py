"""Deadlines, lengths of time, sizes and phone numbers in words of the active language, the same in all channels."""

import datetime

import phonenumbers
from django.utils.dates import MONTHS, MONTHS_AP, WEEKDAYS, WEEKDAYS_ABBR
from django.utils.formats import number_format
from django.utils.translation import get_language, gettext, ngettext, pgettext

from cms.core.enums import Anchor

WEEK = 7
NO_BREAK = "\u00a0"


def _before(anchor: Anchor, days: int) -> str:
    if days % WEEK == 0:
        weeks = days // WEEK
        words = {
            Anchor.ARRIVAL: ngettext("%(count)d week before arrival", "%(count)d weeks before arrival", weeks),
            Anchor.FIRST_WORKDAY: ngettext("%(count)d week before the first workday", "%(count)d weeks before the first workday", weeks),
            Anchor.MIDPOINT: ngettext("%(count)d week before the middle of the stay", "%(count)d weeks before the middle of the stay", weeks),
            Anchor.END: ngettext("%(count)d week before the end of the stay", "%(count)d weeks before the end of the stay", weeks),
        }
        return words[anchor] % {"count": weeks}
    words = {
        Anchor.ARRIVAL: ngettext("%(count)d day before arrival", "%(count)d days before arrival", days),
        Anchor.FIRST_WORKDAY: ngettext("%(count)d day before the first workday", "%(count)d days before the first workday", days),
        Anchor.MIDPOINT: ngettext("%(count)d day before the middle of the stay", "%(count)d days before the middle of the stay", days),
        Anchor.END: ngettext("%(count)d day before the end of the stay", "%(count)d days before the end of the stay", days),
    }
    return words[anchor] % {"count": days}


def _after(anchor: Anchor, days: int) -> str:
    words = {
        Anchor.ARRIVAL: ngettext("%(count)d day after arrival", "%(count)d days after arrival", days),
        Anchor.FIRST_WORKDAY: ngettext("%(count)d day after the first workday", "%(count)d days after the first workday", days),
        Anchor.MIDPOINT: ngettext("%(count)d day after the middle of the stay", "%(count)d days after the middle of the stay", days),
        Anchor.END: ngettext("%(count)d day after the end of the stay", "%(count)d days after the end of the stay", days),
    }
    return words[anchor] % {"count": days}


def deadline(anchor: Anchor | None, offset_days: int | None) -> str:
    """A day counted from ``anchor`` (days after it, before it when negative) in words; "" where either is unknown.

    Whole weeks before a day are said as weeks, as people plan them.
    """
    if anchor is None or offset_days is None:
        return ""
    if offset_days < 0:
        return _before(anchor, -offset_days)
    if offset_days > 0:
        return _after(anchor, offset_days)
    return {
        Anchor.ARRIVAL: gettext("on the day of arrival"),
        Anchor.FIRST_WORKDAY: gettext("on the first workday"),
        Anchor.MIDPOINT: gettext("in the middle of the stay"),
        Anchor.END: gettext("on the last day"),
    }[anchor]


def term(days: int) -> str:
    """By when a formality is due, in words: ``days`` after arrival, before it when negative."""
    if days > 0:
        return ngettext("within %(count)d day of arrival", "within %(count)d days of arrival", days) % {"count": days}
    return deadline(Anchor.ARRIVAL, days)


def duration(minutes: int | None) -> str:
    """A length of time in words, such as “2 h 10 min”; "" where it is unknown."""
    if not minutes:
        return ""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return gettext("%(minutes)d min") % {"minutes": rest}
    if not rest:
        return gettext("%(hours)d h") % {"hours": hours}
    return gettext("%(hours)d h %(minutes)02d min") % {"hours": hours, "minutes": rest}


def size(count: int) -> str:
    """The size of a file of ``count`` bytes in decimal units, as shops say it: “299 kB”, “1.4 MB”."""
    if count < 1_000_000:
        return NO_BREAK.join((str(max(1, round(count / 1000))), gettext("kB")))
    return NO_BREAK.join((number_format(count / 1_000_000, decimal_pos=1), gettext("MB")))


def phone(number: str) -> str:
    """A number as people write it, with the country code (``+33 2 40 08 33 33``); short numbers stay as they are. "" for ""."""
    if not number.startswith("+"):
        return number
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL).replace(" ", NO_BREAK)


def short_day(day: datetime.date) -> str:
    """A day within a stay, as lists say it: “Mon 18 Jan.”."""
    return short_day_pattern() % {"weekday": WEEKDAYS_ABBR[day.weekday()], "day": day.day, "month": month_words()[day.month - 1]}


def month_words() -> list[str]:
    """The months from January, shortened. Django writes some languages' with a capital that only German and English have."""
    shown = [str(MONTHS_AP[month]) for month in MONTHS]
    return shown if (get_language() or "")[:2] in {"de", "en"} else [month.lower() for month in shown]


def long_day(day: datetime.date) -> str:
    """A day in full: “Monday 18 January 2027”."""
    return long_day_pattern() % {"weekday": WEEKDAYS[day.weekday()], "day": day.day, "month": MONTHS[day.month], "year": day.year}


def short_day_pattern() -> str:
    """How a short day is put together, for scripts that say days as we do."""
    return pgettext("a day, such as Mon 18 Jan.", "%(weekday)s %(day)s %(month)s")


def long_day_pattern() -> str:
    """How a full day is put together."""
    return pgettext("a day, such as Monday 18 January 2027", "%(weekday)s %(day)s %(month)s %(year)s")


def from_arrival(days: int) -> str:
    """The number that a day has, counted from arrival, as plans write it: “D−14”, “D0”, “D+4”."""
    sign = "\N{MINUS SIGN}" if days < 0 else "+" if days else ""
    return pgettext("a day counted from arrival, such as D−14", "D%(days)s") % {"days": f"{sign}{abs(days)}"}
