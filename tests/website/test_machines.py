"""The front door, the site map, what robots may read, and pages that aren't there."""

import re
from xml.etree import ElementTree

from django.test import Client
from factories import locales, make_home
from wagtail_localize.synctree import synchronize_tree


def test_the_front_door_leads_to_the_readers_language_where_there_is_a_front_page(kit, translated):
    translated(make_home(), "de")
    wanted = {"de": "de", "de-CH,fr;q=0.8": "de", "es;q=0.2,de;q=0.9": "de", "pt": "fr", "": "fr", "es": "fr", "*": "fr", "x" * 600: "fr"}
    for header, language in wanted.items():
        response = Client().get("/", headers={"Accept-Language": header})
        assert response.status_code == 302, header
        assert response["Location"] == f"/{language}/", header
        assert response["Vary"] == "Accept-Language"


def test_the_site_map_lists_pages_in_their_own_words(kit, translated):
    translated(kit, "de")
    found = locales()
    synchronize_tree(found["fr"], found["nl"])
    response = Client().get("/sitemap.xml")
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    tree = ElementTree.fromstring(response.content)
    urls = {url.findtext("s:loc", namespaces=names): url for url in tree.findall("s:url", names)}
    assert set(urls) == {
        f"http://localhost:8000/{code}/{rest}" for code in ("fr", "de") for rest in ("", "kits/", "kits/france/", "kits/france/nantes/")
    }
    kit_url = urls["http://localhost:8000/de/kits/france/nantes/"]
    assert {link.get("hreflang") for link in kit_url.findall("x:link", names)} == {"fr", "de"}
    assert re.match(r"\d{4}-\d\d-\d\dT", kit_url.findtext("s:lastmod", namespaces=names))


def test_the_site_map_costs_the_same_for_many(kit, translated, django_assert_max_num_queries):
    translated(kit, "de", "en")
    with django_assert_max_num_queries(4):  # content version; pages; their texts; their links
        Client().get("/sitemap.xml")


def test_robots_know_the_way():
    text = Client().get("/robots.txt").content.decode()
    assert "Sitemap: http://localhost:8000/sitemap.xml" in text
    assert "Disallow: /admin/" in text


def test_browsers_that_ask_by_habit_get_the_icon():
    assert re.fullmatch(r"/static/favicon\.\w+\.svg", Client().get("/favicon.ico")["Location"])


def test_a_missing_page_speaks_the_language_of_its_address(kit, say):
    for path, header, language in (("/de/nichts/", "fr", "de"), ("/nothing", "nl", "nl"), ("/xx/", "", "fr"), ("/fr/nothing/", "de", "fr")):
        response = Client().get(path, headers={"Accept-Language": header})
        html = response.content.decode()
        assert response.status_code == 404
        assert f'<html lang="{language}">' in html, path
        assert say("This page isn’t on the map", language) in html
        assert "noindex" in html


def test_a_missing_page_leads_on(kit):
    html = Client().get("/fr/nothing/").content.decode()
    assert 'href="/fr/kits/"' in html
    assert 'href="/fr/"' in html


def test_a_missing_page_is_made_once(kit, django_assert_max_num_queries):
    Client().get("/fr/nothing/")
    with django_assert_max_num_queries(6):  # content version and page; content version of the error page; site and redirects by Wagtail
        Client().get("/fr/nothing-else/")


def test_a_site_without_any_page_answers(db):
    assert Client().get("/").status_code == 302
    assert Client().get("/fr/").status_code == 404
