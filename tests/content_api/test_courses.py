"""Courses in the API: everything but the right answers, which only `check` knows."""

import json
from typing import Any

import pytest
from course_factory import make_course
from django.test import TestCase
from factories import make_country
from pack_factory import make_pack
from wagtail.models import Page

from cms.courses.models import ModulePage

pytestmark = pytest.mark.django_db
CHECK = """query ($module: ID!, $question: String!, $answer: [String!]!) {
    check(module: $module, question: $question, answer: $answer) { correct remarks { key right feedback } explanation source { title } } }"""
WHOLE = '{ course(slug: "safety") { modules { title questions { key stem kind choices { key text } pairs } lessons { title } } } }'


def module_key() -> str:
    return str(ModulePage.objects.get(slug="module-1").translation_key)


def test_a_course_is_read_in_order(api: Any) -> None:
    make_course()
    course = api.data('{ courses { slug audience passMark } course(slug: "safety") { modules { number outcome minutes } } }')
    assert course["courses"] == [{"slug": "safety", "audience": "LEARNER", "passMark": 70}]
    assert [module["number"] for module in course["course"]["modules"]] == [1, 2]


def test_no_field_gives_an_answer_away(api: Any) -> None:
    make_course()
    answer = json.dumps(api.data(WHOLE), ensure_ascii=False)
    assert "Question one" in answer
    for secret in ("Remarque", "Explication", "correct"):
        assert secret not in answer
    types = api.data("{ __schema { types { name fields { name } } } }")["__schema"]["types"]
    fields = {kind["name"]: {field["name"] for field in kind["fields"] or ()} for kind in types}
    assert fields["Question"] == {"id", "key", "kind", "stem", "countries", "choices", "pairs"}
    assert "Option" not in fields
    order = next(item for item in api.data(WHOLE)["course"]["modules"][0]["questions"] if item["key"] == "order")
    assert [choice["key"] for choice in order["choices"]] != ["show", "say", "do", "check"]


@pytest.mark.parametrize(("answer", "correct"), [(["good"], True), (["bad"], False), ([], False), (["unknown"], False)])
def test_an_answer_is_checked_with_its_reasons(api: Any, answer: list[str], correct: bool) -> None:
    make_course()
    verdict = api.data(CHECK, module=module_key(), question="one", answer=answer)["check"]
    assert verdict["correct"] is correct
    assert verdict["explanation"] == "Explication de one."
    assert verdict["source"] == {"title": "Service public"}
    assert all(remark["feedback"] for remark in verdict["remarks"])


def test_what_is_hidden_or_unknown_is_checked_by_nobody(api: Any) -> None:
    course = make_course()
    key = module_key()
    assert api.data(CHECK, module=key, question="nothing", answer=["good"])["check"] is None
    assert api.data(CHECK, module="nonsense", question="one", answer=["good"])["check"] is None
    Page.objects.filter(pk=course.pk).update(live=False)
    assert api.data(CHECK, module=key, question="one", answer=["good"])["check"] is None
    assert api.data("{ courses { title } }")["courses"] == []


def test_boxes_are_filled_from_the_country(api: Any) -> None:
    make_course(modules=1)
    make_country("fr")
    query = 'query ($iso: CountryCode!) { course(slug: "safety") { modules { filledBoxes(country: $iso) { box { boxTopic } facts { heading } numbers { number } } } } }'  # noqa: E501
    (module,) = api.data(query, iso="FR")["course"]["modules"]
    minors, emergency = module["filledBoxes"]
    assert minors == {"box": {"boxTopic": "MINORS_AT_WORK"}, "facts": [{"heading": "Travail de nuit"}], "numbers": []}
    assert [number["number"] for number in emergency["numbers"]] == ["112", "114"]
    assert api.data(query, iso="DE")["course"]["modules"] == [{"filledBoxes": []}]


def test_a_pack_holds_modules(api: Any) -> None:
    make_course()
    make_pack(ModulePage.objects.get(slug="module-2"))
    found = api.data("{ packs { nodes { contents { __typename title } } } }")["packs"]["nodes"]
    assert found == [{"contents": [{"__typename": "CourseModule", "title": "Module 2"}]}]


@pytest.mark.parametrize("modules", [1, 8])
def test_a_course_takes_few_queries_however_many_modules(api: Any, modules: int, django_assert_max_num_queries: Any) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        make_course(modules=modules)
    with django_assert_max_num_queries(9):  # version; course, modules, countries: each with its text where not in memory
        api.data('{ course(slug: "safety") { modules { title filledBoxes(country: FR) { facts { heading } } } } }')
