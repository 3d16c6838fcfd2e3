"""The pages of the host timeline: all steps on one rule, and each phase with its steps in full. All reads of a page are here.

Without dates a page is the same for everybody. With the parameters of a stay it is made for one reader, from the same templates; the script
``timeline.js`` does what these functions do, from the data that they put into the page.
"""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from django.utils import timezone
from django.utils.dates import MONTHS, WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import gettext

from cms import editions
from cms.core import wording
from cms.core.enums import Anchor
from cms.editions import Reading
from cms.kits.enums import Iso
from cms.timeline import asked
from cms.timeline.asked import Asked
from cms.timeline.documents import EARLIEST, LATEST, LONGEST, SHORTEST, Step, Timeline
from cms.timeline.enums import Actor, Phase, Repeat
from website import dates
from website.downloads import downloads
from website.frame import Frame, around

CALENDAR = "timeline.ics"
PRESETS = (14, 21, 28, 84)  # days of a stay that most hosts ask for
AROUND = (1, 2)  # years before and after a stay that its steps can fall into
WEEK = 7
REFERENCE_DAYS = 28  # the stay that a draft without its timeline is shown for
Page = tuple[str, dict[str, Any]]


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A step as it stands on the rule. ``day`` is None without dates, ``count`` its number from arrival where it has one."""

    step: Step
    url: str
    shown: bool
    day: datetime.date | None
    words: str
    count: str
    late: bool

    @property
    def told(self) -> str:
        """Its day, or when it is due in words."""
        return wording.short_day(self.day) if self.day else self.words


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A phase as it is shown: its rows, without those for whenever they are needed."""

    phase: Reading
    url: str
    rows: tuple[Row, ...]
    current: bool = False

    @property
    def shown(self) -> list[Row]:
        return [row for row in self.rows if row.shown]

    @property
    def span(self) -> str:
        """Its first and last day; "" without dates."""
        days = [row.day for row in self.shown if row.day]
        return f"{wording.short_day(min(days))} – {wording.short_day(max(days))}" if days else ""


class Field(msgspec.Struct, frozen=True):
    """What stands in a field of the form, and what is wrong with it."""

    value: str
    error: str


