"""The style sheet in one piece, and how much a reader has to load."""

import re
from pathlib import Path

import brotli
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.test import Client

WEBSITE = Path(settings.BASE_DIR) / "site" / "website"
CSS = WEBSITE / "static" / "css"


def sheet() -> str:
    return (Path(settings.STATIC_ROOT) / staticfiles_storage.stored_name("css/vr4m.css")).read_text()


def test_the_parts_are_joined_in_their_layers():
    text = sheet()
    assert "@import" not in text
    assert text.startswith("@layer tokens, base, components, print;")
    assert text.count("@layer components {") == len(list((CSS / "components").glob("*.css")))
    assert "@media print {\n@layer print {" in text
    assert re.search(r'url\("\.\./fonts/[\w-]+\.\w{12}\.woff2"\)', text)


def test_every_part_is_in_the_sheet():
    named = set(re.findall(r'@import "([\w./-]+)"', (CSS / "vr4m.css").read_text()))
    assert named == {str(file.relative_to(CSS)) for file in CSS.rglob("*.css")} - {"vr4m.css"}


def test_the_budgets_hold(kit):
    size = lambda data: len(brotli.compress(data, quality=11)) / 1000  # noqa: E731
    assert size(sheet().encode()) <= 15
    html = Client().get("/fr/kits/france/nantes/").content
    scripts = set(re.findall(r'src="[^"]*/js/(\w+)\.\w+\.js"', html.decode()))
    assert sum(size((WEBSITE / "static" / "js" / f"{name}.js").read_bytes()) for name in scripts) <= 10
    assert size(html) <= 35


def test_every_class_that_templates_use_is_styled_or_a_hook():
    styled = set(re.findall(r"\.(-?[a-z][\w-]*)", "\n".join(file.read_text() for file in CSS.rglob("*.css"))))
    used = set()
    for file in (WEBSITE / "templates").rglob("*.html"):
        for value in re.findall(r'class="([^"]*)"', re.sub(r"\{%.*?%\}|\{\{.*?\}\}", " ", file.read_text())):
            used |= set(value.split())
    plain = {"checks__list", "foot__links", "logo__paper", "note--", "nav"}
    assert {name for name in used - styled - plain if not name.endswith("--")} == set()


def test_templates_say_what_they_take():
    for file in (WEBSITE / "templates").rglob("*.html"):
        assert re.search(r"\{# \S", file.read_text().partition("\n")[0]), file
