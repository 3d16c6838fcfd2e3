"""Words and ways of the tests of kept kits: what a panel says, how a reader keeps a kit, what an editor does meanwhile."""

import json
import re

from django.utils import translation
from playwright.sync_api import Page, expect

from website.templatetags.offline import keep_words

KIT, GERMAN, LIST = "/fr/kits/france/nantes/", "/de/kits/france/nantes/", "/fr/offline/"
KEPT = "async () => (await caches.keys()).filter(name => name.startsWith('kit '))"
MARKED = "async page => (await (await caches.match(page + 'offline.json')).json())"
TEXT = "async ([path, words]) => (await (await caches.match(path)).text()).includes(words)"
PUBLISH = """
from factories import publish
from cms.kits.models import KitPage
kit = KitPage.objects.get(slug="nantes", locale__language_code="fr")
kit.intro = {intro!r}
publish(kit)
"""
UNPUBLISH = "from cms.kits.models import KitPage; KitPage.objects.get(slug='nantes', locale__language_code='fr').unpublish()"
INTRO = "Cinq semaines à Nantes."  # as content.py has it
PDF = """
import hashlib
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from cms import editions
body = b"%PDF-1.7 " + b"x" * 50_000
name = storages["exports"].save("nantes.pdf", ContentFile(body))
found = editions.at("/fr/kits/france/nantes/")
values = {"name": name, "bytes": len(body), "pages": 12, "checksum": hashlib.sha256(body).hexdigest()}
editions.files.record(found.edition_id, "kit.pdf", editions.FileState.READY, **values)
"""


def says(key: str, language: str = "fr") -> re.Pattern[str]:
    """What a panel says, whatever the sizes and dates in it."""
    with translation.override(language):
        text = json.loads(keep_words())[key]
    return re.compile(r".+".join(map(re.escape, re.split(r"%\(\w+\)s", text))))


def panel(page: Page, address: str = KIT) -> Page:
    """Opens a kit's panel."""
    page.goto(address)
    page.locator("details.kept > summary").click()
    return page


def keep(page: Page, address: str = KIT, pdf: bool = False) -> None:
    """Keeps a kit as a reader does, and waits until it's there."""
    panel(page, address)
    expect(page.locator("[data-part=keep]")).to_be_visible()
    if pdf:
        page.locator("[data-part=pdf]").check()
    page.locator("[data-part=keep]").click()
    expect(page.locator("[data-part=status]")).to_have_text(says("done", address[1:3]), timeout=15_000)
    page.evaluate("navigator.serviceWorker.ready")
    page.wait_for_function("navigator.serviceWorker.controller")
