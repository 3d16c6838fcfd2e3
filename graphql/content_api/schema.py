"""The schema of the API, and its description as SDL."""

import functools
from typing import Any

import graphene
from graphql import GraphQLSchema, print_schema

from cms import editions
from cms.core.enums import Language
from cms.editions.ledger import Event
from cms.kits.enums import Iso
from content_api import words
from content_api.about import AboutQueries, SiteLanguage
from content_api.addresses import AddressQueries
from content_api.courses import CourseIndexNode, CourseNode, CourseQueries, ModuleNode
from content_api.drafts import DraftQueries
from content_api.finding import AnyPage, SearchQueries
from content_api.kits import CountryNode, HomeNode, KitIndexNode, KitNode, KitQueries
from content_api.mapper import Mapper
from content_api.packs import ComposedNode, HandbookNode, PackListNode, PackNode, PackQueries
from content_api.pages import SHOWN, Node, PageNode, nodes_of
from content_api.sync import SyncQueries
from content_api.timeline import PhaseNode, TimelineNode, TimelineQueries


class Query(AddressQueries, KitQueries, TimelineQueries, CourseQueries, PackQueries, SearchQueries, AboutQueries, SyncQueries, DraftQueries):
    """Published content of VET READY 4 MOBILITY. Drafts, private, expired and unpublished pages are never in it."""

    def page(self, path: str) -> AnyPage | None:
        """The page at an address such as `/fr/kits/france/nantes/`, as links in rich text give it; null where none can be read."""
        reading = editions.at(path)
        return self._node(reading) if reading and reading.kind in SHOWN else None

    def _node(self, reading: editions.Reading) -> Any:
        return nodes_of([reading])[0]


class Draft(Query):
    """The same questions, answered for one draft: what readers would get if it were published."""

    def __init__(self, reading: editions.Reading) -> None:
        self.reading = reading

    def page(self, path: str) -> AnyPage | None:
        return self._node(self.reading)  # type: ignore[no-any-return]


NAMES: dict[type, str] = {
    Node: "Node",
    PageNode: "Page",
    HomeNode: "Home",
    KitIndexNode: "KitIndex",
    CountryNode: "Country",
    KitNode: "Kit",
    TimelineNode: "Timeline",
    PhaseNode: "TimelinePhase",
    CourseIndexNode: "CourseIndex",
    CourseNode: "Course",
    ModuleNode: "CourseModule",
    PackListNode: "PackList",
    ComposedNode: "Composed",
    HandbookNode: "Handbook",
    PackNode: "OnboardingPack",
    Language: "LanguageCode",
    SiteLanguage: "Language",
    Event: "SyncEvent",
    Iso: "CountryCode",
}
mapper = Mapper(NAMES, words.FIELDS, words.ARGUMENTS, renamed=words.RENAMED, deprecated=words.DEPRECATED)
_query = mapper.named(Query)
graphene_schema = graphene.Schema(query=_query, types=mapper.objects())
schema: GraphQLSchema = graphene_schema.graphql_schema


@functools.cache
def sdl() -> str:
    """The schema in GraphQL's own language, as ``graphql/schema.graphql`` keeps it."""
    return print_schema(schema) + "\n"
