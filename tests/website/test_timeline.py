"""The host timeline as readers get it without a stay: whole, light, cached, in every language, and gone when it is hidden."""

import re
from pathlib import Path

import brotli
import pytest
from django.conf import settings
from django.core.cache import caches
from django.test import Client
from django.utils import translation
from factories import block, items, locales, make_kit, publish
from timeline_factory import PHASES, make_phase, make_timeline, note, step
from wagtail.models import Page
from wagtail_localize.synctree import synchronize_tree

from cms.core import wording
from cms.editions import reading
from cms.timeline.models import PhasePage
from website.answers import CACHING

PATH = "/fr/accueillir/"
PHASE = f"{PATH}avant/"


@pytest.fixture
def timeline(db):
    return make_timeline()


def text(path: str = PATH) -> str:
    response = Client().get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def wording_of(minutes: int) -> str:
    with translation.override("fr"):
        return wording.duration(minutes)


def test_all_steps_stand_on_one_rule_in_three_phases(timeline, say):
    page = text()
    for title in ("Avant l’arrivée", "Pendant le séjour", "Après le séjour"):
        assert title in page
    assert page.index('id="before"') < page.index('class="rule__zero"') < page.index('id="during"') < page.index('id="after"')
    steps = re.findall(r'<li data-step="([\w-]+)"', page)
    assert steps == ["decide", "minors", "permit", "welcome", "meet", "induction", "feedback", "midterm", "farewell", "europass", "long"]
    assert page.count('<input type="checkbox" name="decide"') == 1
    row = re.search(r'<li data-step="decide".*?</li>', page, re.DOTALL)[0]
    for words in ("B1 Étape decide", wording_of(45), say("Manager"), say("Own core tasks"), f'href="{PHASE}#decide"'):
        assert words in row, words


@pytest.mark.parametrize("path", [PATH, *(f"{PATH}{slug}/" for slug, _ in PHASES.values())])
def test_what_to_do_when_something_goes_wrong_is_at_hand_everywhere(timeline, path):
    page = text(path)
    assert f'href="{PATH}pendant/#trouble" data-carry>Accident, maladie, conflit</a>' in page
    assert 'href="tel:112"' in page
    assert page.index("#trouble") < page.index("<h1")


def test_phases_stand_in_their_order_in_time_wherever_editors_put_them(timeline):
    first = Page.objects.get(slug="avant")
    first.move(Page.objects.get(pk=timeline.pk), pos="last-child")
    page = text()
    assert page.index('id="before"') < page.index('class="rule__zero"') < page.index('id="during"') < page.index('id="after"')


def test_a_step_for_whenever_it_is_needed_stands_on_no_day(timeline):
    assert 'data-step="trouble"' not in text()
    assert 'class="step step--wrong" id="trouble"' in text(f"{PATH}pendant/")


def test_a_phase_shows_each_step_in_full(timeline, say):
    notes = items(note("fr", "Pas de nuit."), note("de", "Nur bis 20 Uhr."), note("es", "Ni horas extra."), note("it", "Pausa."), note("nl", "Rust."))
    link = {"title": "Europass", "kind": "link", "body": "", "file": None, "url": "https://europass.europa.eu/x", "minutes": None, "licence": "CC0"}
    sheet = {"title": "Grille", "kind": "template", "body": "<p>Nom : ……</p>", "file": None, "url": "", "minutes": 10, "licence": ""}
    fields = {"country_notes": notes, "sample_wording": "Bonjour !\nÀ lundi.", "resources": items(sheet, link)}
    phase = PhasePage.objects.get(slug="avant")
    phase.steps = [step("night", "B8", **fields)]
    publish(phase)
    page = text(PHASE)
    for words in (
        "Sans elle, night manque.", "<li>Faites night.</li>", wording_of(30), say("Tutor"), say("Preparation"),
        "night est fait.", "Bonjour !\nÀ lundi.", "Nom : ……", "Grille", say("To fill in"), 'href="https://europass.europa.eu/x"',
        "europass.europa.eu", "CC0", "tout est prêt.",
        'href="https://www.legifrance.gouv.fr/"', say("not yet confirmed by the partner"),
    ):  # fmt: skip
        assert words in page, words
    assert re.findall(r'data-country="(\w\w)">', page) == ["fr", "de", "es", "it", "nl"]
    chosen = text(f"{PHASE}?country=de")
    assert re.findall(r'data-country="(\w\w)">', chosen) == ["de"]
    assert chosen.count("data-country=") == 5


def test_phases_lead_to_each_other(timeline):
    neighbours = {slug: re.findall(r'href="([^"]+)" rel="(prev|next)"', text(f"{PATH}{slug}/")) for slug, _ in PHASES.values()}
    assert neighbours == {
        "avant": [(f"{PATH}pendant/", "next")],
        "pendant": [(f"{PATH}avant/", "prev"), (f"{PATH}apres/", "next")],
        "apres": [(f"{PATH}pendant/", "prev")],
    }


def test_words_are_marked_with_their_language_and_the_frame_is_in_the_readers(timeline, say):
    found = locales()
    synchronize_tree(found["fr"], found["nl"])
    page = text("/nl/accueillir/")
    assert say("Day of arrival", "nl") in page
    assert '<h2 id="before-title" lang="fr">' in page
    assert '<span lang="fr"><strong>B1 Étape decide' in page
    assert '<p class="step__why">Sans elle' in text("/nl/accueillir/avant/")
    assert '<div class="flow flow--tight" lang="fr">' in text("/nl/accueillir/avant/")


