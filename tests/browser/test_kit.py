"""A kit's tools in a real browser: dates, ticks, phrases, money, fraud, emergencies, sending. Nothing a reader types leaves the device."""

import datetime
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

AXE = (Path(__file__).resolve().parents[1] / "vendor" / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']})"
WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
MODES = {
    "phone": {},
    "dark": {"color_scheme": "dark"},
    "desktop": {"viewport": {"width": 1280, "height": 900}},
    "dark desktop": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "320 px": {"viewport": {"width": 320, "height": 640}},
}
KIT = "/fr/kits/france/nantes/"
GERMAN = "/de/kits/france/nantes/"
DAYS = """() => [...document.querySelectorAll('[data-day]')].map(place =>
    [place.dataset.day, place.querySelector('time')?.dateTime ?? '', place.querySelector('.late') !== null])"""
VOICES = """
    window.__said = [];
    const voices = [{lang: 'en-GB', localService: true, name: 'English'}, {lang: 'fr_FR', localService: false, name: 'far'},
        {lang: 'fr-FR', localService: true, name: 'near'}];
    window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
    Object.defineProperty(window, 'speechSynthesis', {value: {
        getVoices: () => window.__voices ?? voices, cancel() {}, addEventListener(name, heard) { window.__changed = heard; },
        speak(words) { window.__said.push([words.text, words.voice.name, words.rate < 1]); }}});
"""


def stored(page) -> dict[str, str]:
    return page.evaluate("Object.fromEntries(Object.entries(localStorage))")


def come_near(page, selector: str) -> None:
    """Scrolls to a tool, whose script comes then."""
    page.locator(selector).first.evaluate("element => (element.hidden ? element.parentElement : element).scrollIntoView()")
    if selector == ".budget":
        page.locator(selector).wait_for()


def until(page, expression: str) -> None:
    """Waits until an expression is true; asks from here, since the page's policy lets nobody evaluate a text in it."""
    for _ in range(100):
        if page.evaluate(f"Boolean({expression})"):
            return
        page.wait_for_timeout(100)
    pytest.fail(expression)


def begin_dates(page) -> None:
    """Goes to the form of the dates, whose script comes then; its own words at the fields are the last thing that it sets up."""
    page.locator("#stay-arrival").focus()
    until(page, "document.querySelector('.stay__form').noValidate")


def type_dates(page, arrival: str, days: str = "28") -> None:
    begin_dates(page)
    page.locator("#stay-arrival").fill(arrival)
    page.locator("#stay-days").fill(days)


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


def test_broken_memory_of_the_device_breaks_nothing(reader, site):
    page = reader.open(KIT)
    key = page.locator("[data-ticks]").get_attribute("data-ticks")
    for value in ('"{', "[1]", '{"arrival": 7, "days": {}}', "null"):
        for name in ("dates", "numbers", "budget", "ticks"):
            page.evaluate("([name, value]) => localStorage.setItem(name, value)", [f"{name}:{key}", value])
        page.reload()
        come_near(page, ".budget")
        assert page.locator(".day time").count() == 0
        assert page.locator(".budget").is_visible()
    assert reader.errors == []


def test_without_a_voice_of_the_host_no_button_shows(reader):
    reader.context.add_init_script(VOICES + "window.__voices = [{lang: 'en-GB', localService: true}];")
    page = reader.open(GERMAN)
    come_near(page, ".phrases")
    until(page, "window.__changed")
    assert page.locator("button.say").count() == 0
    page.evaluate("window.__voices = [{lang: 'fr-FR', localService: true, name: 'late'}]; window.__changed()")
    assert page.locator("button.say").count() == 2  # voices may come late
    page.evaluate("window.__voices = []; window.__changed()")
    assert not page.locator("button.say").first.is_visible()


def test_phrases_are_said_in_the_hosts_language_slowly(reader):
    reader.context.add_init_script(VOICES)
    page = reader.open(GERMAN)
    come_near(page, ".phrases")
    page.locator("button.say").last.click()
    assert page.evaluate("window.__said") == [["Je suis malade aujourd’hui", "near", True]]
    assert page.locator("button.say").last.inner_text().strip()


def test_a_browser_without_speech_shows_the_phrases_all_the_same(reader):
    reader.context.add_init_script("delete Window.prototype.speechSynthesis; delete window.speechSynthesis;")
    page = reader.open(GERMAN)
    come_near(page, ".phrases")
    assert page.locator(".phrases td").first.is_visible()
    assert reader.errors == []


def test_the_budget_adds_up_prices_and_own_numbers_in_the_pages_money(reader):
    page = reader.open(KIT)
    come_near(page, ".budget")
    page.on("request", lambda request: pytest.fail(request.url))
    for name, value in (("weeks", "4"), ("grant", "1000"), ("rent", "450.50"), ("food", "60"), ("other", "20")):
        page.locator(f"#b-{name}").fill(value)
    page.locator(".budget [data-price]").fill("4")  # at 2.50 each

    def sums() -> list[str]:
        return [re.sub(r"\s", " ", words) for words in page.locator(".budget [data-sum]").all_inner_texts()]

    assert sums() == ["780,50 €", "195,13 €", "219,50 €"]
    left = page.locator("[data-rest]").inner_text()
    page.locator("#b-grant").fill("100")
    assert sums()[2] == "680,50 €"
    assert page.locator("[data-rest]").inner_text() != left
    page.locator("#b-rent").fill("-5")
    assert sums()[0] == "330,00 €"  # nobody pays you for living somewhere


def test_the_budget_is_kept_on_the_device(reader):
    page = reader.open(KIT)
    come_near(page, ".budget")
    page.locator("#b-grant").fill("900")
    page.reload()
    come_near(page, ".budget")
    assert page.locator("#b-grant").input_value() == "900"


def test_the_budget_is_hidden_where_nothing_can_add_up(reading, site):
    page = reading(java_script_enabled=False).page
    page.goto(site.url + KIT)
    assert not page.locator(".budget").is_visible()
    assert page.locator(".fraud__sum").is_visible()
    assert page.locator("[data-mails] a").count() >= 2


def test_signs_of_fraud_give_a_verdict(reader):
    page = reader.open(KIT)
    check, verdict = page.locator(".fraud"), page.locator(".fraud__sum")
    none = verdict.inner_text()
    box = check.get_by_role("checkbox").first
    box.check()
    assert verdict.inner_text() != none
    assert "1" in verdict.inner_text()
    again = check.get_by_role("button")
    again.click()
    expect(verdict).to_have_text(none)
    assert not again.is_visible()
    box.check()
    page.reload()
    assert not page.locator(".fraud").get_by_role("checkbox").first.is_checked()  # the next offer begins anew


def test_the_emergency_card_opens_by_keyboard_from_anywhere_and_gives_the_focus_back(reader):
    page = reader.open(KIT)
    page.evaluate("scrollTo(0, document.body.scrollHeight / 2)")
    opener = page.locator(".alarm")
    assert opener.is_visible()
    opener.focus()
    page.keyboard.press("Enter")
    card = page.locator("dialog.numbers")
    assert card.is_visible()
    assert card.locator("a[href='tel:112']").is_visible()
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement === document.body || document.querySelector('dialog').contains(document.activeElement)")
    page.keyboard.press("Escape")
    assert not card.is_visible()
    assert opener.evaluate("element => element === document.activeElement")


def test_own_numbers_are_kept_and_can_be_called(reader):
    page = reader.open(KIT)
    page.locator(".alarm").click()
    call = page.locator("#own-tutor ~ a")
    assert not call.is_visible()
    page.locator("#own-tutor").fill("+33 (0)6 12 34 56 78")
    assert call.get_attribute("href") == "tel:+330612345678"
    page.locator("#own-address").fill("1 rue de l’Exemple")
    page.locator(".numbers__head button").click()
    page.reload()
    page.locator(".alarm").click()
    assert page.locator("#own-tutor").input_value() == "+33 (0)6 12 34 56 78"
    assert call.is_visible()
    assert page.locator("#own-address").input_value() == "1 rue de l’Exemple"
    assert reader.context.cookies() == []


def test_the_emergency_numbers_are_reached_without_scripts(reading, site):
    page = reading(java_script_enabled=False).page
    page.goto(site.url + KIT)
    page.locator(".alarm").click()
    assert page.url.endswith("#emergency")
    assert page.locator("#emergency a[href='tel:112']").is_visible()


def test_the_kit_is_sent_in_the_learners_language(reader, site):
    reader.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site.url)
    page = reader.open(KIT)
    page.locator(".send summary").click()
    page.locator(".send__form").wait_for()
    french = page.locator("#send-text").input_value()
    page.locator("#send-language").select_option("de")
    german = page.locator("#send-text").input_value()
    assert german != french
    assert german.endswith(f"{site.url}{GERMAN}")
    page.locator("#send-text").fill(f"Hallo!\n{german}")
    assert "Hallo!%0A" in page.locator("[data-do=mail]").get_attribute("href")
    page.locator("[data-do=copy]").click()
    until(page, "document.querySelector('.send [role=status]').textContent")
    assert page.evaluate("navigator.clipboard.readText()") == f"Hallo!\n{german}"


