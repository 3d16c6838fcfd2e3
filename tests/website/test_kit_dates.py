"""A kit's deadlines as real days, computed by the server for whoever has no scripts."""

import datetime
import re

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import timezone, translation
from factories import make_kit, make_kits, publish

from cms.core import wording
from cms.core.enums import Anchor
from cms.kits.enums import Iso
from cms.timeline import asked
from cms.timeline.documents import Stay
from website.dates import NAMES, due_on, holidays, is_late

KIT = "/fr/kits/france/nantes/"
STAY = "?arrival=2027-01-18&days=28"
DAYS = re.compile(r'data-day="(\w+) (-?\d+)"[^>]*>(?:<time datetime="([\d-]+)")?')


def page(query: str = "", path: str = KIT, **headers: str):
    response = Client().get(path + query, headers=headers)
    assert response.status_code == 200
    return response


def days(html: str) -> list[tuple[str, str, str]]:
    """Anchor, offset and day of each deadline; no day where none is shown."""
    return DAYS.findall(html)


def test_without_dates_no_deadline_has_a_day(kit):
    html = page().content.decode()
    assert {day for _, _, day in days(html)} == {""}
    assert ("arrival", "-21", "") in days(html)


def test_with_dates_each_deadline_has_its_day(kit):
    html = page(STAY).content.decode()
    found = days(html)
    assert ("arrival", "-21", "2026-12-28") in found  # the list to tick, and the formality
    assert found.count(("arrival", "-21", "2026-12-28")) == 2
    assert ("arrival", "0", "2027-01-18") in found  # the first 48 hours
    assert 'value="2027-01-18"' in html
    assert "14 février 2027" in html  # departure: both days count


def test_the_host_country_decides_what_a_workday_is(db):
    item = {"text": "Dis bonjour", "anchor": "first_workday", "offset_days": 0, "critical": False}
    for iso, name, expected in (("fr", "france", "2027-07-15"), ("nl", "pays-bas", "2027-07-14")):  # 14 July is a holiday in France alone
        kit = make_kit(iso.upper(), iso=iso)
        kit.first_48h = [{"type": "item", "id": "0b0b0b0b-0000-4000-8000-00000000000a", "value": item}]
        publish(kit)
        html = page("?arrival=2027-07-13&days=14", f"/fr/kits/{name}/{iso}/").content.decode()
        assert ("first_workday", "0", expected) in days(html)


@pytest.mark.parametrize("arrival", ["2027-02-30", "1999-01-01", "2200-01-01", "soon", "2027-1-8", "<script>", "0000-00-00", "２０２７-０１-１８"])
def test_an_impossible_arrival_is_told_at_its_field_and_the_length_is_kept(kit, arrival):
    html = Client().get(KIT, {"arrival": arrival, "days": "14"}).content.decode()
    field = re.search(r'<input id="stay-arrival"[^>]*>', html)[0]
    assert 'aria-invalid="true"' in field
    assert re.search(r'id="stay-arrival-error"[^>]*>[^<]+<', html)
    assert 'name="days" type="number" inputmode="numeric" min="2" max="365" value="14"' in html
    assert {day for _, _, day in days(html)} == {""}
    assert "<script>" not in html.replace('<script type="module"', "")


@pytest.mark.parametrize("length", ["1", "366", "-3", "four", "1e9", "9" * 400])
def test_an_impossible_length_is_told_at_its_field_and_the_arrival_is_kept(kit, length):
    html = Client().get(KIT, {"arrival": "2027-01-18", "days": length}).content.decode()
    assert 'aria-invalid="true"' in re.search(r'<input id="stay-days"[^>]*>', html)[0]
    assert 'aria-invalid="true"' not in re.search(r'<input id="stay-arrival"[^>]*>', html)[0]
    assert 'value="2027-01-18"' in html
    assert {day for _, _, day in days(html)} == {""}


def test_messages_are_in_the_language_of_the_page(kit, translated):
    translated(kit, "de")
    with translation.override("de"):
        told = asked.no_such_day()
    assert told in page("?arrival=2027-02-30", "/de/kits/france/nantes/").content.decode()


def test_dates_of_one_reader_reach_nobody_else(kit):
    plain = page().content
    mine = page(STAY)
    assert mine["Cache-Control"] == "private, no-store"
    assert "ETag" not in mine
    assert page().content == plain
    assert mine.content != plain


def test_other_parameters_neither_change_nor_fill_the_memory(kit):
    plain = page()
    before = len(caches["pages"]._cache)
    for number in range(5):
        assert page(f"?utm={number}").content == plain.content
        page(f"{STAY}&utm={number}")
    assert len(caches["pages"]._cache) == before
    assert Client().get("/fr/kits/" + STAY)["ETag"]  # a page that knows no dates is the same for all


def test_a_hidden_kit_stays_hidden_with_dates(kit):
    kit.unpublish()
    assert Client().get(KIT + STAY).status_code == 404


def test_a_deadline_that_has_gone_by_asks_kindly_until_departure(kit, say, monkeypatch):
    reminder = say("Not done yet? Do it now.")

    def told(today: str) -> int:
        monkeypatch.setattr(timezone, "localdate", lambda *args: datetime.date.fromisoformat(today))
        return page(STAY).content.decode().count(f'<b class="late">{reminder}</b>')

    assert told("2026-12-28") == 0  # due today
    assert told("2026-12-29") == 2  # a line to tick and a formality, both three weeks before arrival
    assert told("2027-01-19") == 3  # the first evening too
    assert told("2027-02-15") == 0  # gone home


def test_each_language_says_days_its_own_way(kit, translated):
    translated(kit, "de")
    for language, path in (("fr", KIT), ("de", "/de/kits/france/nantes/")):
        with translation.override(language):
            assert wording.short_day(datetime.date(2026, 12, 28)) in page(STAY, path).content.decode()


def test_the_script_gets_holidays_and_messages(kit):
    html = page().content.decode()
    year = timezone.localdate().year
    assert f"&quot;{year}&quot;:{{&quot;fr&quot;:&quot;" in html
    assert html.count("data-error=") == 2
    assert holidays("") == "{" + ",".join(f'"{year + step}":{{"":""}}' for step in range(-1, 4)) + "}"


def test_days_are_those_of_the_stay():
    stay = Stay(arrival=datetime.date(2027, 1, 15), days=28, country=Iso.FR)
    assert due_on(stay, Anchor.FIRST_WORKDAY, -1) == datetime.date(2027, 1, 17)
    assert due_on(stay, Anchor.END, 0) == datetime.date(2027, 2, 11)
    assert not is_late(stay, timezone.localdate())
    assert NAMES == ("arrival", "days")


@pytest.mark.parametrize("few", [True, False])
def test_a_kit_with_dates_takes_no_more_queries_than_one_without(kit, few, translated, django_assert_max_num_queries):
    if not few:
        make_kits(8)
        translated(kit, "de", "en")
    page(STAY)
    with django_assert_max_num_queries(9):  # page, way up, languages, files, each with its documents' state
        page(STAY)
