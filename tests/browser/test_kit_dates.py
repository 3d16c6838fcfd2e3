"""The days of a stay in a kit: typed in a real browser they are those of the server, and nothing leaves the device."""

import datetime
import re

from kit_in_browser import GERMAN, KIT, begin_dates, stored, type_dates, until

DAYS = """() => [...document.querySelectorAll('[data-day]')].map(place =>
    [place.dataset.day, place.querySelector('time')?.dateTime ?? '', place.querySelector('.late') !== null])"""


def test_typed_dates_are_those_of_the_server_and_nothing_is_sent(reader, reading, site):
    page = reader.open(KIT)
    begin_dates(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    plain = reading(java_script_enabled=False).page
    for arrival, days in (("2027-01-18", "28"), ("2026-12-24", "10"), ("2027-07-13", "2"), ("2027-05-01", "365")):
        type_dates(page, arrival, days)
        plain.goto(f"{site.url}{KIT}?arrival={arrival}&days={days}")
        shown = [(day, date) for day, date, _ in page.evaluate(DAYS)]
        assert shown == re.findall(r'data-day="([^"]+)"[^>]*>(?:<time datetime="([\d-]+)")?', plain.content())
        assert any(date for _, date in shown)
    assert [url for url in asked if "/static/" not in url] == []


def test_dates_are_kept_for_all_languages_of_the_kit_and_can_be_taken_back(reader):
    page = reader.open(KIT)
    type_dates(page, "2027-01-18", "14")
    page = reader.open(GERMAN)
    until(page, "document.querySelector('.day time')")
    assert page.locator("#stay-arrival").input_value() == "2027-01-18"
    assert page.locator("#stay-days").input_value() == "14"
    page.locator("#stay-arrival").fill("")
    assert page.locator(".day time").count() == 0
    assert not any(name.startswith("dates:") for name in stored(page))


def test_wrong_dates_say_so_at_their_field_and_keep_the_rest(reader):
    page = reader.open(KIT)
    type_dates(page, "1999-01-01", "14")
    assert page.locator("#stay-arrival-error").inner_text()
    assert page.locator("#stay-arrival").get_attribute("aria-invalid") == "true"
    assert page.locator(".day time").count() == 0
    assert stored(page) == {}
    type_dates(page, "2027-01-18", "400")
    assert not page.locator("#stay-arrival-error").inner_text()
    assert page.locator("#stay-days-error").inner_text()
    page.locator("#stay-days").fill("28")
    assert not page.locator("#stay-days-error").inner_text()
    assert page.locator(".day time").count() > 0


def test_dates_in_the_address_win_over_kept_ones(reader):
    page = reader.open(KIT)
    type_dates(page, "2027-01-18")
    page = reader.open(f"{KIT}?arrival=2027-03-01&days=28")
    until(page, "document.querySelector('.stay__form').noValidate")
    assert page.locator("#stay-arrival").input_value() == "2027-03-01"
    assert "2027-03-01" in [date for _, date, _ in page.evaluate(DAYS)]


def test_what_is_late_says_so_kindly_until_it_is_ticked(reader):
    page = reader.open(KIT)
    tomorrow = datetime.date.today() + datetime.timedelta(days=1)
    type_dates(page, tomorrow.isoformat())
    late = page.locator("section.checks .late")
    assert late.count() == 1  # three weeks before arrival
    assert late.is_visible()
    page.locator("section.checks li:has(.late) input").check()
    assert not late.is_visible()
    type_dates(page, (tomorrow - datetime.timedelta(days=60)).isoformat(), "14")
    assert page.locator(".late").count() == 0  # gone home


def test_a_stay_beyond_the_known_holidays_is_left_to_the_server(reader):
    page = reader.open(KIT)
    year = datetime.date.today().year + 8
    type_dates(page, f"{year}-01-18")
    page.locator(".stay__form button").click()
    page.wait_for_url("**/?arrival=*")
    assert f"{year}-01-18" in [date for _, date, _ in page.evaluate(DAYS)]