def test_a_phone_that_can_share_shares(reader):
    reader.context.add_init_script("navigator.share = (what) => { window.__shared = what; return Promise.resolve(); };")
    page = reader.open(KIT)
    page.locator(".send summary").click()
    page.locator("[data-do=share]").click()
    assert page.evaluate("window.__shared.text") == page.locator("#send-text").input_value()


def test_the_poster_is_printed_alone(reader):
    page = reader.open(KIT)
    page.evaluate("window.print = () => { window.__printed = true; }")
    page.locator(".send summary").click()
    page.locator("[data-print]").click()
    until(page, "window.__printed")
    page.emulate_media(media="print")
    assert page.locator("#poster .qr").is_visible()
    for selector in (".masthead", ".cover", ".ticket", ".sec", ".foot", ".alarm"):
        assert not page.locator(selector).first.is_visible(), selector


def test_the_contents_show_where_the_reader_is(reading):
    page = reading(viewport={"width": 1280, "height": 700}).open(KIT)
    page.locator("#sources").evaluate("element => element.scrollIntoView()")
    until(page, "document.querySelector('.toc [aria-current]')")
    assert page.locator(".toc [aria-current]").count() == 1


@pytest.mark.parametrize(
    "mode", ["phone", "dark desktop", *(pytest.param(mode, marks=pytest.mark.nightly) for mode in ("dark", "desktop", "320 px"))]
)
def test_the_open_tools_are_accessible(reading, mode):
    reader = reading(**MODES[mode])
    page = reader.open(KIT)
    type_dates(page, (datetime.date.today() + datetime.timedelta(days=1)).isoformat(), "400")
    page.locator("#stay-days").fill("28")
    come_near(page, ".budget")
    page.locator(".fraud").get_by_role("checkbox").first.check()
    page.locator(".send summary").click()
    page.locator(".send__form").wait_for()
    page.evaluate("location.hash = '#poster'")
    page.evaluate(AXE)
    for opened in (False, True):
        page.evaluate("scrollTo(0, 0)")  # elsewhere the fixed button may lie on a link, until one scrolls
        if opened:
            page.locator(".alarm").click()
        found = page.evaluate(RUN, RULES)["violations"]
        assert [(violation["id"], [node["target"] for node in violation["nodes"]][:3]) for violation in found] == []
        assert not page.evaluate(WIDE)
    assert reader.refused() == []
    assert reader.errors == []


