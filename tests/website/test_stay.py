"""The stay that a host asks for in the address: dates from the server, messages at the fields, and nobody else's cache touched."""

import datetime
import html
import re
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import timezone, translation
from timeline_factory import make_timeline

from cms import editions
from cms.core import wording
from cms.timeline import asked
from cms.timeline.documents import Stay

PATH = "/fr/accueillir/"
STAY = "arrival=2027-01-18&days=28"


@pytest.fixture
def timeline(db):
    return make_timeline()


@pytest.fixture(autouse=True)
def on_a_day(monkeypatch):
    """It is 1 December 2026."""
    now = datetime.datetime(2026, 12, 1, 12, tzinfo=ZoneInfo("Europe/Paris"))
    monkeypatch.setattr(timezone, "now", lambda: now)


def get(query: str = "", path: str = PATH, **headers: str):
    response = Client().get(f"{path}?{query}" if query else path, headers=headers)
    assert response.status_code == 200
    return response


def text(query: str = "", path: str = PATH) -> str:
    return get(query, path).content.decode()


def row(page: str, key: str) -> str:
    """The row of a step."""
    return re.search(rf'<(li|section)[^>]* data-step="{key}".*?</\1>', page, re.DOTALL)[0]


def shown(page: str) -> list[str]:
    """The steps that a reader sees, in order."""
    return re.findall(r'<(?:li|section)[^>]* data-step="([\w-]+)">', page)


def error(page: str, name: str) -> str:
    """What stands at a field."""
    return html.unescape(re.search(rf'<p class="field__error" id="{name}-error" role="alert">(.*?)</p>', page)[1])


def value(page: str, name: str) -> str:
    return re.search(rf'<input[^>]* name="{name}" value="([^"]*)"', page)[1]


def test_each_step_has_the_day_that_the_calendar_gives(timeline):
    page = text(f"{STAY}&country=fr")
    stay = Stay(arrival=datetime.date(2027, 1, 18), days=28)
    steps = {step.key: step for phase in editions.readable(kind="phase") for step in phase.document.steps}
    assert len(shown(page)) == 8
    for key in shown(page):
        day = steps[key].day(stay)
        with translation.override("fr"):
            assert f'<time datetime="{day.isoformat()}">{wording.short_day(day)}</time>' in row(page, key), key
            assert wording.from_arrival((day - stay.arrival).days) in row(page, key), key
    assert wording.from_arrival(-14).endswith("−14")
    assert "lundi 18 janvier 2027" in page


def test_without_dates_days_are_told_in_words(timeline):
    page = text()
    with translation.override("fr"):
        assert f">{wording.deadline(steps()['welcome'].anchor, -7).capitalize()}<" in html.unescape(row(page, "welcome"))
    assert "<time" not in page


def steps():
    return {step.key: step for phase in editions.readable(kind="phase") for step in phase.document.steps}


def test_steps_that_do_not_apply_vanish_and_the_sum_with_them(timeline):
    assert "minors" not in shown(text(STAY))
    assert {"minors", "permit"} <= {*shown(text(f"{STAY}&minor=1&country=nl"))}
    assert "permit" in shown(text(STAY))  # a country that isn't told rules nothing out
    assert "permit" not in shown(text(f"{STAY}&country=fr"))
    assert "midterm" not in shown(text("arrival=2027-01-18&days=13"))
    assert "long" in shown(text("arrival=2027-01-18&days=84"))
    minutes = [re.search(r"<b data-minutes>(.*?)</b>", text(query))[1] for query in (STAY, f"{STAY}&minor=1")]
    assert minutes[0] != minutes[1]


def test_the_sum_counts_a_weekly_step_each_week(timeline):
    team = text(f"{STAY}&country=fr&role=team")
    assert shown(team) == ["induction"]
    assert f"<b data-minutes>{wording_of(60)}</b>" in team
    tutor = text(f"{STAY}&country=fr&role=tutor")
    weekly = 3  # on 23 and 30 January and 6 February; the stay ends on 12 February
    assert f"<b data-minutes>{wording_of(30 + 90 + 60 + 30 * weekly + 40 + 45 + 40)}</b>" in tutor


def wording_of(minutes: int) -> str:
    with translation.override("fr"):
        return wording.duration(minutes)


@pytest.mark.parametrize(("role", "wanted"), [("manager", ["decide", "farewell"]), ("learner", ["welcome", "midterm"]), ("team", ["induction"])])
def test_each_role_sees_its_own_steps(timeline, role, wanted):
    assert shown(text(f"{STAY}&country=fr&role={role}")) == wanted


def test_a_departure_counts_the_days(timeline):
    page = text("arrival=2027-01-18&days=5&departure=2027-02-14")
    assert value(page, "days") == "28"
    assert value(page, "departure") == ""
    assert shown(page) == shown(text(STAY))


def test_what_is_past_is_marked_and_what_comes_next_is_named(timeline, say):
    page = text(f"{STAY}&country=fr")
    late = re.compile(r'<span class="late" data-late>')
    assert late.search(row(page, "decide"))
    assert not late.search(row(page, "welcome"))
    assert re.search(r"data-next-link>B20 Étape welcome</a>", page)


