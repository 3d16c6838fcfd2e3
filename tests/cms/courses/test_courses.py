"""Courses as editions: what is compiled, how it is composed, how answers are graded, and what editors are told."""

import pytest
from course_factory import ANSWERS, box, lesson, make_course, make_module, one, option, question, scenario, statement
from django.core.exceptions import ValidationError
from factories import items, make_country, publish
from timeline_factory import make_timeline

from cms import editions
from cms.courses import grading
from cms.courses.blocks import LessonsBlock, QuestionsBlock, SelfCheckBlock
from cms.courses.documents import country_boxes
from cms.courses.enums import BoxTopic, QuestionKind
from cms.courses.models import ModulePage
from cms.kits.enums import CountryTopic, Iso
from cms.starter import files


def modules():
    return [page.document for page in editions.readable(kind="module", locale="fr")]


def by_key(module):
    return {question.key: question for question in module.questions}


def wrong(block, raw):
    """Where a stream's value has errors, and their words: ``{"0.options.1.pair": …}``."""
    with pytest.raises(ValidationError) as caught:
        block.clean(block.to_python(raw))
    found = {}

    def walk(error, where):
        inner = getattr(error, "block_errors", None)
        if not inner:
            found[".".join(where)] = " ".join(error.messages) if hasattr(error, "messages") else str(error)
            return
        for at, child in inner.items() if isinstance(inner, dict) else enumerate(inner):
            if child is not None:
                walk(child, [*where, str(at)])

    walk(caught.value, [])
    return found


def test_a_course_and_its_modules_become_documents(db):
    make_course(self_check=[statement("plan", "week-plan")])
    course = editions.at("/fr/courses/safety/").document
    assert (course.minutes, course.pass_mark, course.package_id, course.self_check[0].step) == (70, 70, "vr4m-safety", "week-plan")
    first, second = modules()
    assert (first.number, first.minutes(), len(first.questions), [item.key for item in first.lessons]) == (1, 12, 6, ["machine", "help"])
    assert [block.tag() for block in first.lessons[0].body] == ["text", "callout", "scenario", "country_box"]
    assert [choice.safe for choice in first.lessons[0].body[2].choices] == [True, False]
    assert by_key(first)["german"].countries == (Iso.DE,)
    assert by_key(first)["one"].source.title == "Service public"
    assert second.number == 2


def test_a_changed_module_makes_a_new_edition_of_its_course(db):
    make_course()
    before = editions.at("/fr/courses/safety/")
    module = editions.at("/fr/courses/safety/module-1/")
    page = ModulePage.objects.get(pk=module.page_id)
    page.outcome = "Tu sais demander."
    publish(page)
    after = editions.at("/fr/courses/safety/")
    assert after.number == before.number + 1
    assert after.document == before.document
    assert editions.part_of(before, "module").outcome == "Tu sais t’arrêter."


def test_a_box_shows_what_the_country_says_and_nothing_else(db):
    make_course()
    make_country("fr")
    country = editions.readable(kind="country")[0].document
    minors, emergency = country_boxes(modules()[0])
    assert [fact.heading for fact in minors.facts(country)] == ["Travail de nuit"]
    assert minors.numbers(country) == ()
    assert [number.number for number in emergency.numbers(country)] == ["112", "114"]
    assert emergency.facts(country) == ()


def test_every_chapter_of_a_country_has_a_box():
    assert {topic.chapter for topic in BoxTopic} == {None, *CountryTopic}
    assert {str(topic.label) for topic in CountryTopic} <= {str(topic.label) for topic in BoxTopic}


def test_lessons_are_found_and_answers_are_not(db):
    make_course(self_check=[statement("plan", "week-plan")])
    passages = modules()[0].passages()
    assert [passage.anchor for passage in passages] == ["", "machine", "help"]
    assert "Le carter de la scie" in passages[1].text
    told = " ".join(passage.text for passage in passages)
    for secret in ("Explication", "Remarque", "Réponse", "Question"):
        assert secret not in told
    assert "J’ai fait plan." in editions.at("/fr/courses/safety/").document.passages()[1].text


def right_answers(module):
    matched = grading.solution(by_key(module)["match"])
    return {**ANSWERS, "match": matched}


def test_right_answers_are_right_and_their_order_counts_only_where_it_is_asked_for(db):
    make_course()
    module = modules()[0]
    for key, answer in right_answers(module).items():
        question = by_key(module)[key]
        assert grading.solution(question) == answer
        assert grading.is_right(question, answer), key
        assert grading.is_right(question, answer[::-1]) == (key != "order"), key


@pytest.mark.parametrize(
    ("key", "answer"),
    [
        ("one", ()), ("one", ("bad",)), ("one", ("good", "bad")), ("one", ("nothing",)), ("one", ("good", "good")),
        ("several", ("stop",)), ("several", ("stop", "guard", "music")), ("several", ("stop", "guard", "guard")),
        ("truth", ("true",)), ("order", ("show", "say", "do")), ("order", ("say", "show", "do", "check")),
        ("match", ("flame:0",)), ("match", ("flame:0", "skull:0", "drop:0")), ("match", ("flame:9", "skull:9", "drop:9")),
    ],
)  # fmt: skip
def test_whatever_else_is_wrong(db, key, answer):
    make_course(modules=1)
    question = by_key(modules()[0])[key]
    assert not grading.is_right(question, answer)
    assert not grading.check(question, answer).correct


def test_what_is_offered_tells_nothing(db):
    make_course()
    questions = by_key(modules()[0])
    order, match = questions["order"], questions["match"]
    assert {choice.key for choice in order.choices()} == set(ANSWERS["order"])
    assert tuple(choice.key for choice in order.choices()) != ANSWERS["order"]
    assert set(match.pairs()) == {"Inflammable", "Toxique", "Corrosif"}
    assert match.pairs() != tuple(option.pair for option in match.options)
    assert questions["one"].pairs() == ()
    assert [choice.key for choice in questions["one"].choices()] == ["bad", "good", "worse"]