def test_twice_the_text_and_a_narrow_phone_scroll_one_way_only(reading):
    page = reading(viewport={"width": 640, "height": 900}).open(f"{KIT}?arrival=2027-01-18&days=28")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    page.locator(".send summary").click()
    page.locator(".send__form").wait_for()
    come_near(page, ".budget")
    assert not page.evaluate(WIDE)
    page.locator(".alarm").click()
    assert not page.evaluate(WIDE)
    assert page.locator("dialog.numbers").evaluate("element => element.scrollWidth <= element.clientWidth")


def test_ten_lines_of_the_first_48_hours_fit_on_the_screen_of_a_phone(reader):
    """The starter kits have ten lines of about sixty letters; an address bar leaves some 665 pixels of 844."""
    page = reader.open(KIT)
    page.evaluate(
        """() => { const line = document.querySelector('#first-48h li');
            line.querySelector('.tick span').firstChild.data = 'Repère la sortie de secours et l’extincteur de l’immeuble ';
            for (let more = 1; more < 10; more++) line.after(line.cloneNode(true)); }"""
    )
    assert page.locator("#first-48h .tick").count() == 10
    assert page.locator("#first-48h").evaluate("element => element.getBoundingClientRect().height") <= 665
    assert min(page.locator("#first-48h .tick").evaluate_all("lines => lines.map(line => line.getBoundingClientRect().height)")) >= 44
