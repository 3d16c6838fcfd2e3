"""The host timeline as a calendar file (iCalendar, RFC 5545), made for one stay and kept nowhere.

A step's event has the same name in every file of a plan, and each file a higher sequence than those before it: taking the file again moves
events and doubles none.
"""

import datetime
from urllib.parse import quote, urljoin, urlsplit

import icalendar
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext, override
from django.views.decorators.http import require_safe

from cms import editions
from cms.editions import Reading
from cms.timeline import asked
from cms.timeline.asked import Asked
from cms.timeline.documents import DAYS, Step
from cms.timeline.enums import Repeat

NAME = "timeline.ics"
EPOCH = datetime.datetime(2025, 1, 1, tzinfo=datetime.UTC)
REMINDER = datetime.timedelta(hours=-15)  # before the day begins: at nine in the morning of the day before
PRIVATE = {"Cache-Control": "private, no-store"}


@require_safe
def calendar(request: HttpRequest, path: str) -> HttpResponse:
    """The steps that a stay needs, as a calendar. 400 with the reasons in the page's language where the parameters tell no stay.

    :raises Http404: where the public may read no timeline.
    """
    root = editions.at(path)
    if root is None or root.kind != "timeline":
        raise Http404
    with override(root.locale):
        told = asked.read(request.GET, root.document.reference_days)
        if told.errors or told.arrival is None:
            return refused(root, told)
        body = calendar_of(root, told, timezone.now()).to_ical()
    headers = {**PRIVATE, "Content-Language": root.locale, "Content-Disposition": disposition(root)}
    return HttpResponse(body, content_type="text/calendar; charset=utf-8", headers=headers)


def refused(root: Reading, told: Asked) -> HttpResponse:
    """What is wrong with each parameter, a line each."""
    errors = told.errors or {"arrival": asked.no_arrival()}
    words = "".join(f"{name}: {sentence}\n" for name, sentence in errors.items())
    return HttpResponse(words, status=400, content_type="text/plain; charset=utf-8", headers={**PRIVATE, "Content-Language": root.locale})


def calendar_of(root: Reading, told: Asked, now: datetime.datetime) -> icalendar.Calendar:
    """The calendar of a stay, as made at ``now``. One query, two where memory is cold."""
    made = icalendar.Calendar()
    made.add("prodid", f"-//VR4M//Host timeline//{root.locale.upper()}")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("name", root.document.title)
    made.add("x-wr-calname", root.document.title)
    for phase in editions.readable(kind="phase", locale=root.locale):
        if phase.tree_path.startswith(root.tree_path):
            for step in phase.document.steps:
                if step.repeat is not Repeat.ANY and told.needs(step):
                    made.add_component(event_of(phase, step, told, now))
    return made


def event_of(phase: Reading, step: Step, told: Asked, now: datetime.datetime) -> icalendar.Event:
    """A step as an event of a whole day, with a reminder; a weekly one comes again until the end of the stay."""
    stay, language = told.stay, {"language": phase.document.language}
    day = step.day(stay)
    address = f"{urljoin(settings.BASE_URL + '/', phase.path)}#{step.key}"
    done = gettext("Done when: %(what)s") % {"what": step.done_when} if step.done_when else ""
    title = f"{step.number} {step.title}"
    event = icalendar.Event()
    event.add("uid", f"{step.key}-{told.plan}@{urlsplit(settings.BASE_URL).hostname}")
    event.add("sequence", int((now - EPOCH) / datetime.timedelta(minutes=1)))
    event.add("dtstamp", now.astimezone(datetime.UTC).replace(microsecond=0))
    event.add("dtstart", day)
    event.add("dtend", day + DAYS)
    event.add("summary", title, parameters=language)
    event.add("description", "\n\n".join(filter(None, (step.why, done, address))), parameters=language)
    event.add("url", address)
    event.add("transp", "TRANSPARENT")  # a day with a task is no day off
    if step.repeat is Repeat.WEEKLY:
        event.add("rrule", {"freq": "weekly", "until": step.last_day(stay)})
    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title, parameters=language)
    alarm.add("trigger", REMINDER)
    event.add_component(alarm)
    return event


def disposition(root: Reading, suffix: str = "ics", how: str = "attachment") -> str:
    """Kept under the timeline's title (RFC 6266; RFC 8187 for what isn't ASCII)."""
    title = root.document.title
    return f"{how}; filename=\"{slugify(title) or 'timeline'}.{suffix}\"; filename*=UTF-8''{quote(title, safe='')}.{suffix}"