def test_every_answer_gets_a_remark_and_the_explanation(db):
    make_course()
    questions = by_key(modules()[0])
    verdict = grading.check(questions["one"], ["bad"])
    assert [(remark.key, remark.right, remark.feedback) for remark in verdict.remarks] == [("bad", False, "Remarque sur bad.")]
    assert verdict.explanation == "Explication de one."
    assert verdict.source.title == "Service public"
    several = grading.check(questions["several"], ["stop", "music"])
    assert {(remark.key, remark.right) for remark in several.remarks} == {("stop", True), ("music", False), ("guard", False)}
    order = grading.check(questions["order"], ["show", "do", "say", "check"])
    assert [remark.right for remark in order.remarks] == [True, False, False, True]
    match = grading.check(questions["match"], grading.solution(questions["match"]))
    assert match.correct
    assert all(remark.right for remark in match.remarks)


def test_a_score_counts_what_is_asked_and_never_rounds_up(db):
    make_course()
    found = modules()
    answers = {(found[0].key, key): answer for key, answer in right_answers(found[0]).items()}
    assert grading.score(found, answers) == grading.Score(right=5, total=6)
    assert grading.score(found, answers).percent == 83
    assert grading.score(found, answers, Iso.DE) == grading.Score(right=6, total=7)
    assert grading.score(found, {}).percent == 0
    assert grading.score([], {}).percent == 0


@pytest.mark.parametrize(
    ("options", "kind", "where"),
    [
        ([option("a"), option("b")], "one", "0.options"),
        ([option("a", correct=True), option("b", correct=True)], "one", "0.options.1.correct"),
        ([option("a"), option("b")], "several", "0.options"),
        ([option("a", correct=True), option("b"), option("c")], "true_false", "0.options"),
        ([option("a", correct=True), option("b")], "order", "0.options.0.correct"),
        ([option("a", pair="x"), option("b")], "match", "0.options.1.pair"),
        ([option("a", pair="x", correct=True), option("b")], "one", "0.options.0.pair"),
        ([option("a", correct=True), option("a")], "one", "0.options.1.key"),
        ([option("a", correct=True), {**option("b"), "feedback": ""}], "one", "0.options.1.feedback"),
        ([option("a", correct=True)], "one", "0.options"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused_at_its_field(options, kind, where):
    assert list(wrong(QuestionsBlock(), [question("q", kind, *options)])) == [where]


def test_keys_stand_once_and_scenarios_have_a_way_out():
    assert list(wrong(QuestionsBlock(), [one(), one()])) == ["1.key"]
    assert list(wrong(LessonsBlock(), [lesson("a"), lesson("a")])) == ["1.key"]
    assert list(wrong(SelfCheckBlock(), [statement("a", "x"), statement("a", "x")])) == ["1.key"]
    trap = scenario()
    trap["value"]["choices"] = items({"text": "a", "outcome": "b", "safe": False}, {"text": "c", "outcome": "d", "safe": False})
    assert list(wrong(LessonsBlock(), [lesson("a", trap)])) == ["0.body.2.choices"]
    assert list(wrong(LessonsBlock(), [lesson("a", box("weather"))])) == ["0.body.2.topic"]


def test_the_self_check_leads_to_steps_that_exist(db):
    make_timeline()
    block = SelfCheckBlock()
    block.clean(block.to_python([statement("a", "decide")]))
    assert list(wrong(block, [statement("a", "decide"), statement("b", "nothing")])) == ["1.step"]


def test_drafts_without_anything_compile(db):
    course = make_course()
    page = make_module(course, 3)
    page.lessons, page.questions = [], []
    assert editions.draft(page).document.questions == ()
    bare = question("", "", option(""), stem="", explanation="")
    page.questions = [bare]
    assert editions.draft(page).document.questions[0].kind is QuestionKind.ONE


FILE = """
type: module
parent: courses/host
number: 1
title: "Pourquoi accueillir"
intro: "Pour vous."
outcome: "Vous savez dire non."
lessons:
  - key: first
    title: "Un début"
    minutes: 6
    key_point: "Dire bonjour."
    body:
      - {key: say, type: text, body: "Un **mot**."}
      - {key: box, type: country_box, topic: minors_at_work}
      - key: choose
        type: scenario
        situation: "Il est tard."
        choices:
          - {key: go, text: "Je pars.", outcome: "Bien.", safe: true}
          - {key: stay, text: "Je reste.", outcome: "Mal."}
questions:
  - key: truth
    kind: true_false
    stem: "C’est vrai ?"
    options:
      - {key: true, text: "Vrai", correct: true, feedback: "Oui."}
      - {key: false, text: "Faux", feedback: "Non."}
    explanation: "Parce que."
    countries: [FR]
"""


def test_a_starter_file_says_a_module_as_its_writers_do(db, tmp_path):
    for folder, text in (
        ("courses", "type: courses\ntitle: a\n"),
        ("courses/host", "type: course\nparent: courses\ntitle: a\n"),
        ("courses/host/why", FILE),
    ):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "fr.yaml").write_text(text, encoding="utf-8")
    pages, mistakes = files.discover(tmp_path)
    assert not mistakes
    values = pages[-1].values()
    options = [item["value"] for item in values["questions"][0]["value"]["options"]]
    assert [(item["key"], item["correct"]) for item in options] == [("true", True), ("false", False)]
    assert values["questions"][0]["value"]["countries"] == ["fr"]
    assert values["lessons"][0]["value"]["body"][0]["value"] == "<p>Un <b>mot</b>.</p>"
