"""A kit's tools in a real browser: phrases, money, fraud, emergencies, sending. Nothing a reader types leaves the device."""

import re

import pytest
from kit_in_browser import GERMAN, KIT, come_near, until
from playwright.sync_api import expect

VOICES = """
    window.__said = [];
    const voices = [{lang: 'en-GB', localService: true, name: 'English'}, {lang: 'fr_FR', localService: false, name: 'far'},
        {lang: 'fr-FR', localService: true, name: 'near'}];
    window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
    Object.defineProperty(window, 'speechSynthesis', {value: {
        getVoices: () => window.__voices ?? voices, cancel() {}, addEventListener(name, heard) { window.__changed = heard; },
        speak(words) { window.__said.push([words.text, words.voice.name, words.rate < 1]); }}});
"""


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
    assert page.locator("button.say").last.get_attribute("aria-label")


def test_a_browser_without_speech_shows_the_phrases_all_the_same(reader):
    reader.context.add_init_script("delete Window.prototype.speechSynthesis; delete window.speechSynthesis;")
    page = reader.open(GERMAN)
    come_near(page, ".phrases")
    assert page.locator(".phrases__list i").first.is_visible()
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
