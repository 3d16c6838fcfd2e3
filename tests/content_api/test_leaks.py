"""What is hidden is in no answer, through no field, with caches warm and though every signal was missed.

A grid: each way to hide a page, by each question that would show it.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from course_factory import make_course, make_module
from django.conf import settings
from django.core.signals import request_started
from django.db.models import signals as model_signals
from django.test import TestCase
from django.utils import timezone
from factories import add, block, locales, make_admin, make_country, make_kit, publish, translate, uid
from graphql import parse
from pack_factory import make_handbook, make_pack
from timeline_factory import make_timeline
from wagtail import signals
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction

from cms.handbooks.models import OnboardingPackPage
from cms.kits.models import KitPage
from content_api.schema import schema

pytestmark = pytest.mark.django_db
NANTES, MODULE = uid("the kit of Nantes"), uid("the module of a course")
KIT_QUESTIONS = {  # by name: a query, and what in its answer comes from the kit
    "kits": ("{ kits { nodes { title } } }", '"Nantes"'),
    "edges": ("{ kits(country: FR) { edges { cursor node { title } } } }", '"Nantes"'),
    "count": ("{ kits { totalCount } }", '"totalCount":2'),
    "blocks": ("{ kits { nodes { slug blocks { ... on Fact { heading value { html } } } sections { title } } } }", "Valide ton ticket"),
    "kit": ('{ kit(slug: "nantes") { title } }', '"Nantes"'),
    "page": ('{ page(path: "/fr/kits/france/nantes/") { title } }', '"Nantes"'),
    "translations": ('{ kit(slug: "nantes", locale: DE) { city translations { url } } }', "/fr/kits/france/nantes/"),
    "phrases for the host": ('{ kit(slug: "nantes", locale: DE) { city phrasePairs { host { text } } } }', '"Bonjour"'),
    "search": ('{ search(query: "nantes") { title } }', '"Nantes"'),
    "page of a search": ('{ search(query: "nantes") { page { ... on Kit { city } } } }', '"Nantes"'),
    "inside a pack": ("{ packs { nodes { contents { title } } } }", '"Nantes"'),
    "in other words of a list": ('{ kits(locales: [IT, FR], orderBy: TITLE, where: {slugs: ["nantes"]}) { nodes { title } } }', '"Nantes"'),
    "node": (f'{{ node(id: "fr:{NANTES}") {{ ... on Kit {{ city }} }} }}', '"Nantes"'),
    "nodes": (f'{{ nodes(ids: ["fr:{NANTES}"]) {{ id }} }}', NANTES),
    "route": ('{ route(path: "/fr/kits/france/nantes/") { url } }', "/fr/kits/france/nantes/"),
    "redirected": ('{ route(path: "/fr/ancien/") { url page { title } } }', "nantes"),
    "redirected to an address": ('{ route(path: "/fr/lien/") { url page { title } } }', "nantes"),
    "earlier editions": ('{ kit(slug: "nantes") { earlierEditions { cited } } }', '"fr-1"'),
    "what has changed": ('{ kit(slug: "nantes") { changesSince(edition: 1) { after } } }', "Nouveau"),
    "what has changed in a pack": ('{ pack(slug: "pochette") { changesSince(edition: 1) { after } } }', "Nouveau"),
    "a copy": ("{ changes { items { document { title } } } }", '"Nantes"'),
    "link": ('{ kit(slug: "angers") { blocks { ... on Text { body { html } } } } }', "/fr/kits/france/nantes/"),
    "link as a node": ('{ kit(slug: "angers") { blocks { ... on Text { body { nodes { children { href } } } } } } }', "/fr/kits/france/nantes/"),
}
COUNTRY_QUESTIONS = {
    "countries": ("{ countries { nodes { title } } }", '"France"'),
    "count of countries": ("{ countries { totalCount } }", '"totalCount":1'),
    "country": ("{ country(code: FR) { title } }", '"France"'),
    "facts": ("{ country(code: FR) { facts(topic: WORK) { heading } } }", "nuit"),
    "numbers": ("{ countries { nodes { emergency { when } } } }", '"Toute urgence"'),
    "page": ('{ page(path: "/fr/kits/france/") { title } }', '"France"'),
    "country of a kit": ("{ kits { nodes { country { title } } } }", '"France"'),
    "facts of a kit": ("{ kits { nodes { sections { facts { heading } } } } }", "nuit"),
    "kits of it": ("{ kits { totalCount } }", '"totalCount":2'),
    "translations": ("{ country(code: FR, locale: DE) { translations { url } } }", '"/fr/kits/france/"'),
}
TOOL_QUESTIONS = {
    "handbooks": ("{ handbooks { nodes { title } } }", '"Guide"'),
    "handbook": ('{ handbook(slug: "guide") { title } }', '"Guide"'),
    "packs": ("{ packs { totalCount nodes { title } } }", '"Pochette"'),
    "pack": ('{ pack(slug: "pochette") { title } }', '"Pochette"'),
    "timeline": ("{ timeline { title } }", "Accueillir"),
    "phases": ("{ timeline { phases { title } } }", '"Pendant le séjour"'),
    "dates": ('{ timeline { dates(arrival: "2027-01-10") { step { title } } } }', "Étape"),
    "courses": ("{ courses { slug } }", '"safety"'),
    "course": ('{ course(slug: "safety") { modules { questions { stem } } } }', "Question one"),
    "answer to a question": (f'{{ check(module: "{MODULE}", question: "one", answer: ["bad"]) {{ explanation }} }}', "Explication"),
    "search": ('{ search(query: "accueillir") { title } }', "Accueillir"),
    "search for a phase": ('{ search(query: "pendant") { title } }', "Pendant"),
}
ASKED_OF_NO_PAGE = {"partners", "siteTexts"}


def update(page: Page, **values: Any) -> None:
    """Changes a row as no signal tells."""
    Page.objects.filter(pk=page.pk).update(**values)


def draft(page: Page) -> None:
    update(page, live=False)


def unpublished(page: Page) -> None:
    page.unpublish()


def expired(page: Page) -> None:
    update(page, expire_at=timezone.now() - timedelta(seconds=1))


def private(page: Page) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def behind_a_password(page: Page) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.PASSWORD, password="x")


def below_a_draft(page: Page) -> None:
    update(page.get_parent(), live=False)


def below_what_has_expired(page: Page) -> None:
    update(page.get_parent(), expire_at=timezone.now() - timedelta(seconds=1))


def below_what_is_private(page: Page) -> None:
    private(page.get_parent())


def deleted(page: Page) -> None:
    page.delete()


WAYS = [draft, unpublished, expired, private, behind_a_password, below_a_draft, below_what_has_expired, below_what_is_private, deleted]


@pytest.fixture(params=[False, True], ids=["signals heard", "signals missed"])
def missed(request: pytest.FixtureRequest) -> Iterator[None]:
    """Each test twice: as it is, and with every receiver of ours disconnected."""
    if not request.param:
        yield
        return
    heard = [
        *(signal for signal in vars(signals).values() if hasattr(signal, "receivers")),
        model_signals.post_save, model_signals.post_delete, model_signals.pre_delete, request_started,
    ]  # fmt: skip
    kept = [(signal, signal.receivers) for signal in heard]
    for signal in heard:
        signal.receivers = [receiver for receiver in signal.receivers if not str(receiver[0][0]).startswith("editions.")]
        signal.sender_receivers_cache.clear()
    yield
    for signal, receivers in kept:
        signal.receivers = receivers
        signal.sender_receivers_cache.clear()


@pytest.fixture(scope="module")
def kits(shared_database: None) -> tuple[Any, Any]:
    """A kit in French and German, and one that links to it."""
    nantes = make_kit(translation_key=NANTES)
    text = f'<p>Comme à <a linktype="page" id="{nantes.pk}">Nantes</a>.</p>'
    make_kit("Angers", chapters=[block("chapter", "c", {"topic": "work", "title": "T", "lead": "", "content": [block("text", "t", text)]})])
    make_pack(nantes)
    Redirect.objects.create(old_path="/fr/ancien", redirect_page=nantes)
    Redirect.objects.create(old_path="/fr/lien", redirect_link=f"{settings.BASE_URL}/fr/kits/france/nantes/")
    nantes.intro = "Nouveau à lire."
    nantes = publish(nantes)
    with TestCase.captureOnCommitCallbacks(execute=True):
        translate(nantes, "de")
    return nantes, nantes.get_parent().specific


@pytest.fixture(scope="module")
def tools(kits: tuple[Any, Any]) -> list[Any]:
    """A handbook, a pack, a timeline and a course with a module."""
    course = make_course(modules=0)
    make_module(course, translation_key=MODULE)
    return [make_handbook(kits[1]), OnboardingPackPage.objects.get(locale__language_code="fr"), make_timeline(), course]


def answers(api: Any, query: str) -> set[str]:
    """What is answered, by POST and by GET."""
    texts = {api.post(query).content.decode(), api.get(query).content.decode()}
    assert not any('"errors"' in text for text in texts), texts
    return texts


def showing(api: Any, questions: dict[str, tuple[str, str]]) -> set[str]:
    """The questions whose answers show what they ask for."""
    return {name for name, (query, mark) in questions.items() if any(mark in text for text in answers(api, query))}


@pytest.mark.parametrize("hide", WAYS)
def test_a_hidden_kit_is_in_no_answer(api: Any, kits: tuple[Any, Any], missed: None, hide: Callable[[Page], None]) -> None:
    assert showing(api, KIT_QUESTIONS) == set(KIT_QUESTIONS)  # and every answer is kept now
    hide(Page.objects.get(pk=kits[0].pk))
    assert showing(api, KIT_QUESTIONS) == set()


@pytest.mark.parametrize("hide", WAYS)
def test_a_hidden_country_is_in_no_answer(api: Any, kits: tuple[Any, Any], missed: None, hide: Callable[[Page], None]) -> None:
    assert showing(api, COUNTRY_QUESTIONS) == set(COUNTRY_QUESTIONS)
    hide(Page.objects.get(pk=kits[1].pk))
    assert showing(api, COUNTRY_QUESTIONS) == set()


@pytest.mark.parametrize("missed", [True], indirect=True, ids=["signals missed"])
@pytest.mark.parametrize("hide", WAYS)
def test_hidden_tools_are_in_no_answer(api: Any, tools: list[Any], missed: None, hide: Callable[[Page], None]) -> None:
    assert showing(api, TOOL_QUESTIONS) == set(TOOL_QUESTIONS)
    for page in tools:
        hide(Page.objects.get(pk=page.pk))
    assert showing(api, TOOL_QUESTIONS) == set()


@pytest.mark.parametrize("hide", [draft, expired, private, behind_a_password])
def test_a_hidden_front_page_is_no_language_s_home(api: Any, kits: tuple[Any, Any], hide: Callable[[Page], None]) -> None:
    query = "{ languages { code home { url } } }"
    assert [language["code"] for language in api.data(query)["languages"] if language["home"]] == ["FR", "DE"]
    hide(kits[0].get_ancestors().get(depth=2))
    assert [language["code"] for language in api.data(query)["languages"] if language["home"]] == ["DE"]


def test_every_question_of_the_root_is_in_the_grid() -> None:
    """Those of a draft ask for a link that an editor has made; its own tests hold what that shows."""
    grid = {**KIT_QUESTIONS, **COUNTRY_QUESTIONS, **TOOL_QUESTIONS}
    asked = {selection.name.value for query, _ in grid.values() for selection in parse(query).definitions[0].selection_set.selections}
    assert set(schema.query_type.fields) - asked == ASKED_OF_NO_PAGE | {"languages", "preview"}


def test_a_page_that_expires_while_its_answer_is_kept(api: Any, kits: tuple[Any, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    update(kits[0], expire_at=timezone.now() + timedelta(minutes=5))
    query = KIT_QUESTIONS["kits"][0]
    etag = api.get(query).headers["ETag"]
    assert all('"Nantes"' in text for text in answers(api, query))
    later: datetime = timezone.now() + timedelta(minutes=6)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert not any('"Nantes"' in text for text in answers(api, query))
    assert api.get(query, headers={"If-None-Match": etag}).status_code == 200  # not "you have it already"


def test_a_kit_moved_below_a_hidden_page(api: Any, kits: tuple[Any, Any], missed: None) -> None:
    elsewhere = make_country("es")
    update(elsewhere, live=False)
    query = KIT_QUESTIONS["kit"][0]
    assert all('"Nantes"' in text for text in answers(api, query))
    Page.objects.get(pk=kits[0].pk).move(Page.objects.get(pk=elsewhere.pk), pos="last-child")
    assert not any('"Nantes"' in text for text in answers(api, query))


def test_a_draft_that_was_never_published_and_one_that_waits_for_its_day(api: Any, kits: tuple[Any, Any]) -> None:
    country = Page.objects.get(pk=kits[1].pk)
    values = {"city": "X", "region": "X", "latitude": 47, "longitude": -1, "locale": locales()["fr"], "live": False}
    country.add_child(instance=KitPage(title="Never published", slug="never", **values))
    waiting = add(country, KitPage(title="Waits", slug="waits", go_live_at=timezone.now() + timedelta(days=1), **values))
    assert not waiting.live
    text = api.post("{ kits { totalCount nodes { title } } }").content.decode()
    assert "Never published" not in text and "Waits" not in text and '"totalCount":2' in text
    assert api.data('{ a: kit(slug: "never") { title } b: kit(slug: "waits") { title } }') == {"a": None, "b": None}


def test_a_published_page_s_draft_is_not_shown(api: Any, kits: tuple[Any, Any]) -> None:
    kit = KitPage.objects.get(pk=kits[0].pk)
    kit.title = "Not yet"
    kit.save_revision()
    assert api.data('{ kit(slug: "nantes") { title } }') == {"kit": {"title": "Nantes"}}


def test_what_comes_back_is_shown_again(api: Any, kits: tuple[Any, Any], missed: None) -> None:
    query = KIT_QUESTIONS["kit"][0]
    draft(kits[0])
    assert not any('"Nantes"' in text for text in answers(api, query))
    update(kits[0], live=True)
    assert all('"Nantes"' in text for text in answers(api, query))


def test_who_is_logged_in_sees_no_more(api: Any, kits: tuple[Any, Any]) -> None:
    private(Page.objects.get(pk=kits[0].pk))
    api.client.force_login(make_admin())
    response = api.post(KIT_QUESTIONS["kit"][0])
    assert response.json()["data"] == {"kit": None}
    assert "Cookie" not in response.headers["Vary"]
