"""What readers do: by touch, by keyboard, without scripts, on paper."""

KIT = "/fr/kits/france/nantes/"


def test_ticks_are_counted_kept_and_the_same_in_all_languages(reader):
    page = reader.open(KIT)
    list_ = page.locator("section.checks").first
    box = list_.get_by_role("checkbox").first
    assert not box.is_checked()
    box.check()
    assert page.evaluate("localStorage.length") == 1
    page.reload()
    assert page.locator("section.checks").first.get_by_role("checkbox").first.is_checked()
    page = reader.open("/de/kits/france/nantes/")
    assert page.locator("section.checks").first.get_by_role("checkbox").first.is_checked()
    page.locator("section.checks").first.get_by_role("checkbox").first.uncheck()
    page.reload()
    assert not page.locator("section.checks").first.get_by_role("checkbox").first.is_checked()


def test_nothing_is_sent_when_a_box_is_ticked(reader):
    page = reader.open(KIT)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("checkbox").first.check()
    page.wait_for_timeout(200)
    assert asked == []
    assert reader.context.cookies() == []


def test_everything_works_without_scripts(reading, site):
    reader = reading(java_script_enabled=False)
    page = reader.page
    page.goto(site.url + "/fr/")
    page.get_by_role("link", name="Nantes").first.click()
    assert page.url.endswith(KIT)
    page.get_by_role("checkbox").first.check()
    assert page.get_by_role("checkbox").first.is_checked()
    page.locator(".masthead details.menu:not(.menu--main) > summary").click()
    page.locator(".menu:not(.menu--main) .menu__list").get_by_role("link", name="Deutsch").click()
    assert page.url.endswith("/de/kits/france/nantes/")
    page.locator(".keep details:has(.ask) > summary").click()
    page.locator("#edition").fill("de-1")
    page.locator(".ask button").click()
    assert f"/e/{site.key}/de-1/" in page.url
    assert reader.errors == []


def test_the_keyboard_reaches_everything_in_order_and_shows_where_it_is(reader):
    page = reader.open(KIT)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
    page.keyboard.press("Enter")
    assert page.url.endswith("#content")
    page = reader.open(KIT)
    wanted = page.evaluate(
        """() => [...document.querySelectorAll('a[href], button, summary, input:not([type=hidden])')]
            .filter(e => e.checkVisibility()).length"""
    )
    hidden = []
    for _ in range(wanted):
        page.keyboard.press("Tab")
        state = page.evaluate(
            """() => { const e = document.activeElement, s = getComputedStyle(e);
                const ring = s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2;
                return {name: e.className || e.tagName, ring, seen: e.getBoundingClientRect().height > 0}; }"""
        )
        if not (state["ring"] and state["seen"]):
            hidden.append(state["name"])
    assert hidden == []
    assert page.evaluate("document.activeElement.closest('.foot') !== null")


def test_escape_closes_a_menu_and_gives_the_focus_back(reader):
    page = reader.open("/fr/")
    summary = page.locator(".masthead details.menu:not(.menu--main) > summary")
    summary.focus()
    page.keyboard.press("Enter")
    assert page.locator(".menu:not(.menu--main) .menu__list").is_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert not page.locator(".menu:not(.menu--main) .menu__list").is_visible()
    assert summary.evaluate("element => element === document.activeElement")


def test_a_click_elsewhere_closes_a_menu(reader):
    page = reader.open(KIT)
    page.locator(".masthead details.menu:not(.menu--main) > summary").click()
    page.locator(".crumbs").click(position={"x": 2, "y": 2})
    assert not page.locator(".menu:not(.menu--main) .menu__list").is_visible()


def test_paper_gets_the_content_and_no_controls(reader):
    page = reader.open(KIT)
    page.emulate_media(media="print")
    for selector in (".toc", ".keep", ".menu", ".nav"):
        assert not page.locator(selector).first.is_visible(), selector
    for selector in (".checks", ".sos", ".phrases", "#sources", ".eu"):
        assert page.locator(selector).first.is_visible(), selector


def test_a_number_leads_to_its_source(reader):
    page = reader.open(KIT)
    page.locator("a.ref").first.click()
    assert "#source-" in page.url
    assert page.locator(":target").is_visible()


def test_nothing_comes_from_elsewhere(reader, site):
    asked: list[str] = []
    reader.page.on("request", lambda request: asked.append(request.url))
    reader.open(KIT)
    assert asked
    assert all(url.startswith(site.url) for url in asked)
    assert len(asked) <= 12


def test_a_kit_is_light(reader):
    page = reader.open(KIT)
    assert page.evaluate("document.querySelectorAll('*').length") <= 1500
    assert page.evaluate("performance.getEntriesByType('layout-shift').length") == 0
