"""The pages of the courses: the list, a course, a module with its lessons and questions. All reads of a page are here.

A page is the same for everybody; what a reader did is kept on the reader's device. Without script a module answers by its address: the
destination (``country``) and, after ``check``, the answers to its questions.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext

from cms import editions
from cms.courses.documents import CountryBox, Course, CourseModule, Lesson, country_boxes, holds
from cms.courses.enums import Audience, BoxTopic
from cms.editions import Reading
from cms.editions.documents import Block
from cms.kits.documents import Country, EmergencyNumber, Fact
from cms.kits.enums import Iso
from cms.timeline.documents import Step
from website import quizzes
from website.articles import Article, each_once
from website.frame import around
from website.quizzes import Quiz

Page = tuple[str, dict[str, Any]]
COUNTRY, CHECK = "country", "check"


class Filled(msgspec.Struct, frozen=True, kw_only=True):
    """What one country says in a box; ``shown`` unless the reader goes elsewhere."""

    iso: Iso
    language: str
    facts: tuple[Fact, ...]
    numbers: tuple[EmergencyNumber, ...]
    url: str
    shown: bool


class Piece(msgspec.Struct, frozen=True):
    """A block of a lesson; a country box with what it is filled with, and its topic in words."""

    block: Block
    topic: BoxTopic | None = None
    filled: tuple[Filled, ...] = ()


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A lesson as it is shown."""

    lesson: Lesson
    pieces: tuple[Piece, ...]


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A statement of the self-check with the step that helps; ``url`` is "" where the timeline has none now."""

    key: str
    statement: str
    step: Step | None
    url: str
    language: str


def modules_of(course: Reading) -> list[Reading]:
    """The readable modules of a course, by their numbers. Two queries, three where memory is cold."""
    below = [page for page in editions.readable(kind="module", locale=course.locale) if page.tree_path.startswith(course.tree_path)]
    return sorted(below, key=lambda page: (page.document.number, page.tree_path))


def listing(reading: Reading) -> Page:
    """The list of courses."""
    frame, _, _ = around(reading)
    found = editions.readable(kinds=("course", "module"), locale=reading.locale)
    courses = [page for page in found if page.kind == "course"]
    shelves = [(course, [page for page in found if page.kind == "module" and page.tree_path.startswith(course.tree_path)]) for course in courses]
    return "pages/courses.html", {"frame": frame, "document": reading.document, "shelves": shelves}


def course(reading: Reading) -> Page:
    """A course: its modules with their lessons, the self-check, and the way to the certificate."""
    frame, _, _ = around(reading)
    document: Course = reading.document
    modules = modules_of(reading)
    return "pages/course.html", {
        "frame": frame,
        "reading": reading,
        "document": document,
        "modules": modules,
        "lessons": sum(len(page.document.lessons) for page in modules),
        "is_host": document.audience is Audience.HOST,
        "lines": self_check(document, reading.locale),
        "data": course_data(reading, modules),
    }


def self_check(document: Course, locale: str) -> list[Line]:
    """The statements with the steps that help. Two queries, three where memory is cold; none where there are no statements."""
    phases = editions.readable(kind="phase", locale=locale) if document.self_check else []
    steps = {step.key: (phase, step) for phase in phases for step in phase.document.steps}
    lines = []
    for item in document.self_check:
        phase, step = steps.get(item.step, (None, None))
        url = f"{phase.path}#{item.step}" if phase else ""
        lines.append(Line(key=item.key, statement=item.statement, step=step, url=url, language=phase.document.language if phase else ""))
    return lines


def course_data(reading: Reading, modules: Sequence[Reading]) -> dict[str, Any]:
    """What the course's script needs: the names by which the device remembers, and what it says."""
    return {
        "course": reading.document.package_id,
        "edition": reading.cited,
        "modules": [
            {
                "slug": page.slug,
                "url": page.path,
                "lessons": [lesson.key for lesson in page.document.lessons],
                "questions": [
                    [question.key, int(question.kind in quizzes.SELECTED), [choice.key for choice in question.choices()]]
                    for question in page.document.questions
                ],
            }
            for page in modules
        ],
        "ready": [item.key for item in reading.document.self_check],
        "countries": [iso.value for iso in Iso],
        "say": {
            "lessons": gettext("%(done)s of %(total)s lessons"),
            "goOn": gettext("Go on: %(title)s"),
            "again": gettext("Look at it again"),
            "taken": gettext("What you had done is now kept on this device too."),
            "badLink": gettext("This link is damaged, so nothing was taken from it. Show the code again on the other device and scan it once more."),
            "otherEdition": gettext("The course has changed since. Load it again on the other device, then scan the new code."),
            "noCode": gettext("The code couldn’t be drawn. Send yourself the link instead."),
            "copied": gettext("Copied."),
            "notCopied": gettext("Your browser didn’t copy it. The words are marked: copy them yourself."),
        },
    }


