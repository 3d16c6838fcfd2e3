"""The calendar of a stay: read by another program, taken twice, and refused in words where the stay can't be."""

import datetime
import html
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import icalendar
import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import timezone, translation
from factories import locales, publish
from timeline_factory import make_timeline, step
from wagtail.models import Page
from wagtail_localize.synctree import synchronize_tree

from cms import editions
from cms.kits.enums import Iso
from cms.timeline import asked
from cms.timeline.documents import Stay
from cms.timeline.models import PhasePage

URL = "/fr/accueillir/timeline.ics"
STAY = {"arrival": "2027-01-18", "days": "28", "country": "fr", "plan": "my-plan-0001"}
NOON = datetime.datetime(2026, 12, 1, 12, tzinfo=ZoneInfo("Europe/Paris"))


@pytest.fixture(autouse=True)
def timeline(db):
    return make_timeline()


@pytest.fixture
def at(monkeypatch):
    """Sets the clock."""
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)


def get(**changed: str) -> Any:
    return Client().get(f"{URL}?{urlencode({**STAY, **changed})}")


def events(**changed: str) -> dict[str, icalendar.Event]:
    """The events of a calendar by their step."""
    response = get(**changed)
    assert response.status_code == 200, response.content.decode()
    calendar = icalendar.Calendar.from_ical(response.content)
    return {str(event["UID"]).partition(f"-{changed.get('plan', STAY['plan'])}@")[0]: event for event in calendar.walk("VEVENT")}


def test_every_step_that_applies_is_an_event_of_a_whole_day(at):
    at(NOON)
    found = events()
    assert set(found) == {"decide", "welcome", "meet", "induction", "feedback", "midterm", "farewell", "europass"}
    steps = {step.key: step for phase in editions.readable(kind="phase") for step in phase.document.steps}
    for key, event in found.items():
        day = steps[key].day(Stay(arrival=datetime.date(2027, 1, 18), days=28, country=Iso.FR))
        assert event["DTSTART"].dt == day and type(event["DTSTART"].dt) is datetime.date, key
        assert event["DTEND"].dt == day + datetime.timedelta(days=1)
        assert event["TRANSP"] == "TRANSPARENT"


def test_an_event_says_why_where_and_when_it_is_done(at):
    at(NOON)
    event = events()["welcome"]
    assert str(event["SUMMARY"]) == "B20 Étape welcome"
    assert event["SUMMARY"].params["LANGUAGE"] == event["DESCRIPTION"].params["LANGUAGE"] == "fr"
    words = str(event["DESCRIPTION"])
    address = "http://localhost:8000/fr/accueillir/avant/#welcome"
    for part in ("Sans elle, welcome manque.", "welcome est fait.", address):
        assert part in words
    assert str(event["URL"]) == address
    assert event["UID"] == "welcome-my-plan-0001@localhost"
    assert event["SEQUENCE"] == (NOON - datetime.datetime(2025, 1, 1, tzinfo=datetime.UTC)) // datetime.timedelta(minutes=1)
    assert event["DTSTAMP"].dt == NOON
    (alarm,) = event.walk("VALARM")
    assert alarm["ACTION"] == "DISPLAY" and alarm["TRIGGER"].dt == datetime.timedelta(hours=-15) and str(alarm["DESCRIPTION"]) == "B20 Étape welcome"


def test_a_weekly_step_comes_again_until_the_end():
    rule = events()["feedback"]["RRULE"]
    assert rule["FREQ"] == ["WEEKLY"]
    assert rule["UNTIL"] == [datetime.date(2027, 2, 12)]
    assert all("RRULE" not in event for key, event in events().items() if key != "feedback")


def test_the_second_file_moves_the_events_and_doubles_none(at):
    at(NOON)
    first = events()
    at(NOON + datetime.timedelta(hours=2))
    second = events(arrival="2027-03-01", days="21")
    assert {event["UID"] for event in first.values()} == {event["UID"] for event in second.values()}
    for key, event in second.items():
        assert event["SEQUENCE"] == first[key]["SEQUENCE"] + 120
        assert event["DTSTART"].dt != first[key]["DTSTART"].dt, key


def test_another_plan_has_other_events():
    other = events(plan="another-plan")
    assert {str(event["UID"]) for event in other.values()} & {str(event["UID"]) for event in events().values()} == set()


def test_without_a_plan_the_same_answers_give_the_same_events():
    names = []
    for _ in range(2):
        calendar = icalendar.Calendar.from_ical(Client().get(f"{URL}?arrival=2027-01-18").content)
        names.append([str(event["UID"]) for event in calendar.walk("VEVENT")])
    assert names[0] == names[1] and len(names[0]) == len(set(names[0])) > 5


def test_switches_choose_the_steps():
    assert "minors" in events(minor="1")
    assert "permit" in events(country="nl") and "permit" not in events(country="de")
    assert set(events(role="manager")) == {"decide", "farewell"}
    assert "long" in events(days="84") and "midterm" not in events(days="10")
    assert "trouble" not in events(minor="1", days="84")


