"""The courses as readers get them: whole without script, light, cached, filled from the countries, and gone when hidden."""

import re
from pathlib import Path

import brotli
import pytest
from course_factory import box, lesson, make_course, make_module, one, statement
from django.conf import settings
from django.core.cache import caches
from django.test import Client
from factories import locales, make_country, publish
from timeline_factory import make_timeline
from wagtail.models import Page
from wagtail_localize.synctree import synchronize_tree

from cms.courses import grading
from cms.courses.models import CoursePage, ModulePage
from cms.editions import reading
from website import quizzes
from website.answers import CACHING

LIST, COURSE = "/fr/courses/", "/fr/courses/safety/"
MODULE = f"{COURSE}module-1/"


@pytest.fixture
def course(db):
    return make_course()


def text(path: str) -> str:
    response = Client().get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def quiz(page: str, key: str) -> str:
    found = re.search(rf'<fieldset class="quiz" data-quiz="{key}".*?</fieldset>', page, re.DOTALL)
    assert found, key
    return found[0]


def test_the_ways_in(course, say):
    make_country("fr")
    front = text("/fr/")
    assert f'href="{COURSE}"' in front
    assert f'href="{LIST}"' in front
    assert f'href="{COURSE}"' in text(LIST)
    page = text(COURSE)
    for words in ("Module 1", "Leçon machine", f'href="{MODULE}#machine"', f'href="{MODULE}#questions"', say("Start the course"), f'href="{MODULE}"'):
        assert words in page, words
    assert page.index("Module 1") < page.index("Module 2")
    assert 'rel="next"' in text(MODULE)
    assert f'href="{COURSE}module-2/"' in text(MODULE)


def test_a_module_is_whole_without_script(course, say):
    page = text(MODULE)
    for words in (
        "On commence par <b>machine</b>",
        "Ne touche à rien",
        "Le tuteur remet le carter",
        say("A good way."),
        "Retenir machine.",
        "Tu sais t’arrêter.",
    ):
        assert words in page, words
    for key in ("one", "several", "truth", "order", "match"):
        assert f"Question {key} ?" in quiz(page, key)
    assert 'type="checkbox" name="several"' in quiz(page, "several")
    assert quiz(page, "order").count("<select") == 4


def test_boxes_are_filled_from_the_countries_and_follow_the_destination(course):
    make_country("fr")
    make_country("de")
    page = text(MODULE)
    assert "Interdit de 22 h à 6 h avant 18 ans" in page
    assert re.findall(r'data-country="(\w\w)">', page) == ["fr", "de", "fr", "de"]
    chosen = text(f"{MODULE}?country=de")
    assert re.findall(r'data-country="(\w\w)"( hidden| open)?>', chosen) == [("fr", " hidden"), ("de", " open")] * 2
    fact = make_country("fr")
    fact.chapters = []
    publish(fact)
    assert re.findall(r'data-country="(\w\w)">', text(MODULE)) == ["de", "fr", "de"]


def test_questions_of_other_countries_are_not_asked(course):
    assert "hidden disabled" not in quiz(text(MODULE), "german")
    assert "hidden disabled" in quiz(text(f"{MODULE}?country=fr"), "german")
    assert "hidden disabled" not in quiz(text(f"{MODULE}?country=de"), "german")
    assert text(f"{MODULE}?country=xx").count("hidden disabled") == 0


def test_answers_in_the_address_are_checked_one_by_one(course, say):
    page = text(f"{MODULE}?check=1&one=bad&several=stop&several=guard&truth=false&order=show:1&order=say:1")
    assert 'is-wrong" data-option="bad"' in quiz(page, "one")
    assert "Remarque sur bad." in quiz(page, "one")
    assert say("Not quite.") in quiz(page, "one")
    assert say("That’s right.") in quiz(page, "several")
    assert 'value="guard" autocomplete="off" checked' in quiz(page, "several")
    assert say("Each line needs its own choice.") in quiz(page, "order")
    assert say("Choose an answer first.") in quiz(page, "german")
    assert say("%(right)s of %(total)s right", right=2, total=3) in page


@pytest.mark.parametrize(
    "query",
    ["check=1&one=<script>&order=%00&match=flame:99999999999999999999", "check=&country=", "country=fr&one=good", "check=1&one=" + "x" * 9000],
)
def test_nonsense_in_the_address_changes_nothing(course, query):
    page = text(f"{MODULE}?{query}")
    assert "<script>" not in page.replace('<script type="module"', "").replace('<script id="module-data"', "")
    assert "is-right" not in quiz(page, "one")


def test_what_is_right_in_the_form_is_right_in_the_grading(course):
    document = reading.readable(kind="module", locale="fr")[0].document
    for question in document.questions:
        assert grading.is_right(question, quizzes.answer_of(question, quizzes.right_values(question))), question.key
        assert quizzes.answer_of(question, []) == ()


def test_the_self_check_leads_to_the_steps(db, say):
    make_timeline()
    make_course(self_check=[statement("plan", "decide"), statement("other", "welcome")], audience="host")
    page = text(COURSE)
    assert 'href="/fr/accueillir/avant/#decide"' in page
    assert "B1 Étape decide" in page
    assert f'href="{COURSE}"' in text("/fr/")
    Page.objects.filter(slug="avant").update(live=False)
    assert "J’ai fait plan." in text(COURSE)
    assert "#decide" not in text(COURSE)


def test_words_are_marked_with_their_language(course):
    found = locales()
    synchronize_tree(found["fr"], found["nl"])
    page = text("/nl/courses/safety/module-1/")
    assert '<article data-module lang="fr">' in page
    assert "/nl/courses/safety/module-2/" in page


