"""Kits without network: kept, read, searched, renewed, removed. The server itself is stopped, not only the browser's network."""

import re
from pathlib import Path

import pytest
from offline_in_browser import GERMAN, KEPT, KIT, LIST, MARKED, TEXT, keep, panel, says
from playwright.sync_api import Page, expect

AXE = (Path(__file__).resolve().parents[1] / "vendor" / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def test_the_size_is_told_before_anything_is_kept(page):
    page.goto(KIT)
    assert page.evaluate(KEPT) == []
    panel(page)
    state = page.locator("[data-part=state]")
    expect(state).to_have_text(re.compile(says("size").pattern + " " + says("room").pattern))
    told = int(re.search(r"(\d+)\s?ko", state.inner_text())[1])
    answer = page.request.get(KIT + "offline.json").json()
    assert told == round(answer["bytes"] / 1000)
    page.locator("[data-part=pdf]").check()
    expect(state).to_have_text(re.compile(rf"{round((answer['bytes'] + answer['pdf']['bytes']) / 1000)}\s?ko"))
    assert page.evaluate(KEPT) == []


def test_a_kept_kit_is_read_with_its_pictures_when_the_server_is_gone(page, online):
    keep(page)
    online.stop()
    page.goto(KIT)
    assert page.locator("h1").inner_text() == "Nantes"
    page.evaluate("document.querySelectorAll('img').forEach(image => { image.loading = 'eager'; })")
    page.wait_for_function("[...document.images].every(image => image.complete)")
    assert page.evaluate("[...document.images].filter(image => !image.naturalWidth).map(image => image.src)") == []
    assert page.locator("picture img").count() == 1
    assert page.evaluate("document.fonts.ready.then(() => [...document.fonts].filter(font => font.status !== 'loaded').length)") == 0
    assert page.evaluate("getComputedStyle(document.querySelector('.cover--hero')).backgroundColor") == "rgb(36, 64, 196)"
    assert page.evaluate("document.querySelector('svg.ico use').getBoundingClientRect().width") > 10
    box = page.locator("section.checks").first.get_by_role("checkbox").first
    box.check()
    page.reload()
    assert box.is_checked()
    expect(page.locator("[data-part=state]")).to_have_text(says("kept"))
    page.goto(KIT + "?arrival=2027-01-18&days=28#work")
    assert page.locator("h1").inner_text() == "Nantes"
    policy = "async path => (await fetch(path, {mode: 'same-origin'}).catch(() => caches.match(path))).headers.get('Content-Security-Policy')"
    assert "default-src 'none'" in page.evaluate(policy, KIT)


def test_what_was_not_kept_leads_to_the_list_in_its_language(page, online):
    keep(page)
    online.stop()
    page.goto(KIT)
    page.locator(".masthead details.menu > summary").first.click()
    page.locator(".menu__list").get_by_role("link", name="Deutsch").click()
    expect(page.locator("[data-part=list] a.cover__in")).to_have_attribute("href", KIT)
    assert page.locator("html").get_attribute("lang") == "de"
    assert page.url.endswith(GERMAN)
    expect(page.locator("[data-part=lost]")).to_be_visible()
    page.locator("[data-part=list] a.cover__in").click()
    assert page.locator("h1").inner_text() == "Nantes"
    assert page.url.endswith(KIT)
    for address in ("/fr/", "/fr/kits/", "/", "/e/00000000-0000-4000-8000-000000000000/?edition=3"):
        page.goto(address)
        expect(page.locator("[data-part=list] a.cover__in")).to_have_count(1)
        assert page.locator("html").get_attribute("lang") == "fr"


def test_the_list_shows_sizes_numbers_to_call_and_finds_words_without_accents(page, online):
    keep(page)
    keep(page, GERMAN)
    online.stop()
    page.goto(LIST)
    expect(page.locator("[data-part=list] > li")).to_have_count(2)
    expect(page.locator("[data-part=list] [data-part=state]").first).to_have_text(says("kept"))
    assert page.evaluate("[...document.querySelectorAll('[data-part=list] img')].every(image => image.naturalWidth)")
    assert page.locator("[data-part=numbers] a").evaluate_all("links => links.map(link => link.getAttribute('href'))") == ["tel:112", "sms:114"]
    field = page.locator("#seek")
    field.fill("lycée inexistant")
    expect(page.locator("[data-part=told]")).to_have_text(re.compile(says("found").pattern.replace(".+", "0$")))
    field.fill("RESEAU simple")
    hits = page.locator("[data-part=results] a")
    expect(hits).to_have_count(2)
    assert hits.first.locator("mark").inner_text() == "réseau"
    assert hits.first.get_attribute("href").startswith(KIT + "#")
    field.fill("de reseau simple")
    expect(hits.first).to_have_attribute("href", re.compile("^/"))
    field.fill("reseau simple")
    there = hits.first.get_attribute("href")
    hits.first.click()
    page.wait_for_url("**" + there)
    expect(page.locator(":target")).to_have_id(there.partition("#")[2])


def test_the_pdf_is_kept_where_it_is_wanted_and_given_back(page, online):
    keep(page, pdf=True)
    has = "async path => !!(await caches.match(path))"
    assert page.evaluate(has, KIT + "kit.pdf")
    body = "async path => (await (await caches.match(path)).text()).slice(0, 8)"
    assert page.evaluate(body, KIT + "kit.pdf") == "%PDF-1.7"
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url) if request.headers.get("x-keep") and request.method == "GET" else None)
    page.locator("[data-part=pdf]").uncheck()
    page.locator("[data-part=keep]").click()
    expect(page.locator("[data-part=status]")).to_have_text(says("done"))
    assert not page.evaluate(has, KIT + "kit.pdf")
    assert page.evaluate(has, KIT)
    assert [url for url in fetched if not url.endswith("offline.json")] == []  # nothing was loaded twice


