"""Courses in the API: modules with lessons and questions, and answers that are checked for practice. Right answers stand in no field."""

import uuid
from typing import ClassVar, cast

from cms import editions
from cms.core.enums import Language
from cms.courses import grading
from cms.courses.documents import CountryBox, Course, CourseIndex, CourseModule, country_boxes
from cms.courses.grading import Verdict
from cms.editions.documents import Document, Value
from cms.editions.listing import Wanted
from cms.kits.documents import EmergencyNumber, Fact
from cms.kits.enums import Iso
from content_api.connection import known, one, tongues
from content_api.pages import PageNode, nodes_of, shows
from content_api.slices import short


@shows
class CourseIndexNode(PageNode):
    """The page above all courses."""

    document_class: ClassVar[type[Document]] = CourseIndex


class FilledBox(Value, frozen=True, kw_only=True):
    """What one host country says in a country box."""

    box: CountryBox
    facts: tuple[Fact, ...]
    numbers: tuple[EmergencyNumber, ...]


@shows
class ModuleNode(PageNode):
    """A module of a course: its lessons, and its questions without their answers."""

    document_class: ClassVar[type[Document]] = CourseModule

    def filled_boxes(self, country: Iso) -> tuple[FilledBox, ...]:
        """The country boxes of the lessons, in order, filled with what that country's page says; empty while it can't be read."""
        page = self.batch.countries.get((self.reading.locale, str(country)))
        if page is None:
            return ()
        told = page.reading.document
        return tuple(FilledBox(box=box, facts=box.facts(told), numbers=box.numbers(told)) for box in country_boxes(self.reading.document))


@shows
class CourseNode(PageNode):
    """A course, and whom it is for."""

    document_class: ClassVar[type[Document]] = Course

    def modules(self) -> tuple[ModuleNode, ...]:
        """Its modules, in order."""
        mine = [module for module in self.batch.modules if module.reading.tree_path.startswith(self.reading.tree_path)]
        return cast(tuple[ModuleNode, ...], tuple(sorted(mine, key=lambda module: (module.reading.document.number, module.reading.tree_path))))


class CourseQueries:
    """What can be asked about courses."""

    def courses(self, locale: Language | None = Language.FR, locales: tuple[Language, ...] | None = None) -> tuple[CourseNode, ...]:
        """All courses."""
        found = editions.listing.read(editions.listing.listed(Wanted(kinds=("course",), locales=tongues(locale, locales))))
        return cast(tuple[CourseNode, ...], tuple(nodes_of(found)))

    def course(self, slug: str, locale: Language | None = Language.FR, locales: tuple[Language, ...] | None = None) -> CourseNode | None:
        """The course at the end of an address such as `safety`; null where none can be read."""
        return cast(CourseNode | None, one(Wanted(kinds=("course",), locales=tongues(locale, locales), slugs=(slug,))))

    def check(
        self,
        module: uuid.UUID,
        question: str,
        answer: tuple[str, ...],
        locale: Language | None = Language.FR,
        locales: tuple[Language, ...] | None = None,
    ) -> Verdict | None:
        """What is said about an answer, for practice; it is kept nowhere. Null where there is no such question."""
        short("answer", answer)
        found = one(Wanted(kinds=("module",), locales=tongues(locale, locales), keys=known([module])))
        asked = next((item for item in found.reading.document.questions if item.key == question), None) if found else None
        return grading.check(asked, answer) if asked else None
