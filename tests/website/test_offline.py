"""What makes a kit whole without network, told exactly; the service worker; the page of what was kept; what a home screen is told."""

import datetime
import hashlib
import re
from io import BytesIO
from pathlib import Path

import brotli
import pytest
from django.conf import settings as django_settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone
from factories import locales, make_country, make_image, make_kit, make_kits, publish
from PIL import Image
from wagtail.models import Page, PageViewRestriction
from wagtail_localize.synctree import synchronize_tree

from cms import editions
from cms.editions import reading
from website.resources import Loads, loaded

KIT = "/fr/kits/france/nantes/"
MANIFEST = f"{KIT}offline.json"
SCRIPTS = Path(django_settings.BASE_DIR) / "site" / "website" / "static" / "js"
PANEL = f'data-keep="{KIT}"'


@pytest.fixture
def pictured(db):
    """A kit with a picture."""
    return make_kit(hero=make_image(), hero_alt="Le port", hero_credit="VR4M, CC0")


def manifest(path: str = MANIFEST) -> dict:
    response = Client().get(path)
    assert response.status_code == 200, path
    return response.json()


def body(url: str) -> bytes:
    response = Client().get(url)
    assert response.status_code == 200, url
    return response.getvalue()


def test_every_file_is_what_its_address_gives(pictured):
    told = manifest()
    files = told["files"]
    assert files[0]["url"] == told["page"] == KIT
    for file in files:
        content = body(file["url"])
        assert (file["bytes"], file["sha256"]) == (len(content), hashlib.sha256(content).hexdigest()), file["url"]
    assert told["bytes"] == sum(file["bytes"] for file in files)
    assert len({file["url"] for file in files}) == len(files)
    assert told["cover"] in {file["url"] for file in files}


def test_everything_that_the_page_needs_is_there(pictured):
    """Style sheet with its fonts, scripts with those that they load, icons, cover, and one size of each picture."""
    kinds = [Path(file["url"]).name for file in manifest()["files"]]
    for name in ("vr4m.", "bricolage-grotesque.", "atkinson-hyperlegible-next.", "kit.", "worker.", "keep.", "icons.", "favicon.", "eu."):
        assert len([kind for kind in kinds if kind.startswith(name)]) == 1, name
    pictures = [file for file in manifest()["files"] if file["url"].startswith("/media/images/")]
    assert len(pictures) == 1
    assert pictures[0]["url"].endswith(".webp")
    html = body(KIT).decode()
    others = set(re.findall(r"/media/images/[\w.\-]+", html)) - {pictures[0]["url"]}
    assert set(pictures[0]["insteadOf"]) == others
    assert len(others) >= 2


def test_scripts_and_data_are_found_and_others_sites_are_not():
    page = Loads()
    page.feed(
        '<link rel="manifest" href="/static/m.json"><link rel="stylesheet" href="/static/a.css"><a href="/media/documents/a.mp3">x</a>'
        '<div data-code="/static/b.js"></div><use href="/static/i.svg#x"/><img src="https://example.org/x.png"><img src="data:image/png;base64,xx">'
        '<a href="/fr/kits/">x</a><script src="/static/c.js"></script>'
    )
    assert list(page.found) == ["/static/a.css", "/media/documents/a.mp3", "/static/b.js", "/static/i.svg", "/static/c.js"]


def test_a_file_that_is_lost_does_not_stop_the_rest(pictured):
    cover = manifest()["cover"]
    default_storage.delete(cover.removeprefix("/media/"))
    from django.core.cache import caches

    caches["default"].clear()
    found = loaded(body(KIT).decode())
    assert cover not in {file.url for file in found}
    assert len(found) > 5


def test_the_pdf_is_named_once_it_is_there_and_counts_apart(kit):
    before = manifest()
    assert "pdf" not in before
    edition = editions.at(KIT)
    editions.files.record(edition.edition_id, "kit.pdf", editions.FileState.READY, name="x.pdf", bytes=1_400_000, pages=12, checksum="0" * 64)
    told = manifest()
    assert told["pdf"] == {"url": f"{KIT}kit.pdf", "bytes": 1_400_000, "sha256": "0" * 64}
    assert told["bytes"] < 1_000_000


