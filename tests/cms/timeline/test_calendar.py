"""The calendar of a stay: workdays of five countries, anchors of short and long stays, and what an address may tell."""

import datetime

import pytest
from django.utils import translation

from cms.core.enums import Anchor
from cms.editions.documents import Rich
from cms.kits.enums import Iso
from cms.timeline import asked, workdays
from cms.timeline.documents import EARLIEST, LATEST, LONGEST, SHORTEST, Stay, Step
from cms.timeline.enums import Actor, Repeat


def on(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def stay(arrival: str, days: int = 28, country: str = "", minor: bool = False) -> Stay:
    return Stay(arrival=on(arrival), days=days, country=Iso(country) if country else None, minor=minor)


def step(**fields: object) -> Step:
    values = {"anchor": Anchor.ARRIVAL, "offset_days": 0, **fields}
    return Step(id="1", key="x", number="B1", title="x", why="x", how=Rich(html="", text=""), **values)


# Days that everybody can look up: (country, holiday, workday).
DAYS = [
    ("fr", "2027-07-14", "2027-07-15"),
    ("fr", "2027-03-29", "2027-03-26"),  # Easter Monday; Good Friday is a workday outside Alsace and Moselle
    ("es", "2028-10-09", "2028-11-02"),  # the day of the Comunitat Valenciana
    ("it", "2028-04-25", "2028-04-14"),
    ("de", "2028-10-31", "2028-11-01"),  # Reformation Day in the north; All Saints' only in the south
    ("nl", "2027-04-27", "2028-05-01"),  # King's Day; 1 May is a workday
]


@pytest.mark.parametrize(("country", "free", "work"), DAYS)
def test_workdays_know_the_holidays(country, free, work):
    assert not workdays.is_workday(on(free), country)
    assert workdays.is_workday(on(work), country)
    assert workdays.is_workday(on(free), "") == (on(free).weekday() < 5)


def test_a_country_without_partners_has_weekends_alone():
    assert workdays.public_holidays("pl", 2027) == frozenset()
    assert not workdays.is_workday(on("2027-01-16"), "pl")


def test_a_stay_of_four_weeks_from_a_sunday():
    """As the table of steps says it: first workday +1, middle +13, end +26."""
    four = stay("2027-01-17")
    found = [(four.anchor(anchor) - four.arrival).days for anchor in Anchor]
    assert found == [0, 1, 13, 26]
    assert four.departure() == on("2027-02-13")


def test_the_end_is_the_last_workday_of_the_stay():
    assert stay("2027-01-18", 26).end() == on("2027-02-12")
    assert stay("2027-01-18", 25).end() == on("2027-02-11")
    assert stay("2027-04-26", 11, "fr").end() == on("2027-05-05")  # 6 May is Ascension Day


def test_the_first_workday_is_never_the_day_of_arrival():
    assert stay("2027-01-18").first_workday() == on("2027-01-19")
    assert stay("2027-05-15", country="de").first_workday() == on("2027-05-18")  # after Whit Monday
    assert stay("2026-12-24", country="de").first_workday() == on("2026-12-28")


@pytest.mark.parametrize("days", [SHORTEST, 3])
def test_a_weekend_ends_no_sooner_than_its_first_workday(days):
    short = stay("2027-01-16", days)
    assert short.end() == short.first_workday() == on("2027-01-18")
    assert short.midpoint() >= short.arrival


@pytest.mark.parametrize("country", ["", *(iso.value for iso in Iso)])
@pytest.mark.parametrize("days", [SHORTEST, 13, 14, 84, LONGEST])
def test_anchors_stand_in_their_order(country, days):
    for number in range(0, 400, 7):
        found = Stay(arrival=on("2026-09-01") + datetime.timedelta(days=number), days=days, country=Iso(country) if country else None)
        assert found.arrival <= found.midpoint() <= found.departure()
        assert found.arrival < found.first_workday() <= found.end()
        assert workdays.is_workday(found.first_workday(), country)
        assert workdays.is_workday(found.end(), country)


def test_office_work_moves_to_the_workday_before():
    arrival = stay("2027-05-22", country="fr")  # a Saturday
    assert step(offset_days=-5).day(arrival) == on("2027-05-17")
    assert step(offset_days=-5, office=True).day(arrival) == on("2027-05-14")  # 17 May is Whit Monday
    assert step(offset_days=-5, office=True).day(stay("2027-05-22", country="es")) == on("2027-05-17")


def test_a_weekly_step_lasts_until_the_end_but_no_shorter_than_its_day():
    weekly = step(anchor=Anchor.FIRST_WORKDAY, offset_days=4, repeat=Repeat.WEEKLY)
    assert weekly.last_day(stay("2027-01-18")) == stay("2027-01-18").end()
    assert weekly.last_day(stay("2027-01-18", 3)) == weekly.day(stay("2027-01-18", 3))
    assert step().last_day(stay("2027-01-18")) == on("2027-01-18")


def test_who_needs_a_step():
    assert step().applies(stay("2027-01-18"))
    assert not step(minors_only=True).applies(stay("2027-01-18"))
    assert step(minors_only=True).applies(stay("2027-01-18", minor=True))
    only = step(countries=(Iso.NL,))
    assert [only.applies(stay("2027-01-18", country=country)) for country in ("nl", "de", "")] == [True, False, True]
    middle = step(min_days=14, max_days=90)
    assert [middle.applies(stay("2027-01-18", days)) for days in (13, 14, 90, 91)] == [False, True, True, False]


def test_an_address_tells_a_stay():
    told = asked.read({"arrival": " 2027-01-18 ", "days": "84", "country": "de", "minor": "1", "role": "tutor", "plan": "my-plan-1"}, 28)
    assert told.stay == stay("2027-01-18", 84, "de", minor=True)
    assert (told.role, told.plan, told.errors) == (Actor.TUTOR, "my-plan-1", {})
    assert told.query == "arrival=2027-01-18&days=84&country=de&minor=1&role=tutor&plan=my-plan-1"
    assert asked.read(dict(pair.split("=") for pair in told.query.split("&")), 28) == told


def test_an_empty_address_tells_nothing():
    told = asked.read({"arrival": "", "country": "", "other": "x"}, 28)
    assert (told.arrival, told.days, told.errors, told.query) == (None, 28, {}, "")


def test_steps_are_chosen_before_a_date_is_known():
    told = asked.read({"days": "10", "minor": "1", "country": "nl"}, 28)
    assert told.arrival is None and told.day(step()) is None
    assert told.needs(step(minors_only=True)) and not told.needs(step(min_days=14)) and not told.needs(step(countries=(Iso.FR,)))
    assert told.query == "days=10&country=nl&minor=1"


@pytest.mark.parametrize("first", [EARLIEST, LATEST])
@pytest.mark.parametrize("days", [SHORTEST, LONGEST])
def test_the_limits_themselves_are_allowed(first, days):
    told = asked.read({"arrival": first.isoformat(), "days": str(days), "country": "es"}, 28)
    assert told.errors == {} and told.arrival == first
    assert told.day(step(anchor=Anchor.END, offset_days=64, office=True))
    last = first + (days - 1) * datetime.timedelta(days=1)
    assert asked.read({"arrival": first.isoformat(), "departure": last.isoformat()}, 28).days == days


def test_messages_are_in_the_active_language():
    with translation.override("de"):
        assert asked.read({"arrival": "x"}, 28).errors == {"arrival": asked.no_such_day()}


@pytest.mark.parametrize("text", ["2027-1-18", "18.01.2027", "2027-01-18T00:00", "2027-13-01", "0000-01-01", "-2027-01-18", "2027‑01‑18", "9" * 500])
def test_only_a_day_is_a_day(text):
    told = asked.read({"arrival": text, "country": "fr"}, 28)
    assert set(told.errors) == {"arrival"}
    assert told.arrival is None and told.country is Iso.FR


@pytest.mark.parametrize("plan", ["", "short", "UPPER-CASE", "x" * 41, "with space", "ünïcödé-plan", "../../etc/passwd", "abcdefgh\n"])
def test_a_plan_is_a_word_of_ours(plan):
    made = asked.read({"arrival": "2027-01-18", "plan": plan}, 28).plan
    assert asked.PLAN.fullmatch(made)
    assert made == "abcdefgh" if plan.strip() == "abcdefgh" else made == asked.plan_for(on("2027-01-18"), 28, None, False)
