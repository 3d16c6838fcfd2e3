"""Says whether answers are right, the same in all channels.

An answer is what was chosen: the keys of options; for an ordering question all keys in the chosen order; for a matching one ``key:number`` for
each option, where the number counts what it is matched with as :meth:`~cms.courses.documents.Question.pairs` lists it, from 0.
"""

from collections.abc import Mapping, Sequence

from cms.courses.documents import CourseModule, Option, Question, asked_of
from cms.courses.enums import QuestionKind
from cms.editions.documents import Source, Value
from cms.kits.enums import Iso

Answer = Sequence[str]


class Remark(Value, frozen=True, kw_only=True):
    """What is said about one option after answering; ``right`` where the answer is right about it."""

    key: str
    right: bool
    feedback: str


class Verdict(Value, frozen=True, kw_only=True):
    """What is said after answering: whether the answer is right, a remark on each option that the answer is about, and why."""

    correct: bool
    remarks: tuple[Remark, ...]
    explanation: str
    source: Source | None = None


class Score(Value, frozen=True, kw_only=True):
    """How a course was answered: right answers of all questions that were asked."""

    right: int
    total: int

    @property
    def percent(self) -> int:
        """Right answers in percent, rounded down, so that nobody passes by rounding."""
        return 100 * self.right // self.total if self.total else 0


def solution(question: Question) -> tuple[str, ...]:
    """The right answer."""
    if question.kind is QuestionKind.ORDER:
        return tuple(option.key for option in question.options)
    if question.kind is QuestionKind.MATCH:
        pairs = question.pairs()
        return tuple(f"{option.key}:{pairs.index(option.pair)}" for option in question.options)
    return tuple(option.key for option in question.options if option.correct)


def is_answer(question: Question, answer: Answer) -> bool:
    """Whether ``answer`` can be an answer at all: whole, of known options, each once."""
    keys = [option.key for option in question.options]
    if question.kind is QuestionKind.ORDER:
        return sorted(answer) == sorted(keys)
    if question.kind is QuestionKind.MATCH:
        known = {f"{key}:{number}" for key in keys for number in range(len(question.pairs()))}
        return set(answer) <= known and sorted(part.partition(":")[0] for part in answer) == sorted(keys)
    chosen = 0 < len(answer) <= len(keys) and len(set(answer)) == len(answer) and set(answer) <= set(keys)
    return chosen and (question.kind is QuestionKind.SEVERAL or len(answer) == 1)


def is_right(question: Question, answer: Answer) -> bool:
    """Whether ``answer`` is right; one that can't be an answer never is."""
    if question.kind is QuestionKind.ORDER:
        return tuple(answer) == solution(question)
    return is_answer(question, answer) and set(answer) == set(solution(question))


def check(question: Question, answer: Answer) -> Verdict:
    """What is said about ``answer``.

    Where one option is chosen, the remark on it; where several are, those on the chosen and the missed ones; else those on all.
    """
    right, chosen = set(solution(question)), set(answer)
    place = {key: position for position, key in enumerate(answer)}

    def fits(position: int, option: Option) -> bool:
        if question.kind is QuestionKind.ORDER:
            return place.get(option.key) == position
        if question.kind is QuestionKind.MATCH:
            return any(part in chosen for part in right if part.partition(":")[0] == option.key)
        return option.correct == (option.key in chosen)

    def meant(option: Option) -> bool:
        if question.kind in (QuestionKind.ORDER, QuestionKind.MATCH):
            return True
        return option.key in chosen or (question.kind is QuestionKind.SEVERAL and option.correct)

    remarks = tuple(
        Remark(key=option.key, right=fits(position, option), feedback=option.feedback)
        for position, option in enumerate(question.options)
        if meant(option)
    )
    return Verdict(correct=is_right(question, answer), remarks=remarks, explanation=question.explanation, source=question.source)


def score(modules: Sequence[CourseModule], answers: Mapping[tuple[str, str], Answer], country: Iso | None = None) -> Score:
    """How ``answers`` (by the keys of module and question) to the modules' questions score, of those who go to ``country``."""
    asked = asked_of(modules, country)
    return Score(right=sum(is_right(question, answers.get((module.key, question.key), ())) for module, question in asked), total=len(asked))
