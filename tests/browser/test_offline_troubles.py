"""What goes wrong when a kit is kept: each time a plain sentence, and the old copy stays; what was withdrawn goes."""

import socket

import pytest
from offline_in_browser import KEPT, KIT, LIST, MARKED, TEXT, keep, panel, says
from playwright.sync_api import Route, expect

pytestmark = pytest.mark.nightly


def test_what_changed_meanwhile_is_not_kept_and_the_old_copy_stays(page, publish):
    keep(page)
    before = page.evaluate(KEPT)
    publish("Huit semaines à Nantes.")
    stale = page.request.get(KIT + "offline.json").text()
    publish("Neuf semaines à Nantes.")
    page.route("**/offline.json", lambda route: route.fulfill(body=stale, content_type="application/json"))
    page.goto(KIT)
    page.locator("[data-part=keep]").click()
    expect(page.locator("[data-part=status]")).to_have_text(says("changed"))
    assert page.evaluate(KEPT) == before
    assert page.evaluate(TEXT, [KIT, "Cinq semaines"])


def test_a_lost_connection_leaves_what_was_there(page, online):
    def cut(route: Route) -> None:
        online.stop()
        route.continue_()

    panel(page)
    expect(page.locator("[data-part=keep]")).to_be_visible()
    page.route("**/media/images/*", cut)
    page.locator("[data-part=keep]").click()
    expect(page.locator("[data-part=status]")).to_have_text(says("lost"), timeout=15_000)
    assert page.evaluate(KEPT) == []


def test_too_little_room_is_told_before_anything_is_loaded(page):
    panel(page)
    page.evaluate("navigator.storage.estimate = async () => ({quota: 100_000, usage: 90_000})")
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url) if request.headers.get("x-keep") else None)
    page.locator("[data-part=keep]").click()
    expect(page.locator("[data-part=status]")).to_have_text(says("full"))
    assert page.evaluate(KEPT) == []
    assert [url for url in fetched if not url.endswith("offline.json")] == []


def test_a_full_disk_leaves_the_old_copy(page, online):
    """Browsers may tell more room than there is; then the writing itself fails."""
    keep(page)
    before, used = page.evaluate(KEPT), page.evaluate("navigator.storage.estimate().then(found => found.usage)")
    page.context.new_cdp_session(page).send("Storage.overrideQuotaForOrigin", {"origin": online.url, "quotaSize": used + 20_000})
    page.locator("[data-part=pdf]").check()
    page.locator("[data-part=keep]").click()
    expect(page.locator("[data-part=status]")).to_have_text(says("noRoom"))
    assert page.evaluate(KEPT) == before
    assert page.evaluate(MARKED, KIT)["withPdf"] is False


def test_two_tabs_do_not_get_in_each_others_way(page):
    waiting: list[Route] = []
    other = page.context.new_page()
    panel(page)
    panel(other)
    page.route("**/media/images/*", lambda route: waiting.append(route) if route.request.headers.get("x-keep") else route.continue_())
    page.locator("[data-part=keep]").click()
    page.wait_for_timeout(500)
    assert len(waiting) == 1
    other.locator("[data-part=keep]").click()
    expect(other.locator("[data-part=status]")).to_have_text(says("busy"))
    waiting[0].continue_()
    expect(page.locator("[data-part=status]")).to_have_text(says("done"), timeout=15_000)
    expect(other.locator("[data-part=state]")).to_have_text(says("kept"))  # the other tab hears of it


@pytest.mark.parametrize(
    "how", ["delete window.caches", "Object.defineProperty(window, 'caches', {get() { throw new DOMException('', 'SecurityError'); }})"]
)
def test_a_browser_that_keeps_nothing_says_so(page, how):
    page.add_init_script(how)
    panel(page)
    expect(page.locator("[data-part=status]")).to_have_text(says("unable"))
    assert not page.locator("[data-part=keep]").is_visible()
    page.goto(LIST)
    expect(page.locator("[data-part=none]")).to_have_text(says("unable"))


def test_what_a_closed_tab_left_unfinished_goes(page):
    page.goto(KIT)
    page.evaluate("async page => (await caches.open(`kit ${page} 000000000000`)).put(page, new Response('half'))", KIT)
    page.goto(LIST)
    expect(page.locator("[data-part=none]")).to_be_visible()
    keep(page)
    assert [name for name in page.evaluate(KEPT) if name.endswith(" 000000000000")] == []


@pytest.mark.parametrize("where", ["its own address", "the list", "any page"])
def test_a_withdrawn_kit_leaves_the_device(page, publish, where):
    keep(page)
    publish("")
    if where == "its own address":
        page.goto(KIT)
        assert page.locator("h1").inner_text() != "Nantes"
    elif where == "the list":
        page.goto(LIST)
        expect(page.locator("[data-part=none]")).to_be_visible()
    else:
        session = page.context.new_cdp_session(page)
        session.send("ServiceWorker.enable")
        session.send("ServiceWorker.stopAllWorkers")
        page.goto("/fr/")
    page.wait_for_function(f"async () => !(await ({KEPT})()).length")


def test_a_line_that_hangs_shows_the_copy_after_three_seconds(page, online):
    keep(page)
    online.stop()
    with socket.socket() as silent:
        silent.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        silent.bind(("127.0.0.1", online.port))
        silent.listen()
        page.goto(KIT, wait_until="commit")
        waited = page.evaluate("performance.getEntriesByType('navigation')[0].responseStart")
        assert page.locator("h1").inner_text() == "Nantes"
        assert 2500 < waited < 6000


def test_a_site_that_keeps_nothing_any_more_takes_everything_back(page, online):
    keep(page)
    online.stop()
    online.start(VR4M_OFFLINE="no")
    try:
        page.goto("/fr/")
        page.evaluate("async () => (await navigator.serviceWorker.getRegistration())?.update()")
        page.wait_for_function("async () => !(await navigator.serviceWorker.getRegistration()) && !(await caches.keys()).length")
        page.goto(KIT)
        assert page.locator("details.kept").count() == 0
        assert page.goto(LIST).status == 404
    finally:
        online.stop()
