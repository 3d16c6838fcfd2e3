"""The search page, and the titles that it offers."""

import pytest
from django.test import Client
from factories import make_kit, make_kits
from timeline_factory import make_timeline

pytestmark = pytest.mark.django_db


def found(query="", **more):
    response = Client().get("/fr/search/", {"q": query, **more})
    assert response.status_code == 200
    return response.content.decode()


def test_a_result_says_what_it_is_and_leads_there(kit, say):
    html = found("nantes")
    assert 'href="/fr/kits/france/nantes/"' in html
    assert say("Kit") in html
    assert "<mark>" in html


def test_a_step_is_found_on_its_phase(kit, say):
    make_timeline()
    html = found("induction")
    assert "#induction" in html
    assert say("Step of the host timeline") in html


def test_no_result_is_no_dead_end(kit, say):
    html = found("xylophone")
    assert say("Try a shorter word, or go on here:") in html
    assert 'href="/fr/kits/"' in html


def test_it_narrows_down_to_a_kind(kit):
    html = found("carte", kind="country")
    assert "/fr/kits/france/#" in html
    assert '<a href="/fr/kits/france/nantes/#' not in html
    assert found("carte", kind="nonsense")


@pytest.mark.parametrize("query", ['"><script>alert(1)</script>', "‮مرحبا", "🙂🙂", "a" * 10_000, "\0", "%00", "' OR 1=1 --"])
def test_whatever_is_asked_is_answered_safely(kit, query):
    html = found(query)
    assert "<script>alert" not in html


def test_what_somebody_asked_is_kept_nowhere(kit):
    response = Client().get("/fr/search/", {"q": "nantes"})
    assert response["Cache-Control"] == "private, no-store"
    assert not response.cookies


def test_titles_are_offered_as_json(kit):
    make_kit("Angers")
    assert Client().get("/fr/search/suggest.json", {"q": "ang"}).json() == ["Angers"]
    assert Client().get("/fr/search/suggest.json").json() == []


def test_the_language_switch_keeps_the_question(kit):
    assert 'href="/de/search/?q=nantes"' in found("nantes")


def test_post_is_refused(kit):
    assert Client().post("/fr/search/", {"q": "x"}).status_code == 405


@pytest.mark.parametrize("count", [2, 12])
def test_the_cost_does_not_grow(django_assert_max_num_queries, count):
    make_kits(count)
    found("ville")
    with django_assert_max_num_queries(9):
        found("ville")
