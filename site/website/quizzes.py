"""Questions as pages show them: with what a reader chose, and what is said about it.

Every question has one field name, whatever its kind. Choosing gives the keys of options as values; an order and pairs give ``key:number`` from a
select beside each option: its place from 1, or the number of the pair from 0.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from django.utils.translation import gettext

from cms.courses import grading
from cms.courses.documents import Question
from cms.courses.enums import QuestionKind
from cms.courses.grading import Remark, Verdict

SELECTED = {QuestionKind.ORDER, QuestionKind.MATCH}


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """An option as it is shown; ``value`` is what its select says. ``remark`` is None where nothing is said about it yet."""

    key: str
    text: str
    feedback: str
    chosen: bool
    value: str
    remark: Remark | None


class Quiz(msgspec.Struct, frozen=True, kw_only=True):
    """A question as it is shown. ``places`` are the values and words of each option's select; ``error`` says what is missing in an answer."""

    name: str
    question: Question
    offers: tuple[Offer, ...]
    places: tuple[tuple[str, str], ...]
    verdict: Verdict | None = None
    error: str = ""
    shown: bool = True

    @property
    def is_selected(self) -> bool:
        return self.question.kind in SELECTED

    @property
    def is_several(self) -> bool:
        return self.question.kind is QuestionKind.SEVERAL

    @property
    def told(self) -> str:
        """How it is answered, in words; "" where that goes without saying."""
        return {
            QuestionKind.SEVERAL: gettext("More than one answer may be right."),
            QuestionKind.ORDER: gettext("Give each line its place."),
            QuestionKind.MATCH: gettext("Choose what belongs to each line."),
        }.get(self.question.kind, "")


def places(question: Question) -> tuple[tuple[str, str], ...]:
    """What a select of the question offers: numbers, each with its words."""
    if question.kind is QuestionKind.ORDER:
        return tuple((str(place), str(place)) for place in range(1, len(question.choices()) + 1))
    return tuple((str(number), pair) for number, pair in enumerate(question.pairs()))


def answer_of(question: Question, values: Sequence[str]) -> tuple[str, ...]:
    """The answer that a field's values give, in the terms of :mod:`cms.courses.grading`; () where they give none."""
    if question.kind is QuestionKind.ORDER:
        placed = {place: key for key, _, place in (value.partition(":") for value in values)}
        answer = tuple(placed.get(str(place), "") for place in range(1, len(question.choices()) + 1))
    else:
        answer = tuple(value for value in values if value)
    return answer if grading.is_answer(question, answer) else ()


def right_values(question: Question) -> list[str]:
    """The values of the right answer, for the page's script."""
    right = grading.solution(question)
    return [f"{key}:{place}" for place, key in enumerate(right, 1)] if question.kind is QuestionKind.ORDER else list(right)


def missing(question: Question) -> str:
    """What to tell who gave no whole answer."""
    return gettext("Each line needs its own choice.") if question.kind in SELECTED else gettext("Choose an answer first.")


def quiz(question: Question, name: str, values: Sequence[str] | None = None, *, tell: bool = True, shown: bool = True) -> Quiz:
    """A question as it is shown; with the ``values`` of its field where it was answered, and unless ``tell`` is off what is said about them."""
    given = list(values or ())
    answer = answer_of(question, given)
    verdict = grading.check(question, answer) if answer and tell else None
    remarks = {remark.key: remark for remark in verdict.remarks} if verdict else {}
    selected = {key: number for key, _, number in (value.partition(":") for value in given)} if question.kind in SELECTED else {}
    feedback = {option.key: option.feedback for option in question.options}
    offers = tuple(
        Offer(
            key=choice.key,
            text=choice.text,
            feedback=feedback[choice.key] if tell else "",
            chosen=choice.key in given,
            value=selected.get(choice.key, ""),
            remark=remarks.get(choice.key),
        )
        for choice in question.choices()
    )
    error = missing(question) if values is not None and not answer else ""
    return Quiz(name=name, question=question, offers=offers, places=places(question), verdict=verdict, error=error, shown=shown)


def script_words() -> Mapping[str, Any]:
    """What the pages' scripts say about answers."""
    return {
        "right": gettext("That’s right."),
        "wrong": gettext("Not quite."),
        "choose": gettext("Choose an answer first."),
        "each": gettext("Each line needs its own choice."),
    }
