"""Search: titles first, accents and slips forgiven, nothing hidden, and a cost that doesn't grow."""

import pytest
from factories import block, items, make_country, make_kit, make_kits, publish

from cms import editions
from cms.editions.finding import excerpt, plain, words

pytestmark = pytest.mark.django_db


def titles(query, locale="fr", **options):
    return [hit.passage.title for hit in editions.search(query, locale, **options)]


def test_words_are_compared_without_accents_and_capitals():
    assert plain("Où est l’ÉTÉ, cœur ?") == "ou est l’ete, coeur ?"
    assert words("Straße, naïf") == ["strasse", "naif"]


@pytest.mark.parametrize("query", ["Nantes", "nantes", "NÀNTES", "nante", "nantse", "Nan"])
def test_a_city_is_found_however_it_is_written(kit, query):
    assert titles(query)[0] == "Nantes"


def test_a_title_wins_over_a_text(kit):
    make_kit("Angers", intro="Plus calme que Nantes.")
    found = titles("Nantes")
    assert found[0] == "Nantes"
    assert "Angers" in found


def test_all_words_win_over_some(kit):
    make_kit("Angers", chapters=[block("chapter", "a", {"topic": "work", "title": "Dormir", "lead": "Une auberge calme.", "content": []})])
    make_kit("Laval", chapters=[block("chapter", "l", {"topic": "work", "title": "Dormir", "lead": "Une auberge bruyante.", "content": []})])
    assert editions.search("auberge bruyante", "fr")[0].reading.document.city == "Laval"


def test_a_passage_is_found_at_its_place(kit):
    hit = editions.search("carte européenne", "fr")[0]
    assert (hit.reading.kind, hit.passage.anchor) == ("country", "health_card")
    assert "européenne" in hit.excerpt


def test_only_the_language_asked_for(kit):
    assert titles("Nantes", "de") == []


@pytest.mark.parametrize("query", ["", "   ", "…", "?!", "\0", "🙂"])
def test_what_holds_no_word_finds_nothing(kit, query):
    assert editions.search(query, "fr") == []
    assert editions.suggest(query, "fr") == []


def test_a_query_of_ten_thousand_letters_is_cut(kit):
    assert editions.search("x" * 10_000, "fr") == []
    assert titles("Nantes " + "y" * 10_000)[0] == "Nantes"


def test_short_words_must_be_right(kit):
    assert titles("nat") == []


def test_a_kit_that_was_hidden_is_found_no_more(kit):
    assert titles("Nantes")
    kit.unpublish()
    assert not [hit for hit in editions.search("Nantes", "fr") if hit.reading.kind == "kit"]


def test_what_expired_is_found_no_more_though_the_index_knows_it(kit):
    assert titles("Nantes")
    type(kit).objects.filter(pk=kit.pk).update(expire_at="2020-01-01T00:00:00Z")
    assert not [hit for hit in editions.search("Nantes", "fr") if hit.reading.kind == "kit"]


def test_a_new_text_is_found_at_once(kit):
    assert titles("éléphant") == []
    kit.intro = "La Grande promenade de l’éléphant."
    publish(kit)
    assert titles("éléphant") == ["Nantes"]


def test_suggestions_are_titles_that_begin_so(kit):
    make_kit("Angers")
    assert editions.suggest("ang", "fr") == ["Angers"]
    assert editions.suggest("angres", "fr") == ["Angers"]


def test_kinds_narrow_down(kit):
    assert {hit.reading.kind for hit in editions.search("carte", "fr", kinds=["country"])} == {"country"}


def test_an_excerpt_shows_the_word_in_its_sentence():
    text = "Un deux trois. " * 40 + "Ici se trouve la pharmacie de garde. " + "Quatre cinq six. " * 40
    found = excerpt(text, ["pharmacie"])
    assert "pharmacie de garde" in found
    assert found.startswith("… ")
    assert found.endswith(" …")
    assert len(found) < 200
    assert excerpt("Court.", ["rien"]) == "Court."


@pytest.mark.parametrize("count", [2, 12])
def test_the_cost_does_not_grow(django_assert_max_num_queries, count):
    make_kits(count)
    editions.search("ville", "fr")
    with django_assert_max_num_queries(4):
        assert editions.search("ville", "fr")


def test_facts_of_a_country_are_found_once(kit):
    fact = {"heading": "Jours fériés", "value": "<p>Onze jours.</p>", "source_title": "Code du travail", "source_url": "https://example.org/"}
    country = make_country()
    country.chapters = country.chapters.stream_block.to_python([block("chapter", "h", {"topic": "holidays", "facts": items(fact)})])
    publish(country)
    assert titles("fériés") == ["Jours fériés"]
