"""axe-core on each kind of page, as people with different devices and eyes meet it. Nothing may scroll sideways or be refused."""

from pathlib import Path

import pytest

AXE = (Path(__file__).resolve().parents[1] / "vendor" / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Where the system chooses the colours, axe still reads those of the sheet; contrast is the system's there.
RUN = "([rules, off]) => axe.run(document, {runOnly: {type: 'tag', values: rules}, rules: off, resultTypes: ['violations']})"
WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
MODES = {  # size of the window, and what the reader's system wants
    "phone": (PHONE, {"color_scheme": "light"}),
    "dark": (PHONE, {"color_scheme": "dark"}),
    "desktop": (DESK, {"color_scheme": "light"}),
    "320 px": ({"width": 320, "height": 640}, {"color_scheme": "light"}),
    "forced colours": (DESK, {"color_scheme": "light", "forced_colors": "active"}),
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
    "course": "/fr/courses/safety/",
    "module": "/fr/courses/safety/module-1/?country=de&check=1&one=bad&several=stop&several=guard&order=show:1",
    "certificate": "/fr/certificate/vr4m-safety/",
    "no such page": "/fr/nothing/",
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_in_every_mode_and_with_text_twice_as_large(reader, site, name):
    page = reader.open(PAGES[name].format(key=site.key))
    for details in page.locator("details").all():
        details.evaluate("element => element.open = true")
    page.evaluate(AXE)
    for mode, (size, wanted) in MODES.items():
        page.set_viewport_size(size)
        page.emulate_media(**{"forced_colors": "none", **wanted})
        off = {"color-contrast": {"enabled": False}} if "forced_colors" in wanted else {}
        found = page.evaluate(RUN, [RULES, off])["violations"]
        assert [(mode, violation["id"], [node["target"] for node in violation["nodes"]][:3]) for violation in found] == []
        assert not page.evaluate(WIDE), mode
    page.emulate_media(forced_colors="none")
    page.set_viewport_size({"width": 640, "height": 900})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert not page.evaluate(WIDE)
    assert reader.refused() == []
    assert [error for error in reader.errors if "404" not in error] == []


@pytest.mark.parametrize("name", ["home", "kit", "country", "print", "timeline", "phase", "course", "module"])
def test_targets_are_large_enough_for_thumbs(reader, site, name):
    page = reader.open(PAGES[name].format(key=site.key))
    small = page.evaluate(
        """() => [...document.querySelectorAll('a, button, summary, input:not([type=hidden]), label.tick')]
            .filter(e => e.checkVisibility() && !e.closest('p, dd, .sources, h3, dt, .skip, strong') && !e.matches('.ref, .skip, .tick input'))
            .map(e => [e.className || e.tagName, e.getBoundingClientRect().height]).filter(([, height]) => height < 44)"""
    )
    assert small == []