@pytest.mark.parametrize(
    ("query", "field", "message"),
    [
        ("arrival=2027-02-30", "arrival", "This day isn’t in the calendar. Choose a day between %(first)d and %(last)d."),
        ("arrival=20270118", "arrival", "This day isn’t in the calendar. Choose a day between %(first)d and %(last)d."),
        ("arrival=2027-W03-1", "arrival", "This day isn’t in the calendar. Choose a day between %(first)d and %(last)d."),
        ("arrival=1999-01-18", "arrival", "This day isn’t in the calendar. Choose a day between %(first)d and %(last)d."),
        ("arrival=2100-01-01", "arrival", "This day isn’t in the calendar. Choose a day between %(first)d and %(last)d."),
        ("arrival=٢٠٢٧-٠١-١٨", "arrival", "This day isn’t in the calendar. Choose a day between %(first)d and %(last)d."),
        ("arrival=2027-01-18&days=1", "days", "A stay lasts from %(least)d to %(most)d days."),
        ("arrival=2027-01-18&days=366", "days", "A stay lasts from %(least)d to %(most)d days."),
        ("arrival=2027-01-18&days=-28", "days", "A stay lasts from %(least)d to %(most)d days."),
        ("arrival=2027-01-18&days=vier", "days", "A stay lasts from %(least)d to %(most)d days."),
        ("arrival=2027-01-18&departure=2027-01-17", "departure", "The departure must be after the arrival."),
        ("arrival=2027-01-18&departure=2027-01-18", "departure", "The departure must be after the arrival."),
        ("arrival=2027-01-18&departure=2029-01-18", "departure", "A stay lasts from %(least)d to %(most)d days."),
        ("departure=2027-02-14", "arrival", "Tell the day of arrival too."),
        ("arrival=2027-01-18&country=xx", "country", "Choose one from the list."),
        ("arrival=2027-01-18&role=boss", "role", "Choose one from the list."),
        ("arrival=2027-01-18&minor=yes", "minor", "Tick the box or leave it empty."),
    ],
)
def test_what_cannot_be_is_told_at_its_field_and_the_rest_is_kept(timeline, say, query, field, message):
    page = text(f"{query}&role=tutor" if "role" not in query else query)
    values = {"first": 2020, "last": 2099} if "first" in message else {"least": 2, "most": 365} if "least" in message else {}
    assert error(page, field) == html.unescape(say(message, "fr", **values))
    assert re.search(rf'name="{field}"[^>]* aria-invalid="true"', page)
    assert page.count('aria-invalid="true"') == 1
    if "role" not in query:
        assert '<option value="tutor" selected>' in page
    assert ("<time" in page) == (field in ("country", "role", "minor"))  # no dates from half a stay


def test_tampered_values_do_no_harm(timeline):
    page = text("arrival=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&days=%00&country=fr%27&plan=%3Cb%3E&role[]=tutor")
    assert "<script>alert" not in page
    assert 'value="&quot;&gt;&lt;script&gt;' in page
    assert asked.read({"plan": "<b>", "arrival": "2027-01-18"}, 28).plan != "<b>"


def test_the_stay_goes_with_every_link_of_the_timeline(timeline):
    query = f"{STAY}&country=de&minor=1&role=tutor&plan=my-plan-0001"
    page = html.unescape(text(query))
    for path in ("avant", "pendant", "apres"):
        assert f'href="{PATH}{path}/?{query}"' in page
    assert f'href="{PATH}pendant/?{query}#trouble"' in page
    assert f'href="{PATH}timeline.ics?{query}"' in page
    phase = html.unescape(text(query, f"{PATH}pendant/"))
    for path in ("", "avant/", "apres/"):
        assert f'href="{PATH}{path}?{query}"' in phase
    assert f'href="{PATH}pendant/?{query}" hreflang="fr"' in phase  # the switch of languages


def test_the_name_of_a_plan_stays_while_dates_change(timeline):
    plan = value(text(STAY), "plan")
    assert value(text(f"arrival=2027-03-01&days=14&plan={plan}"), "plan") == plan
    assert value(text("arrival=2027-03-01&days=14"), "plan") != plan


def test_a_stay_is_answered_to_one_reader_and_touches_no_memory(timeline, django_assert_num_queries):
    plain = get()
    kept = len(caches["pages"]._cache)
    asked_for = get(STAY)
    assert asked_for["Cache-Control"] == "private, no-store"
    assert "ETag" not in asked_for
    assert len(caches["pages"]._cache) == kept
    assert get().content == plain.content
    assert get(STAY, **{"If-None-Match": plain["ETag"]}).content == asked_for.content
    with django_assert_num_queries(1):  # content version: other parameters change nothing
        assert get("utm_source=x").content == plain.content
    assert len(caches["pages"]._cache) == kept


def test_the_first_reader_with_a_stay_leaves_none_in_the_memory(timeline):
    get(STAY)
    assert "<time" not in text()


def test_every_language_says_its_days(timeline):
    for language in ("fr", "en", "es", "it", "de", "nl"):
        with translation.override(language):
            assert wording.short_day(datetime.date(2027, 1, 18)).count("18") == 1
            assert "2027" in wording.long_day(datetime.date(2027, 1, 18))
            assert wording.from_arrival(0) and wording.from_arrival(5) != wording.from_arrival(-5)
