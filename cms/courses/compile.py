"""Compiles the pages of the courses into their documents. Drafts may lack what publishing requires; a preview of them still works."""

from collections.abc import Iterable, Mapping
from typing import Any

from wagtail.models import Page

from cms.core import compile as core
from cms.core.compile import Compiler, blocks, common, identity, words
from cms.courses import documents as d
from cms.courses.enums import Audience, BoxTopic, QuestionKind
from cms.editions.compile import Reads, source
from cms.editions.registry import Kind, register
from cms.kits.enums import Iso


def scenario(block_id: str, value: Any, reads: Reads) -> d.Scenario:
    """A situation."""
    choices = tuple(
        d.Outcome(
            id=identity(item),
            text=words(item.value.get("text")),
            outcome=words(item.value.get("outcome")),
            safe=bool(item.value.get("safe")),
        )
        for item in value["choices"].bound_blocks
    )
    return d.Scenario(id=block_id, situation=words(value.get("situation")), choices=choices)


def country_box(block_id: str, value: Any, reads: Reads) -> d.CountryBox:
    """A place for what a country says."""
    return d.CountryBox(id=block_id, topic=BoxTopic(value.get("topic") or BoxTopic.EMERGENCY))


COMPILERS: Mapping[str, Compiler] = {
    **{name: core.COMPILERS[name] for name in ("text", "callout", "picture")},
    "scenario": scenario,
    "country_box": country_box,
}


def lesson(block_id: str, value: Any, reads: Reads) -> d.Lesson:
    """A lesson."""
    return d.Lesson(
        id=block_id,
        key=words(value.get("key")),
        title=words(value.get("title")),
        minutes=value.get("minutes") or 0,
        key_point=words(value.get("key_point")),
        body=blocks(value["body"], COMPILERS, reads),
    )


def question(block_id: str, value: Any) -> d.Question:
    """A question."""
    options = tuple(
        d.Option(
            id=identity(item),
            correct=bool(item.value.get("correct")),
            **{name: words(item.value.get(name)) for name in ("key", "text", "pair", "feedback")},
        )
        for item in value["options"].bound_blocks
    )
    return d.Question(
        id=block_id,
        key=words(value.get("key")),
        kind=QuestionKind(value.get("kind") or QuestionKind.ONE),
        stem=words(value.get("stem")),
        options=options,
        explanation=words(value.get("explanation")),
        source=source(value),
        countries=tuple(map(Iso, value.get("countries") or ())),
    )


def statement(block_id: str, value: Any) -> d.Statement:
    """A statement of the self-check."""
    return d.Statement(id=block_id, **{name: words(value.get(name)) for name in ("key", "statement", "step")})


def compile_index(page: Any, reads: Reads) -> d.CourseIndex:
    """The list."""
    return d.CourseIndex(**common(page, reads))


def compile_course(page: Any, reads: Reads) -> d.Course:
    """A course."""
    return d.Course(
        **common(page, reads),
        audience=Audience(page.audience or Audience.HOST),
        minutes=page.minutes or 0,
        pass_mark=page.pass_mark or 0,
        package_id=page.package_id,
        certificate_text=page.certificate_text,
        self_check=tuple(statement(identity(block), block.value) for block in page.self_check),
    )


def compile_module(page: Any, reads: Reads) -> d.CourseModule:
    """A module."""
    return d.CourseModule(
        **common(page, reads),
        number=page.number or 0,
        outcome=page.outcome,
        lessons=tuple(lesson(identity(block), block.value, reads) for block in page.lessons),
        questions=tuple(question(identity(block), block.value) for block in page.questions),
    )


def modules(page: Any) -> list[Any]:
    """The live modules of a course, which it is composed with."""
    return list(Page.objects.child_of(page).live()) if page.path else []


def courses(page: Any) -> Iterable[Any]:
    """The course that a module belongs to."""
    return Page.objects.parent_of(page).live().specific()


def register_kinds() -> None:
    """Makes the pages of the courses compile."""
    register(Kind(document=d.CourseIndex, compile=compile_index))
    register(Kind(document=d.Course, compile=compile_course, parts=modules))
    register(Kind(document=d.CourseModule, compile=compile_module, wholes=courses))
