"""A step of the host timeline as print shows it: when it is due, in days from arrival and, for one stay, as a day; who needs it."""

from datetime import date

from cms.core import wording
from cms.core.enums import Anchor
from cms.editions.documents import Value
from cms.timeline.documents import CountryNote, Resource, Stay, Step
from cms.timeline.enums import Repeat


class StepView(Value, frozen=True, kw_only=True):
    """A step with its day.

    ``count`` is its day counted from arrival (“D−30”), "" where it has none; ``when`` the same in words, or the ``day`` of the stay; ``until`` is
    the last day of a weekly step of a stay. ``countries`` names those that alone need it. ``sheets`` are resources with words of their own,
    ``links`` the others; ``notes`` those about the stay's country, or about all. A plan with days only names the sheets
    and leaves out the ``wording``; ``short`` is its day for lists.
    """

    step: Step
    count: str
    when: str
    until: str
    day: date | None
    countries: str
    sheets: tuple[Resource, ...]
    links: tuple[Resource, ...]
    notes: tuple[CountryNote, ...]
    wording: str
    short: str


def view(step: Step, stay: Stay | None) -> StepView:
    """How a step is shown, with the days of ``stay`` where there is one. In the active language."""
    whenever = step.repeat is Repeat.ANY
    day = step.day(stay) if stay and not whenever else None
    count = (day - stay.arrival).days if day and stay else step.offset_days if step.anchor is Anchor.ARRIVAL and not whenever else None
    words = str(step.repeat.label) if step.repeat else wording.deadline(step.anchor, step.offset_days)
    return StepView(
        step=step,
        count="" if count is None else wording.from_arrival(count),
        when=wording.long_day(day) if day else words,
        until=wording.long_day(step.last_day(stay)) if day and stay and step.repeat is Repeat.WEEKLY else "",
        day=day,
        countries=", ".join(str(country.label) for country in step.countries),
        sheets=tuple(resource for resource in step.resources if resource.body.html and not stay),
        links=tuple(resource for resource in step.resources if stay or not resource.body.html),
        notes=tuple(note for note in step.country_notes if stay is None or stay.country is None or note.country == stay.country),
        wording="" if stay else step.sample_wording,
        short=wording.short_day(day) if day else "",
    )
