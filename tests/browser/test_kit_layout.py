"""How a kit looks with all its tools open, with large text, on narrow phones; what its fixed button leaves free."""

import datetime
from pathlib import Path

import pytest
from kit_in_browser import KIT, WIDE, come_near, type_dates

AXE = (Path(__file__).resolve().parents[1] / "vendor" / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']})"
MODES = {
    "phone": {},
    "dark": {"color_scheme": "dark"},
    "desktop": {"viewport": {"width": 1280, "height": 900}},
    "dark desktop": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "320 px": {"viewport": {"width": 320, "height": 640}},
}


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


COVERED = """() => { const over = document.querySelector('.alarm').getBoundingClientRect(), found = [];
    for (const link of document.querySelectorAll('main a[href]:not(.alarm), main summary, main input, .foot a[href]')) {
        if (!link.checkVisibility() || link.closest('.toc, .lists')) continue;
        link.focus();
        const { top, right, bottom, left } = link.getBoundingClientRect();
        if (bottom > over.top && top < over.bottom && right > over.left && left < over.right) found.push(link.outerHTML.slice(0, 80));
    }
    return found; }"""


@pytest.mark.parametrize("width", [390, 320])
def test_the_emergency_button_covers_nothing_that_has_the_focus_and_not_the_end_of_the_page(reading, width):
    page = reading(viewport={"width": width, "height": 640}).open(KIT)
    assert page.evaluate(COVERED) == []
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    button, end = page.locator(".alarm").bounding_box(), page.locator(".foot__licence").bounding_box()
    assert end["y"] + end["height"] <= button["y"] + 24  # its own inner room at the end holds no words


def test_a_jump_lands_on_its_chapter(reader):
    page = reader.open(KIT)
    for anchor in page.locator(".toc a").evaluate_all("links => links.map(link => link.hash)"):
        page.evaluate("hash => { location.hash = hash; }", anchor)
        page.wait_for_timeout(50)
        end = page.evaluate("Math.ceil(scrollY + innerHeight) >= document.documentElement.scrollHeight")
        assert 0 <= page.locator(anchor).evaluate("chapter => chapter.getBoundingClientRect().top") <= 160 or end, anchor