def test_a_publication_makes_a_new_version_and_that_of_another_kit_does_not(kit):
    first = manifest()
    make_kit("Angers")
    assert manifest()["version"] == first["version"]
    kit.intro = "Six semaines."
    publish(kit)
    second = manifest()
    assert second["version"] != first["version"]
    assert (first["edition"], second["edition"]) == ("fr-1", "fr-2")


def test_the_page_is_the_same_whether_asked_first_or_after(kit):
    told = manifest()["files"][0]["sha256"]
    assert hashlib.sha256(body(KIT)).hexdigest() == told
    assert manifest()["files"][0]["sha256"] == told


def test_a_fallback_keeps_its_own_address_and_says_its_language(kit):
    synchronize_tree(locales()["fr"], locales()["nl"])
    told = manifest("/nl/kits/france/nantes/offline.json")
    assert (told["page"], told["language"], told["edition"][:3]) == ("/nl/kits/france/nantes/", "fr", "nl-")
    assert f'lang="{told["language"]}"' in body(told["page"]).decode()


def test_a_reader_who_has_the_manifest_gets_304(kit):
    tag = Client().get(MANIFEST)["ETag"]
    assert Client().get(MANIFEST, headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("few", [True, False])
def test_the_manifest_takes_few_queries_however_much_there_is(db, few, translated, django_assert_max_num_queries):
    kit = make_kit()
    if not few:
        make_kits(8)
        translated(kit, "de", "en", "es")
    Client().get(KIT)
    reading._decoded.clear()
    with django_assert_max_num_queries(5):  # version twice (its own, the page's); the edition, its text; the PDF
        manifest()


def test_a_known_manifest_takes_the_version_alone(kit, django_assert_num_queries):
    manifest()
    with django_assert_num_queries(1):
        manifest()


HIDDEN = {
    "unpublished": lambda kit, country: Page.objects.filter(pk=kit.pk).update(live=False),
    "expired": lambda kit, country: Page.objects.filter(pk=kit.pk).update(expire_at=timezone.now() - datetime.timedelta(days=1)),
    "private": lambda kit, country: PageViewRestriction.objects.bulk_create([PageViewRestriction(page=kit, restriction_type="login")]),
    "parent private": lambda kit, country: PageViewRestriction.objects.bulk_create([PageViewRestriction(page=country, restriction_type="login")]),
    "parent unpublished": lambda kit, country: Page.objects.filter(pk=country.pk).update(live=False),
    "deleted": lambda kit, country: kit.delete(),
}


@pytest.mark.parametrize("way", HIDDEN)
def test_the_manifest_of_a_hidden_kit_is_404(kit, way):
    tag = Client().get(MANIFEST)["ETag"]
    HIDDEN[way](kit, make_country("fr"))
    response = Client().get(MANIFEST, headers={"If-None-Match": tag})
    assert response.status_code == 404
    assert b"nantes" not in response.content.lower()


@pytest.mark.parametrize("path", ["/fr/offline.json", "/fr/kits/offline.json", "/fr/kits/france/offline.json", "/fr/kits/france/none/offline.json"])
def test_what_is_no_kit_has_no_manifest(kit, path):
    assert Client().get(path).status_code == 404


def test_a_draft_is_not_kept(kit):
    assert PANEL in body(KIT).decode()
    assert "data-keep=" not in kit.make_preview_request(preview_mode="web").content.decode()


def test_a_kit_stays_light(pictured):
    assert manifest()["bytes"] <= 3_000_000
    assert brotli_size((SCRIPTS / "worker.js").read_bytes()) <= 500
    assert brotli_size((SCRIPTS / "keep.js").read_bytes()) <= 3_500
    assert brotli_size((SCRIPTS / "kept.js").read_bytes()) <= 2_000
    assert brotli_size(body("/sw.js")) <= 2_500


def brotli_size(content: bytes) -> int:
    return len(brotli.compress(content, quality=11))


def test_the_worker_is_asked_for_at_each_visit_and_takes_no_query(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = Client().get("/sw.js")
    assert response["Cache-Control"] == "no-cache"
    assert response["Content-Type"].startswith("text/javascript")
    assert "worker-src 'self'" in response["Content-Security-Policy"]
    assert "connect-src 'self'" in response["Content-Security-Policy"]
    assert Client().get("/sw.js", headers={"If-None-Match": response["ETag"]}).status_code == 304
    assert Client().post("/sw.js").status_code == 405


def test_all_that_the_worker_keeps_is_there(kit):
    listed = re.search(r'"files":\[(.*?)\]', body("/sw.js").decode())[1]
    urls = re.findall(r'"([^"]+)"', listed)
    assert len(urls) == len(set(urls)) > 12
    for url in urls:
        body(url)
    needed = {file.url for language in ("fr", "de") for file in loaded(body(f"/{language}/offline/").decode())}
    assert needed <= set(urls)


@pytest.mark.parametrize("language", ["fr", "en", "es", "it", "de", "nl"])
def test_the_list_is_there_in_each_language_and_leads_to_the_others(kit, say, language):
    html = body(f"/{language}/offline/").decode()
    assert f'<html lang="{language}">' in html
    assert f"<h1>{say('Kept on this device', language)}</h1>" in html
    assert '<meta name="robots" content="noindex">' in html
    assert 'href="tel:112"' in html
    for other in ("fr", "en", "es", "it", "de", "nl"):
        assert f'href="/{other}/offline/" hreflang="{other}"' in html


def test_the_list_takes_few_queries(db, django_assert_max_num_queries):
    make_kits(8, isos=("fr", "de"))
    reading._decoded.clear()
    with django_assert_max_num_queries(4):  # version; front page and menu, their texts, their links
        body("/fr/offline/")


def test_every_page_leads_to_the_list_and_can_go_on_a_home_screen(kit):
    for path in ("/fr/", "/fr/kits/", KIT):
        html = body(path).decode()
        assert '<a href="/fr/offline/">' in html
        assert '<link rel="manifest" href="/fr/manifest.webmanifest">' in html


def test_a_home_screen_is_told_what_is_there(kit):
    response = Client().get("/de/manifest.webmanifest")
    assert response["Content-Type"] == "application/manifest+json"
    told = response.json()
    assert (told["lang"], told["start_url"], told["scope"], told["display"]) == ("de", "/de/", "/", "standalone")
    for icon in told["icons"]:
        content = body(icon["src"])
        if icon["type"] == "image/png":
            with Image.open(BytesIO(content)) as drawn:
                assert f"{drawn.width}x{drawn.height}" == icon["sizes"]
    assert {icon.get("purpose") for icon in told["icons"]} == {None, "maskable"}
    body(told["shortcuts"][0]["url"])


def test_scripts_name_each_other_by_hash(db):
    for name in ("worker", "kept"):
        text = (Path(django_settings.STATIC_ROOT) / staticfiles_storage.stored_name(f"js/{name}.js")).read_text()
        assert re.search(r'"\./keep\.[0-9a-f]{12}\.js"', text)
        assert '"./keep.js"' not in text


def test_a_site_may_keep_nothing(kit, settings):
    settings.OFFLINE = False
    script = body("/sw.js").decode()
    assert "unregister()" in script
    assert "fetch" not in script
    assert Client().get("/sw.js")["Cache-Control"] == "no-cache"
    for path in (MANIFEST, "/fr/offline/"):
        assert Client().get(path).status_code == 404
    html = body(KIT).decode()
    assert "data-keep=" not in html
    assert "/js/worker" not in html
    assert "/offline/" not in html
    assert Client().get("/fr/manifest.webmanifest").json()["shortcuts"] == []