def module(reading: Reading, query: QueryDict | None = None) -> Page:
    """A module; with the destination and the answers that ``query`` tells."""
    frame, above, _ = around(reading)
    document: CourseModule = reading.document
    parent = next((page for page in above if page.kind == "course"), None)
    siblings = modules_of(parent) if parent else [reading]
    here = next((number for number, page in enumerate(siblings) if page.page_id == reading.page_id), 0)
    country = chosen_country(query or {})
    countries = editions.readable(kind="country", locale=reading.locale)
    asked = questions(document, country, query if query is not None and CHECK in query else None)
    checked = [quiz for quiz in asked if quiz.verdict]
    return "pages/module.html", {
        "frame": frame,
        "reading": reading,
        "document": document,
        "course": parent,
        "parts": [part(lesson, countries, country) for lesson in document.lessons],
        "asked": asked,
        "right": sum(quiz.verdict.correct for quiz in checked if quiz.verdict),
        "checked": len(checked),
        "country": country,
        "countries": list(Iso) if country_boxes(document) or by_country(document) else [],
        "article": Article(language=document.language, sources=each_once(document.sources), today=timezone.localdate()),
        "before": siblings[here - 1] if here else None,
        "after": siblings[here + 1] if here + 1 < len(siblings) else None,
        "data": {
            "course": parent.document.package_id if parent else "",
            "module": reading.slug,
            "right": {quiz.name: quizzes.right_values(quiz.question) for quiz in asked},
            "asked": query is not None,
            "say": quizzes.script_words(),
        },
    }


def by_country(document: CourseModule) -> bool:
    """Whether any question holds in some countries alone."""
    return any(question.countries for question in document.questions)


def chosen_country(query: Mapping[str, str]) -> Iso | None:
    """The destination that an address tells; None where it tells none of ours."""
    told = query.get(COUNTRY, "")
    return Iso(told) if told in {iso.value for iso in Iso} else None


def questions(document: CourseModule, country: Iso | None, query: QueryDict | None) -> list[Quiz]:
    """The questions of a module, checked where ``query`` holds answers. Those of other countries are there, but hidden."""
    made = []
    for question in document.questions:
        shown = country is None or holds(question, country)
        made.append(quizzes.quiz(question, question.key, query.getlist(question.key) if query is not None and shown else None, shown=shown))
    return made


def part(lesson: Lesson, countries: Sequence[Reading], country: Iso | None) -> Part:
    """A lesson, its country boxes filled from the pages of the countries."""
    return Part(lesson=lesson, pieces=tuple(piece(block, countries, country) for block in lesson.body))


def piece(block: Block, countries: Sequence[Reading], country: Iso | None) -> Piece:
    """A block as it is shown."""
    if not isinstance(block, CountryBox):
        return Piece(block)
    filled = []
    for page in countries:
        told: Country = page.document
        facts, numbers = block.facts(told), block.numbers(told)
        if facts or numbers:
            shown = country is None or told.iso is country
            filled.append(Filled(iso=told.iso, language=told.language, facts=facts, numbers=numbers, url=page.path, shown=shown))
    return Piece(block, block.topic, tuple(filled))


KINDS = {"courses": listing, "course": course, "module": module}
ASKED = {"module": (COUNTRY, CHECK)}
