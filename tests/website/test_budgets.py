"""What a phone loads at the first view of a page, measured on the starter content."""

import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import brotli
import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.test import Client

from cms.starter.files import PAGES
from cms.starter.loading import load

FOLDERS = ("home", "kits", "kits/germany", "kits/flensburg", "timeline", "timeline/before", "packs")
# Page: kilobytes of HTML as sent, elements, kilobytes of all without pictures. A kit and a phase have more to say than anything else: about
# 70 kB of plain words each, which are 23 kB as sent, before any element.
BUDGETS = {
    "": (12, 1000, 130),
    "kits/germany/flensburg/": (35, 2100, 185),
    "timeline/": (25, 1000, 115),
    "timeline/before/": (29, 1650, 115),
    "packs/": (12, 1000, 115),
}
SHEET, SCRIPTS, FONTS = 15, 10, 75  # kilobytes


class Elements(HTMLParser):
    """Counts what a browser makes of a page: what waits in a template isn't made yet."""

    def __init__(self) -> None:
        super().__init__()
        self.count = self.waiting = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.count += not self.waiting
        self.waiting += tag == "template"

    def handle_endtag(self, tag: str) -> None:
        self.waiting -= tag == "template"


def elements(html: str) -> int:
    page = Elements()
    page.feed(html)
    page.close()
    return page.count


def content(url: str) -> bytes:
    with staticfiles_storage.open(url.removeprefix(settings.STATIC_URL)) as file:
        return file.read()


def sent(url: str) -> float:
    """Kilobytes of a static file as a server in production sends it."""
    found = content(url)
    return (len(found) if url.endswith(".woff2") else len(brotli.compress(found, quality=11))) / 1000


def at_once(html: str) -> set[str]:
    """The scripts of a first view: those that the page names, and those that they import at once."""
    ahead, found = re.findall(r'<script type="module" src="([^"]+)"', html), set()
    while ahead:
        url = ahead.pop()
        found.add(url)
        imported = re.findall(r' from "\./([\w.-]+)";', content(url).decode())
        ahead += [other for name in imported if (other := f"{url.rpartition('/')[0]}/{name}") not in found]
    return found


def test_elements_in_a_template_are_not_counted():
    assert elements("<main><p>a<br></p><template><p><b>x</b></p></template><i></i></main>") == 5


def test_scripts_that_come_later_are_not_counted():
    page = f'<script type="module" src="{staticfiles_storage.url("js/timeline.js")}"></script>'
    names = {re.sub(r".*/(\w+)\.\w+\.js", r"\1", url) for url in at_once(page)}
    assert names == {"timeline", "stay", "carry"}
    assert len(at_once(f'<script type="module" src="{staticfiles_storage.url("js/kit.js")}"></script>')) == 1


@pytest.mark.parametrize("languages", [("fr",), pytest.param(("fr", "de"), marks=pytest.mark.nightly)])  # German is the longest of the six
def test_pages_stay_within_their_budgets(db, tmp_path: Path, django_capture_on_commit_callbacks, languages):
    for folder in FOLDERS:
        (tmp_path / folder).mkdir(parents=True, exist_ok=True)
        for language in languages:
            shutil.copy(PAGES / folder / f"{language}.yaml", tmp_path / folder)
    with django_capture_on_commit_callbacks(execute=True):
        assert load(tmp_path).mistakes == []
    over = {}
    for language in languages:
        for page, (most, most_elements, whole) in BUDGETS.items():
            response = Client().get(f"/{language}/{page}", headers={"Accept-Encoding": "br"})
            assert (response.status_code, response["Content-Encoding"]) == (200, "br"), page
            html = brotli.decompress(response.content).decode()
            sheet = sum(map(sent, re.findall(r'<link rel="stylesheet" href="([^"]+)"', html)))
            fonts = sum(map(sent, re.findall(r'<link rel="preload" href="([^"]+\.woff2)"', html)))
            scripts, own = sum(map(sent, at_once(html))), len(response.content) / 1000
            assert min(sheet, fonts, scripts, own) > 0
            told = {
                "HTML": (own, most), "elements": (elements(html), most_elements), "style sheet": (sheet, SHEET), "scripts": (scripts, SCRIPTS),
                "fonts": (fonts, FONTS), "all": (own + sheet + fonts + scripts, whole),
            }  # fmt: skip
            over |= {f"/{language}/{page} {what}": found for what, found in told.items() if found[0] > found[1]}
    assert over == {}