def timeline(reading: Reading, query: Mapping[str, str] | None = None) -> Page:
    """The timeline, for the stay that ``query`` tells."""
    told = asked.read(query or {}, reading.document.reference_days)
    frame, _, _ = around(reading)
    parts, whenever = composed(reading, told)
    rows = [row for part in parts for row in part.shown]
    return "pages/timeline.html", {
        **shared(reading, told, frame, whenever),
        "document": reading.document,
        "downloads": downloads(reading, editions.files.ready([reading.page_id]).get(reading.page_id, ())),
        "parts": parts,
        "fields": fields(told),
        "countries": list(Iso),
        "actors": list(Actor),
        "presets": [(days, days // WEEK) for days in PRESETS],
        "limits": {"first": EARLIEST, "last": LATEST, "shortest": SHORTEST, "longest": LONGEST},
        "minutes": sum(row.step.minutes * times(row.step, told) for row in rows),
        "count": len(rows),
        "next": next_of(rows),
        "data": data(reading.document, told, [(part.phase, row.step) for part in parts for row in part.rows]),
    }


def phase(reading: Reading, query: Mapping[str, str] | None = None) -> Page:
    """A phase with its steps in full, for the stay that ``query`` tells."""
    frame, above, _ = around(reading)
    parent = next((page for page in above if page.kind == "timeline"), None)
    told = asked.read(query or {}, parent.document.reference_days if parent else REFERENCE_DAYS)
    parts, whenever = composed(parent, told, reading) if parent else ([part_of(reading, told, current=True)], [])
    here = next(number for number, part in enumerate(parts) if part.current)
    rows = tuple(row_of(reading, step, told) for step in reading.document.steps)
    return "pages/phase.html", {
        **shared(parent or reading, told, frame, whenever),
        "reading": reading,
        "document": reading.document,
        "timeline": parent,
        "part": parts[here],
        "rows": rows,
        "minutes": sum(row.step.minutes * times(row.step, told) for row in rows if row.shown),
        "before": parts[here - 1] if here else None,
        "after": parts[here + 1] if here + 1 < len(parts) else None,
        "data": data(parent.document if parent else None, told, [(reading, row.step) for row in rows]),
    }


def shared(root: Reading, told: Asked, frame: Frame, whenever: Sequence[Row]) -> dict[str, Any]:
    """What both pages show: the frame, whose languages keep the stay, the stay itself, and what to do when something goes wrong."""
    behind = f"?{told.query}" if told.query else ""
    return {
        "frame": frame.asking(told.query),
        "asked": told,
        "behind": behind,
        "root": root,
        "whenever": whenever,
        "calendar": f"{root.path}{CALENDAR}",
        "arrives": wording.long_day(told.arrival) if told.arrival else "",
    }


def composed(root: Reading, told: Asked, here: Reading | None = None) -> tuple[list[Part], list[Row]]:
    """The phases of a timeline in their order in time, and the steps for whenever they are needed. One query, two where memory is cold."""
    below = [page for page in editions.readable(kind="phase", locale=root.locale) if page.tree_path.startswith(root.tree_path)]
    found = sorted(below, key=lambda page: list(Phase).index(page.document.phase))
    parts = [part_of(page, told, current=here is not None and page.page_id == here.page_id) for page in found]
    if here is not None and not any(part.current for part in parts):
        parts.append(part_of(here, told, current=True))  # a draft that was never published
    return parts, [row_of(page, step, told) for page in found for step in page.document.steps if step.repeat is Repeat.ANY]


def part_of(page: Reading, told: Asked, current: bool) -> Part:
    """A phase as the rule shows it."""
    rows = tuple(row_of(page, step, told) for step in page.document.steps if step.repeat is not Repeat.ANY)
    return Part(phase=page, url=page.path + (f"?{told.query}" if told.query else ""), rows=rows, current=current)


def row_of(page: Reading, step: Step, told: Asked) -> Row:
    """A step as the rule shows it."""
    whenever = step.repeat is Repeat.ANY
    day = None if whenever else told.day(step)
    count = None if whenever else step.offset_days if step.anchor is Anchor.ARRIVAL else None
    if day is not None and told.arrival is not None:
        count = (day - told.arrival).days
    return Row(
        step=step,
        url=f"{page.path}{f'?{told.query}' if told.query else ''}#{step.key}",
        shown=whenever or told.needs(step),
        day=day,
        words=str(step.repeat.label) if step.repeat else wording.deadline(step.anchor, step.offset_days),
        count="" if count is None else wording.from_arrival(count),
        late=day is not None and (step.last_day(told.stay) if step.repeat else day) < timezone.localdate(),
    )


def times(step: Step, told: Asked) -> int:
    """How often a step is done in the stay: a weekly one every seven days until the end."""
    if step.repeat is not Repeat.WEEKLY:
        return 1
    stay = told.stay
    return (step.last_day(stay) - step.day(stay)).days // WEEK + 1 if told.arrival else max(1, stay.days // WEEK)


def next_of(rows: Iterable[Row]) -> Row | None:
    """The step that comes next: the earliest from today on, the first one without dates. Which are done only the reader's device knows."""
    dated = sorted((row for row in rows if row.day and not row.late), key=lambda row: max(row.day or EARLIEST, timezone.localdate()))
    return next(iter(dated or (row for row in rows if row.day is None)), None)


def fields(told: Asked) -> dict[str, Field]:
    """The form as it is shown again: what is wrong stays as it was written; a departure that could be counted is shown as the length."""
    given, wrong = told.given, told.errors
    values = {
        "arrival": given.get("arrival", ""),
        "days": given["days"] if "days" in wrong else str(told.days),
        "departure": given.get("departure", "") if told.arrival is None else "",
        "country": str(told.country.value) if told.country else "",
        "role": str(told.role.value) if told.role else "",
        "minor": "1" if told.minor else "",
    }
    return {name: Field(value, wrong.get(name, "")) for name, value in values.items()}


def data(document: Timeline | None, told: Asked, steps: Iterable[tuple[Reading, Step]]) -> dict[str, Any]:
    """What the script needs to do the same on the reader's device: the steps, the holidays, and how we say days and lengths of time."""
    this = timezone.localdate().year
    years = {*range(this - AROUND[0], this + 2 * AROUND[1] + 1)}
    if told.arrival:
        years |= {*range(told.arrival.year - AROUND[0], told.arrival.year + AROUND[1] + 1)}
    stay = {
        "arrival": told.arrival.isoformat() if told.arrival else "",
        "days": told.days,
        "country": str(told.country.value) if told.country else "",
        "minor": told.minor,
        "role": str(told.role.value) if told.role else "",
        "plan": told.plan if told.arrival else "",
    }
    return {
        "days": document.reference_days if document else told.days,
        "asked": stay if told.given and not told.errors else None,
        "wrong": bool(told.errors),
        "countries": [iso.value for iso in Iso],
        "roles": [actor.value for actor in Actor],
        "holidays": holidays(sorted(years)),
        "steps": {step.key: rule_of(page, step) for page, step in steps},
        "weekdays": [str(WEEKDAYS_ABBR[day]) for day in range(WEEK)],
        "months": wording.month_words(),
        "weekdaysLong": [str(WEEKDAYS[day]) for day in range(WEEK)],
        "monthsLong": [str(MONTHS[month]) for month in MONTHS],
        "say": {
            "day": wording.short_day_pattern(),
            "dayLong": wording.long_day_pattern(),
            "count": wording.from_arrival(0).replace("0", "%(days)s"),
            "minutes": gettext("%(minutes)d min"),
            "hours": gettext("%(hours)d h"),
            "both": gettext("%(hours)d h %(minutes)02d min"),
            "done": gettext("%(done)s of %(total)s"),
            "noDay": asked.no_such_day(),
            "length": asked.no_such_length(),
            "order": asked.no_such_order(),
            "noArrival": asked.no_arrival(),
            "allDone": gettext("Everything is done. Thank you for hosting."),
            "copied": gettext("Copied."),
            "notCopied": gettext("Your browser didn’t copy it. The words are marked: copy them yourself."),
            "other": gettext("This device already keeps another stay. Replace it by the one from the link?"),
            "taken": gettext("The stay from the link is now kept on this device."),
            "badLink": gettext("This link is damaged, so nothing was taken from it. Show the code again on the other device and scan it once more."),
            "noCode": gettext("The code couldn’t be drawn. Send yourself the link instead."),
        },
    }


def holidays(years: Iterable[int]) -> dict[str, dict[str, str]]:
    """The public holidays on weekdays by year and country, each as month and day: ``{"2027": {"fr": "0101 0329 …"}}``."""
    return {str(year): {str(iso.value): " ".join(dates.weekdays(str(iso.value), year)) for iso in Iso} for year in years}


def rule_of(page: Reading, step: Step) -> dict[str, Any]:
    """When and for whom a step is due, as ``stay.js`` takes it; what is usual is left out."""
    told = {
        "number": step.number,
        "phase": str(page.document.phase.value),
        "anchor": str(step.anchor.value),
        "offset": step.offset_days,
        "minutes": step.minutes,
        "actors": [actor.value for actor in step.actors],
        "office": step.office,
        "weekly": step.repeat is Repeat.WEEKLY,
        "any": step.repeat is Repeat.ANY,
        "minor": step.minors_only,
        "countries": [iso.value for iso in step.countries],
        "min": step.min_days,
        "max": step.max_days,
    }
    return {name: value for name, value in told.items() if value or name == "offset"}


KINDS = {"timeline": timeline, "phase": phase}
ASKED = dict.fromkeys(KINDS, asked.PARAMETERS)