def test_a_kit_is_removed(page):
    keep(page)
    page.goto(LIST)
    page.locator("[data-part=list] [data-part=remove]").click()
    expect(page.locator("[data-part=list] > li")).to_have_count(0)
    expect(page.locator("[data-part=told]")).to_have_text(says("removed"))
    expect(page.locator("[data-part=none]")).to_be_visible()
    assert page.evaluate("document.activeElement !== document.body")
    assert page.evaluate(KEPT) == []


def test_a_newer_edition_is_offered_and_taken_only_when_asked(page, online, publish):
    keep(page)
    before = page.evaluate(KEPT)
    publish("Six semaines à Nantes.")
    page.goto(LIST)
    state = page.locator("[data-part=list] [data-part=state]")
    expect(state).to_have_text(re.compile(says("newer").pattern))
    assert int(re.search(r"(\d+)\s?ko\)", state.inner_text())[1]) < 60  # the page alone, not its pictures and fonts again
    assert page.evaluate(KEPT) == before
    page.goto(KIT)
    expect(page.locator("details.kept[open] [data-part=state]")).to_have_text(re.compile(says("newer").pattern))
    assert page.evaluate(KEPT) == before
    page.locator("[data-part=keep]").click()
    expect(page.locator("[data-part=status]")).to_have_text(says("done"))
    after = page.evaluate(KEPT)
    assert len(after) == 1
    assert after != before
    online.stop()
    page.goto(KIT)
    assert "Six semaines" in page.locator(".lead").first.inner_text()


def test_an_old_tab_keeps_what_the_site_has_now(page, publish):
    panel(page)
    expect(page.locator("[data-part=keep]")).to_be_visible()
    publish("Sept semaines à Nantes.")
    page.locator("[data-part=keep]").click()
    expect(page.locator("[data-part=status]")).to_have_text(says("done"), timeout=15_000)
    assert page.evaluate(TEXT, [KIT, "Sept semaines"])


def test_nothing_else_is_ever_kept(page, online):
    keep(page)
    for address in ("/graphql/", "/admin/login/", KIT + "?arrival=2027-01-18", "/de/kits/france/nantes/", "/sitemap.xml", "/healthz"):
        page.goto(address)
    names = page.evaluate("caches.keys()")
    assert sorted(name.split(" ")[0] for name in names) == ["kit", "shell"]
    urls = page.evaluate("async name => (await (await caches.open(name)).keys()).map(({url}) => new URL(url).pathname)", page.evaluate(KEPT)[0])
    listed = {file["url"] for file in page.request.get(KIT + "offline.json").json()["files"]}
    assert set(urls) == listed | {KIT + "offline.json"}
    assert page.evaluate(MARKED, KIT)["withPdf"] is False


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_list_is_accessible(browser, online, scheme, width):
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce", base_url=online.url)
    page = context.new_page()
    keep(page)
    assert violations(page) == []
    page.goto(LIST)
    page.locator("#seek").fill("reseau")
    expect(page.locator("[data-part=results] a")).to_have_count(1)
    assert violations(page) == []
    assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    small = page.evaluate(
        """() => [...document.querySelectorAll('main a, main button, main input:not([type=checkbox])')]
            .filter(e => e.checkVisibility() && !e.closest('.note'))
            .map(e => [e.className || e.tagName, e.getBoundingClientRect().height]).filter(([, height]) => height < 44)"""
    )
    assert small == []
    context.close()


def violations(page: Page) -> list[object]:
    page.evaluate(AXE)
    found = page.evaluate("rules => axe.run(document, {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']})", RULES)["violations"]
    return [(violation["id"], [node["target"] for node in violation["nodes"]][:3]) for violation in found]