@pytest.mark.parametrize("path", [LIST, COURSE, MODULE, f"{MODULE}?check=1&one=bad&country=fr", "/fr/certificate/vr4m-safety/", "/fr/verify/"])
def test_nothing_breaks_the_strict_policy(course, path):
    make_country("fr")
    page = text(path)
    assert " style=" not in page
    assert not re.search(r"<script(?![^>]*(\bsrc=|type=\"application/json\"))", page)
    assert not re.search(r"\son\w+=", page)
    assert page.count("<h1") == 1
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    for name in re.findall(r'(?:aria-(?:describedby|labelledby|controls)|for|list)="([^"]+)"', page):
        assert name in ids, name
    for anchor in re.findall(r'href="#([^"]+)"', page):
        assert anchor in ids, anchor


COLD = {LIST: 11, COURSE: 13, MODULE: 13}  # version; page; way up; languages; modules, countries or steps, and their texts where not in memory


@pytest.mark.parametrize("few", [True, False])
def test_an_uncached_page_takes_few_queries_however_much_there_is(db, few, django_assert_max_num_queries):
    make_course(modules=1 if few else 6, self_check=[statement("plan", "decide")])
    if not few:
        make_timeline()
        for iso in ("fr", "de", "es"):
            make_country(iso)
        many = [lesson(f"l{number}", box("emergency")) for number in range(12)]
        make_module(CoursePage.objects.get(), 9, lessons=many, questions=[one(f"q{number}") for number in range(30)])
    for path, most in COLD.items():
        reading._decoded.clear()
        caches["pages"].clear()
        with django_assert_max_num_queries(most):
            text(path)


@pytest.mark.parametrize("path", [COURSE, MODULE, "/fr/certificate/vr4m-safety/"])
def test_a_known_page_takes_the_version_alone_and_a_reader_who_has_it_gets_304(course, path, django_assert_num_queries):
    first = Client().get(path)
    with django_assert_num_queries(1):  # content version
        again = Client().get(path, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert again["Cache-Control"] == CACHING
    assert Client().get(f"{MODULE}?country=fr")["Cache-Control"] == "private, no-store"


def test_a_changed_module_is_seen_at_once(course):
    before = {path: Client().get(path)["ETag"] for path in (COURSE, MODULE)}
    module = ModulePage.objects.get(slug="module-1")
    module.title = "Dire stop"
    publish(module)
    for path, tag in before.items():
        again = Client().get(path, headers={"If-None-Match": tag})
        assert again.status_code == 200
        assert "Dire stop" in again.content.decode()


HIDDEN = ("/fr/", LIST, COURSE, f"{COURSE}module-2/", "/fr/certificate/vr4m-safety/", "/fr/search/?q=machine", "/sitemap.xml")


def test_a_hidden_module_shows_nowhere(course):
    assert any("machine" in text(path) for path in HIDDEN)
    Page.objects.filter(slug="module-1").update(live=False)
    for path in HIDDEN:
        page = text(path)
        assert "Leçon machine" not in page, path
        assert "Question several" not in page, path
        assert "/module-1/" not in page, path
    assert Client().get(MODULE).status_code == 404
    assert Client().get(f"{MODULE}?check=1&one=good").status_code == 404


def test_a_hidden_course_takes_everything_with_it(course):
    text(MODULE)
    Page.objects.filter(pk=course.pk).update(live=False)
    for path in (COURSE, MODULE, f"{MODULE}?country=fr", "/fr/certificate/vr4m-safety/"):
        assert Client().get(path).status_code == 404, path
    assert Client().post("/fr/certificate/vr4m-safety/").status_code == 404
    assert "Cours safety" not in text(LIST)
    assert "Cours safety" not in text("/fr/")


def test_a_hidden_country_fills_no_box(course):
    make_country("fr")
    text(MODULE)
    Page.objects.filter(slug="france").update(live=False)
    assert "Interdit de 22 h" not in text(MODULE)


def test_drafts_can_be_previewed_empty_ones_too(course):
    module = ModulePage.objects.get(slug="module-1")
    module.intro = "Brouillon en cours"
    assert "Brouillon en cours" in module.make_preview_request(preview_mode="web").content.decode()
    for draft in (ModulePage(locale=locales()["fr"]), CoursePage(locale=locales()["fr"], package_id="vr4m-new")):
        draft.set_url_path(course)
        assert draft.make_preview_request(preview_mode="web").status_code == 200


def test_the_budgets_hold(course):
    for iso in ("fr", "de", "es", "it", "nl"):
        make_country(iso)
    size = lambda data: len(brotli.compress(data, quality=11)) / 1000  # noqa: E731
    scripts = Path(settings.BASE_DIR) / "site" / "website" / "static" / "js"
    for path in (COURSE, MODULE, "/fr/certificate/vr4m-safety/"):
        page = text(path)
        assert size(page.encode()) <= 25
        loaded = {*re.findall(r'src="[^"]*/js/(\w+)\.\w+\.js"', page), "progress", "carry"}
        assert "menus" in loaded
        assert sum(size((scripts / f"{name}.js").read_bytes()) for name in loaded) <= 10


def test_a_module_can_be_kept_with_all_that_it_needs(course):
    kept = Client().get(f"{MODULE}offline.json").json()
    names = " ".join(file["url"] for file in kept["files"])
    for name in (MODULE, "/css/vr4m.", "/js/module.", "/js/progress."):
        assert name in names
    assert kept["cover"] in names
    assert 'data-keep="/fr/courses/safety/module-1/"' in text(MODULE)
    assert Client().get(f"{COURSE}offline.json").status_code == 404
    Page.objects.filter(slug="module-1").update(live=False)
    assert Client().get(f"{MODULE}offline.json").status_code == 404