@pytest.mark.parametrize("path", [PATH, PHASE])
@pytest.mark.parametrize("query", ["", "?arrival=2027-01-18&country=fr"])
def test_nothing_breaks_the_strict_policy(timeline, path, query):
    page = text(path + query)
    assert " style=" not in page and "<style" not in page
    assert not re.search(r"<script(?![^>]*(\bsrc=|type=\"application/json\"))", page)
    assert not re.search(r"\son\w+=", page)
    assert page.count("<h1") == 1
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    for name in re.findall(r'(?:aria-(?:describedby|labelledby|controls)|for|list)="([^"]+)"', page):
        assert name in ids, name
    for anchor in re.findall(r'href="#([^"]+)"', page):
        assert anchor in ids, anchor


COLD = {PATH: 11, PHASE: 11}  # version; page; way up; languages; phases, and their texts where not in memory


@pytest.mark.parametrize("path", COLD)
@pytest.mark.parametrize("few", [True, False])
def test_an_uncached_page_takes_few_queries_however_many_steps(db, path, few, django_assert_max_num_queries):
    timeline = make_timeline()
    if not few:
        for number in range(3):
            many = [step(f"s{number}-{index}", f"X{index}") for index in range(40)]
            make_phase(timeline, "after", slug=f"encore-{number}", steps=many)
        make_kit()
    for query in ("", "?arrival=2027-01-18&days=28&country=fr"):
        reading._decoded.clear()
        caches["pages"].clear()
        with django_assert_max_num_queries(COLD[path]):
            text(path + query)


@pytest.mark.parametrize("path", [PATH, PHASE])
def test_a_known_page_takes_the_version_alone_and_a_reader_who_has_it_gets_304(timeline, path, django_assert_num_queries):
    first = Client().get(path)
    with django_assert_num_queries(1):  # content version
        assert Client().get(path).content == first.content
    caches["pages"].clear()
    with django_assert_num_queries(1):
        again = Client().get(path, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert again["Cache-Control"] == CACHING


def test_a_changed_step_is_seen_at_once_in_timeline_and_phase(timeline):
    before = [Client().get(path) for path in (PATH, PHASE)]
    phase = PhasePage.objects.get(slug="avant")
    phase.steps = [step("decide", "B1", title="Peser le pour et le contre")]
    publish(phase)
    for path, old in zip((PATH, PHASE), before, strict=True):
        again = Client().get(path, headers={"If-None-Match": old["ETag"]})
        assert again.status_code == 200
        assert "Peser le pour et le contre" in again.content.decode()


def test_a_hidden_phase_shows_nowhere(timeline):
    text(), text(f"{PATH}pendant/")
    Page.objects.filter(slug="avant").update(live=False)
    for path in (PATH, f"{PATH}pendant/", f"{PATH}?arrival=2027-01-18", f"{PATH}pendant/?arrival=2027-01-18"):
        assert "decide" not in text(path)
        assert "Avant l’arrivée" not in text(path)
    for path in (PHASE, f"{PHASE}?arrival=2027-01-18"):
        assert Client().get(path).status_code == 404


def test_a_hidden_timeline_takes_its_phases_with_it(timeline):
    text(PHASE)
    Page.objects.filter(pk=timeline.pk).update(live=False)
    for path in (PATH, PHASE, f"{PATH}?arrival=2027-01-18", f"{PHASE}?arrival=2027-01-18"):
        assert Client().get(path).status_code == 404


def test_drafts_can_be_previewed_empty_ones_too(timeline):
    phase = PhasePage.objects.get(slug="avant")
    phase.intro = "Brouillon en cours"
    assert "Brouillon en cours" in phase.make_preview_request(preview_mode="web").content.decode()
    draft = PhasePage(locale=locales()["fr"], phase="before")
    draft.set_url_path(timeline)
    assert draft.make_preview_request(preview_mode="web").status_code == 200
    timeline.title = "Titre en cours"
    assert "Titre en cours" in timeline.make_preview_request(preview_mode="web").content.decode()


def test_a_step_without_extras_shows_no_empty_parts(timeline):
    phase = PhasePage.objects.get(slug="avant")
    bare = {"why": "", "how": "", "minutes": 0, "standards": [], "done_when": "", "resources": [], "country_notes": [], "actors": []}
    phase.steps = [block("step", "bare", {**step("bare", "B1")["value"], **bare})]
    publish(phase)
    section = re.search(r'<section[^>]* data-step="bare".*?</section>', text(PHASE), re.DOTALL)[0]
    for part in ("<details", "<figure", "<aside", "step__why", "step__done", "prose"):
        assert part not in section, part


def test_the_budgets_hold(timeline):
    many = [step(f"s{index}", f"B{index}", title="Vérifier chaque point de la liste avec le tuteur") for index in range(20)]
    phase = PhasePage.objects.get(slug="avant")
    phase.steps = many
    publish(phase)
    size = lambda data: len(brotli.compress(data, quality=11)) / 1000  # noqa: E731
    scripts = Path(settings.BASE_DIR) / "site" / "website" / "static" / "js"
    for path in (PATH, PHASE):
        page = text(path)
        assert size(page.encode()) <= 25
        loaded = {*re.findall(r'src="[^"]*/js/(\w+)\.\w+\.js"', page), "stay", "carry"}
        assert {"timeline", "menus"} <= loaded
        assert sum(size((scripts / f"{name}.js").read_bytes()) for name in loaded) <= 10
