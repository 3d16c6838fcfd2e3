"""axe-core on each kind of page, as people with different devices and eyes meet it. Nothing may scroll sideways or be refused."""

from pathlib import Path

import pytest

AXE = (Path(__file__).resolve().parents[1] / "vendor" / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Where the system chooses the colours, axe still reads those of the sheet; contrast is the system's there.
RUN = "([rules, off]) => axe.run(document, {runOnly: {type: 'tag', values: rules}, rules: off, resultTypes: ['violations']})"
WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
MODES = {
    "phone": {},
    "dark": {"color_scheme": "dark"},
    "desktop": {"viewport": {"width": 1280, "height": 900}},
    "320 px": {"viewport": {"width": 320, "height": 640}},
    "forced colours": {"viewport": {"width": 1280, "height": 900}, "forced_colors": "active"},
}
PAGES = {
    "home": "/fr/",
    "list": "/fr/kits/",
    "country": "/fr/kits/france/",
    "kit": "/fr/kits/france/nantes/",
    "German kit": "/de/kits/france/nantes/",
    "German country": "/de/kits/france/",
    "fallback": "/nl/kits/france/nantes/",
    "print": "/e/{key}/fr-1/",
    "timeline": "/fr/accueillir/",
    "timeline of a stay": "/fr/accueillir/?arrival=2026-01-18&days=21&country=de&minor=1",
    "timeline with mistakes": "/fr/accueillir/?arrival=2027-01-18&days=999&role=boss",
    "phase": "/fr/accueillir/avant/?arrival=2027-01-18&minor=1",
    "no such page": "/fr/nothing/",
}


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible(reading, site, name, mode):
    reader = reading(**MODES[mode])
    page = reader.open(PAGES[name].format(key=site.key))
    for details in page.locator("details").all():
        details.evaluate("element => element.open = true")
    page.evaluate(AXE)
    off = {"color-contrast": {"enabled": False}} if "forced_colors" in MODES[mode] else {}
    found = page.evaluate(RUN, [RULES, off])["violations"]
    assert [(violation["id"], [node["target"] for node in violation["nodes"]][:3]) for violation in found] == []
    assert not page.evaluate(WIDE)
    assert reader.refused() == []
    assert [error for error in reader.errors if "404" not in error] == []


@pytest.mark.parametrize("name", PAGES)
def test_text_twice_as_large_stays_readable(reading, site, name):
    reader = reading(viewport={"width": 640, "height": 900})
    page = reader.open(PAGES[name].format(key=site.key))
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert not page.evaluate(WIDE)


@pytest.mark.parametrize("name", ["home", "kit", "country", "print", "timeline", "phase"])
def test_targets_are_large_enough_for_thumbs(reader, site, name):
    page = reader.open(PAGES[name].format(key=site.key))
    small = page.evaluate(
        """() => [...document.querySelectorAll('a, button, summary, input:not([type=hidden]), label.tick')]
            .filter(e => e.checkVisibility() && !e.closest('p, dd, .sources, h3, dt, .skip, strong') && !e.matches('.ref, .skip, .tick input'))
            .map(e => [e.className || e.tagName, e.getBoundingClientRect().height]).filter(([, height]) => height < 44)"""
    )
    assert small == []
