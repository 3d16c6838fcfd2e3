"""Documents of the courses: the list, a course, its modules with lessons and questions."""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Annotated

from cms.core.documents import Callout, PictureBlock, Text
from cms.courses.enums import Audience, BoxTopic, QuestionKind
from cms.editions.documents import SECRET, Block, Document, Passage, Source, Value, plain_words
from cms.kits.documents import Country, EmergencyNumber, Fact
from cms.kits.enums import Iso


class Outcome(Value, frozen=True, kw_only=True):
    """One thing that can be done in a situation, and what happens then; ``safe`` where it is a right way."""

    id: str
    text: str
    outcome: str
    safe: bool = False


class Scenario(Block, tag="scenario", frozen=True, kw_only=True):
    """A situation at work or on an evening, with what one may do and what follows."""

    situation: str
    choices: tuple[Outcome, ...]


class CountryBox(Block, tag="country_box", frozen=True, kw_only=True):
    """A place that is filled with what the host country's page says on a topic; it has no words of its own."""

    topic: BoxTopic

    def facts(self, country: Country) -> tuple[Fact, ...]:
        """What the country says on the topic, in its editors' order."""
        return tuple(fact for chapter in country.chapters if chapter.topic == self.topic.chapter for fact in chapter.facts)

    def numbers(self, country: Country) -> tuple[EmergencyNumber, ...]:
        """The numbers to call in the country, the most urgent first; empty unless the box is for them."""
        return country.emergency if self.topic is BoxTopic.EMERGENCY else ()


LessonBlock = Callout | CountryBox | PictureBlock | Scenario | Text


class Lesson(Value, frozen=True, kw_only=True):
    """Some minutes of a module; ``key_point`` is the sentence to remember."""

    id: str
    key: str
    title: str
    minutes: int
    key_point: str
    body: tuple[LessonBlock, ...]


class Option(Value, frozen=True, kw_only=True):
    """One option of a question as its editor wrote it, with the ``feedback`` on choosing it.

    ``correct`` counts for questions that are answered by choosing, ``pair`` is what belongs to it in a matching one.
    """

    id: str
    key: str
    text: str
    pair: str = ""
    correct: bool = False
    feedback: str = ""


class Choice(Value, frozen=True, kw_only=True):
    """What can be chosen or moved in a question."""

    key: str
    text: str


class Question(Value, frozen=True, kw_only=True):
    """A question. Which options are right, and what is said about them, no interface shows before it is answered.

    The ``options`` of an ordering one stand in the right order. Without ``countries`` a question holds in all.
    """

    id: str
    key: str
    kind: QuestionKind
    stem: str
    options: Annotated[tuple[Option, ...], SECRET]
    explanation: Annotated[str, SECRET] = ""
    source: Annotated[Source | None, SECRET] = None
    countries: tuple[Iso, ...] = ()

    def choices(self) -> tuple[Choice, ...]:
        """What can be chosen, in the editors' order; in one that tells nothing where the order is asked for."""
        options = mixed(self.key, self.options) if self.kind is QuestionKind.ORDER else self.options
        return tuple(Choice(key=option.key, text=option.text) for option in options)

    def pairs(self) -> tuple[str, ...]:
        """What is to be matched with the choices, each once, in an order that tells nothing; empty for all other kinds."""
        options = mixed(self.key, self.options) if self.kind is QuestionKind.MATCH else ()
        return tuple(dict.fromkeys(option.pair for option in options))


class Statement(Value, frozen=True, kw_only=True):
    """A statement that a host organisation answers for itself; ``step`` is the key of the timeline's step that helps where it is not yet so."""

    id: str
    key: str
    statement: str
    step: str


class CourseIndex(Document, tag="courses", frozen=True, kw_only=True):
    """The list of courses."""


class Course(Document, tag="course", frozen=True, kw_only=True):
    """A course; ``minutes`` to work it through, ``pass_mark`` in percent of its questions, ``package_id`` names it in learning platforms."""

    audience: Audience
    minutes: int
    pass_mark: int
    package_id: str
    certificate_text: str
    self_check: tuple[Statement, ...] = ()

    def passages(self) -> tuple[Passage, ...]:
        """The page's top, then the self-check."""
        words = plain_words(tuple(statement.statement for statement in self.self_check))
        return (*super().passages(), *((Passage(anchor="ready", title=self.title, text=words),) if words else ()))


class CourseModule(Document, tag="module", frozen=True, kw_only=True):
    """A module of a course; ``outcome`` is what one can do after it."""

    number: int
    outcome: str
    lessons: tuple[Lesson, ...]
    questions: tuple[Question, ...]

    def minutes(self) -> int:
        """The minutes of its lessons together."""
        return sum(lesson.minutes for lesson in self.lessons)

    def passages(self) -> tuple[Passage, ...]:
        """The page's top, then its lessons, each at its key. Questions aren't found: their words would give answers away."""
        lessons = (Passage(anchor=item.key, title=item.title, text=plain_words((item.key_point, item.body))) for item in self.lessons)
        return (*super().passages(), *lessons)


def mixed(key: str, options: Sequence[Option]) -> tuple[Option, ...]:
    """Options in an order that is always the same and never their own, from the names alone, so that it is equal in all languages."""
    order = sorted(options, key=lambda option: hashlib.blake2b(f"{key}/{option.key}".encode()).digest())
    return tuple(order if order != list(options) else [*order[1:], *order[:1]])


def country_boxes(module: CourseModule) -> tuple[CountryBox, ...]:
    """The country boxes of a module, in reading order."""
    return tuple(block for lesson in module.lessons for block in lesson.body if isinstance(block, CountryBox))


def holds(question: Question, country: Iso | None) -> bool:
    """Whether a question is asked of those who go to a country; without one, whether it holds in all countries."""
    return not question.countries or country in question.countries


def asked_of(modules: Iterable[CourseModule], country: Iso | None) -> list[tuple[CourseModule, Question]]:
    """The questions of some modules that are asked of those who go to a country, in order."""
    return [(module, question) for module in modules for question in module.questions if holds(question, country)]