@pytest.mark.parametrize(
    ("country", "days", "end"),
    [("fr", "6", "2027-05-07"), ("de", "6", "2027-05-07"), ("nl", "4", "2027-05-05"), ("it", "5", "2027-05-06"), ("es", "6", "2027-05-07")],
)
def test_holidays_of_the_country_count(country, days, end):
    """Arrival on Sunday 2 May 2027; Ascension Day is 6 May: free in France, Germany and the Netherlands."""
    found = events(arrival="2027-05-02", days=days, country=country)
    assert found["induction"]["DTSTART"].dt == datetime.date(2027, 5, 3)
    assert found["farewell"]["DTSTART"].dt.isoformat() == end


def test_on_a_holiday_nothing_begins():
    """Arrival on Sunday 16 May 2027, before Whit Monday."""
    assert events(arrival="2027-05-16", country="de")["induction"]["DTSTART"].dt == datetime.date(2027, 5, 18)
    assert events(arrival="2027-05-16", country="it")["induction"]["DTSTART"].dt == datetime.date(2027, 5, 17)


def test_a_very_short_stay_ends_no_sooner_than_it_begins():
    found = events(arrival="2027-01-16", days="2")  # Saturday and Sunday
    assert found["induction"]["DTSTART"].dt == found["farewell"]["DTSTART"].dt == datetime.date(2027, 1, 18)
    rule = found["feedback"]
    assert rule["RRULE"]["UNTIL"][0] >= rule["DTSTART"].dt


def test_text_is_escaped_and_folded(at):
    phase = PhasePage.objects.get(slug="avant")
    title = "Dire oui, non ; ou \\ « peut-être » : " + "é" * 30
    phase.steps = [step("decide", "B1", title=title[:79], why="Ligne 1\nLigne 2, fin ; vrai.\\n " + "ü" * 200)]
    publish(phase)
    raw = get().content
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    assert raw.endswith(b"\r\n") and b"\n" not in raw.replace(b"\r\n", b"")
    event = events()["decide"]
    assert str(event["SUMMARY"]) == f"B1 {title[:79]}"
    assert "Ligne 1\nLigne 2, fin ; vrai." in str(event["DESCRIPTION"])


def test_the_calendar_has_a_name_and_is_kept_nowhere():
    kept = len(caches["pages"]._cache)
    response = get()
    calendar = icalendar.Calendar.from_ical(response.content)
    assert calendar["X-WR-CALNAME"] == "Accueillir, pas à pas"
    assert calendar["METHOD"] == "PUBLISH" and calendar["VERSION"] == "2.0" and "VR4M" in calendar["PRODID"]
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Language"] == "fr"
    assert (
        response["Content-Disposition"]
        == "attachment; filename=\"accueillir-pas-a-pas.ics\"; filename*=UTF-8''Accueillir%2C%20pas%20%C3%A0%20pas.ics"
    )
    assert "ETag" not in response and not response.cookies
    assert len(caches["pages"]._cache) == kept


@pytest.mark.parametrize("language", ["fr", "nl"])
@pytest.mark.parametrize(
    ("changed", "field", "message"),
    [
        ({"arrival": ""}, "arrival", asked.no_arrival),
        ({"arrival": "2027-02-30"}, "arrival", asked.no_such_day),
        ({"days": "0"}, "days", asked.no_such_length),
        ({"departure": "2027-01-10"}, "departure", asked.no_such_order),
        ({"country": "uk"}, "country", None),
        ({"role": "boss"}, "role", None),
        ({"minor": "maybe"}, "minor", None),
        ({"plan": "a b"}, "plan", None),
        ({"plan": "x" * 41}, "plan", None),
    ],
)
def test_what_cannot_be_is_refused_in_words(timeline, language, changed, field, message):
    found = locales()
    synchronize_tree(found["fr"], found["nl"])
    response = Client().get(f"/{language}/accueillir/timeline.ics?{urlencode({**STAY, **changed})}")
    assert response.status_code == 400
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Language"] == language
    name, _, words = response.content.decode().strip().partition(": ")
    assert name == field
    with translation.override(language):
        assert words == html.unescape(message()) if message else len(words) > 10


def test_nothing_hidden_goes_into_a_calendar(timeline):
    Page.objects.filter(slug="avant").update(live=False)
    assert "decide" not in events()
    Page.objects.filter(pk=timeline.pk).update(live=False)
    assert get().status_code == 404


def test_only_a_timeline_has_a_calendar_and_only_reading_is_allowed():
    assert Client().get("/fr/timeline.ics?arrival=2027-01-18").status_code == 404
    assert Client().get("/fr/accueillir/avant/timeline.ics?arrival=2027-01-18").status_code == 404
    assert Client().post(URL).status_code == 405


@pytest.mark.parametrize("count", [2, 60])
def test_a_calendar_takes_few_queries_however_many_steps(count, django_assert_max_num_queries):
    phase = PhasePage.objects.get(slug="avant")
    phase.steps = [step(f"s{number}", f"B{number}") for number in range(count)]
    publish(phase)
    with django_assert_max_num_queries(4):  # timeline, its text; phases, their texts
        assert sum(key.startswith("s") for key in events()) == count
