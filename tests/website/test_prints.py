"""What changed since a print: which edition is current, changes with safety first, kind answers where nothing is."""

import re

from django.test import Client
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localdate
from factories import block, locales, make_country, make_partner, publish
from wagtail_localize.synctree import synchronize_tree

from cms.kits.models import CountryPage

OLDER = "You have %(asked)s of %(then)s. The current edition is %(current)s of %(now)s."
SOURCE = {"source_title": "Service public", "source_url": "https://www.service-public.gouv.fr/"}


def page(kit, edition: str) -> tuple[int, str]:
    response = Client().get(f"/e/{kit.translation_key}/{edition}/")
    return response.status_code, response.content.decode().partition("<main")[2]


def test_a_current_print_is_up_to_date(kit, say):
    status, html = page(kit, "fr-1")
    assert status == 200
    assert say("Your print is up to date: %(current)s is the current edition.", current="fr-1") in html


def test_an_older_print_learns_what_changed(kit, say):
    kit.intro, kit.changes = "Cinq semaines à Nantes.", "Le séjour dure plus longtemps."
    publish(kit)
    with translation.override("fr"):
        today = date_format(localdate(), "DATE_FORMAT")
    status, html = page(kit, "fr-1")
    assert status == 200
    assert say(OLDER, asked="fr-1", current="fr-2", then=today, now=today) in html
    assert "<del>Quatre semaines à Nantes.</del>" in html
    assert "<ins>Cinq semaines à Nantes.</ins>" in html
    assert '<p class="note" lang="fr">Le séjour dure plus longtemps.</p>' in html
    assert 'href="/fr/kits/france/nantes/"' in html


def test_safety_comes_first_also_from_the_country(kit, say):
    kit.intro = "Cinq semaines à Nantes."
    publish(kit)
    country = CountryPage.objects.get(pk=make_country().pk)
    number = {"number": "116117", "when": "Médecin de garde", "by_text": False, **SOURCE}
    country.emergency = [*country.emergency.raw_data, block("emergency_number", "doctor", number)]
    publish(country)
    _, html = page(kit, "fr-1")
    assert (
        html.index(f"<h2>{say('Safety')}</h2>") < html.index("116117") < html.index(f"<h2>{say('Also changed')}</h2>") < html.index("Cinq semaines")
    )


def test_a_print_of_the_edition_before_last_sees_only_what_came_after(kit, say):
    for intro in ("Deux.", "Trois."):
        kit.intro = intro
        publish(kit)
    _, html = page(kit, "fr-2")
    assert "<del>Deux.</del>" in html
    assert "Quatre semaines" not in html


def test_what_readers_need_not_know_is_no_change(kit, say):
    kit.checked_by = make_partner("cma", kit)
    kit.latitude = "47.23"
    publish(kit)
    assert say("Nothing that you need to know has changed.") in page(kit, "fr-1")[1]


def test_an_edition_that_never_was_names_the_current_one(kit, say):
    for edition in ("fr-2", "fr-999999", "fr-0"):
        status, html = page(kit, edition)
        assert status == 404
        assert say("We know no edition %(asked)s of this page. The current one is %(current)s.", asked=edition, current="fr-1") in html


def test_what_leads_nowhere_says_so_kindly(kit, say):
    for address in ("/e/{key}/xx-1/", "/e/{key}/de-1/", "/e/{key}/fr/", "/e/{key}/fr-1234567/", "/e/0/fr-1/", "/e/{other}/fr-1/"):
        response = Client().get(address.format(key=kit.translation_key, other="00000000-0000-4000-8000-000000000000"))
        assert response.status_code == 404, address
        assert say("This page isn’t on the map") in response.content.decode()


def test_the_short_code_on_paper_needs_no_slash(kit, say):
    assert Client().get(f"/e/{kit.translation_key}/fr-1").status_code == 200


def test_the_page_is_in_the_prints_language(kit, translated):
    translated(kit, "de")
    html = Client().get(f"/e/{kit.translation_key}/de-1/", headers={"Accept-Language": "fr"}).content.decode()
    assert '<html lang="de">' in html


def test_a_reader_can_type_the_edition(kit):
    for typed, found in {"fr-1": "fr-1", " FR 1 ": "fr-1", "1": "fr-1", "de-3": "de-3", "fr12": "fr-12"}.items():
        response = Client().get(f"/e/{kit.translation_key}/", {"edition": typed, "locale": "fr"})
        assert response.status_code == 302, typed
        assert response["Location"] == f"/e/{kit.translation_key}/{found}/"


def test_what_names_no_edition_is_not_found(kit):
    nothing = (
        {"edition": ""},
        {"edition": "douze", "locale": "fr"},
        {"edition": "12"},
        {"edition": "12", "locale": "//evil"},
        {"edition": "1" * 50},
    )
    for query in nothing:
        assert Client().get(f"/e/{kit.translation_key}/", query).status_code == 404, query


def test_the_kit_asks_for_the_edition_of_a_print(kit, say):
    html = Client().get("/fr/kits/france/nantes/").content.decode()
    assert re.search(rf'<form class="ask" action="/e/{kit.translation_key}/" method="get">', html)


def test_a_known_comparison_takes_the_version_alone(kit, django_assert_num_queries):
    kit.intro = "Autre."
    publish(kit)
    page(kit, "fr-1")
    with django_assert_num_queries(1):  # content version
        page(kit, "fr-1")


def test_an_uncached_comparison_takes_few_queries(kit, translated, django_assert_max_num_queries):
    translated(kit, "de")
    kit.intro = "Autre."
    publish(kit)
    with django_assert_max_num_queries(13):  # version, current, printed, way up, languages, menu, both countries of then, files, texts
        page(kit, "fr-1")


def test_a_print_from_before_the_translation_is_not_compared_word_by_word(kit, say, translated):
    found = locales()
    synchronize_tree(found["fr"], found["nl"])
    translated(kit, "nl")
    status, html = page(kit, "nl-1")
    assert status == 200
    assert say("Your print is from before this page was translated. Use the current edition instead.", "nl") in html
    assert "<del>" not in html
