"""What a query may ask for, so that nobody can keep the server busy with a few bytes.

The structure is checked before graphql-core's own rules, some of which a hostile query could occupy for seconds; the cost after them, when
all types are known. Whoever is refused learns the limit, and what was reached when counting stopped.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _
from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SchemaMetaFieldDef,
    SelectionSetNode,
    TypeMetaFieldDef,
    TypeNameMetaFieldDef,
    VariableNode,
    get_named_type,
    is_list_type,
)

from content_api.errors import Code, Refusal


@dataclass(frozen=True)
class Limits:
    """The limits of one request. ``length`` is what a list without a size of its own is taken to hold."""

    body: int = 64_000  # bytes
    query: int = 16_000  # bytes
    tokens: int = 4_000
    depth: int = 12
    introspection_depth: int = 20
    nesting: int = 30  # fragments within fragments
    fields: int = 400  # spreads count too
    aliases: int = 20
    root_fields: int = 10
    directives: int = 20
    repeats: int = 40  # of one key on one level
    variables: int = 50
    page: int = 100
    cost: int = 20_000
    length: int = 4
    errors: int = 5
    seconds: float = 5.0


LIMITS = Limits()
MESSAGES = {
    Code.BODY_TOO_LARGE: _("A request has at most %(limit)s bytes, this one has %(value)s."),
    Code.QUERY_TOO_LARGE: _("A query has at most %(limit)s bytes, this one has %(value)s."),
    Code.TOO_MANY_TOKENS: _("A query has at most %(limit)s tokens."),
    Code.TOO_DEEP: _("A query is at most %(limit)s levels deep."),
    Code.TOO_MANY_FIELDS: _("A query asks for at most %(limit)s fields, those of fragments and the fragments themselves counted each time."),
    Code.TOO_MANY_ALIASES: _("A query has at most %(limit)s aliases."),
    Code.TOO_MANY_ROOT_FIELDS: _("An operation asks for at most %(limit)s fields of the root."),
    Code.TOO_MANY_DIRECTIVES: _("A query has at most %(limit)s directives."),
    Code.TOO_MANY_REPEATS: _("A query asks for the same field at most %(limit)s times in one place, fragments included."),
    Code.TOO_MANY_VARIABLES: _("A query has at most %(limit)s variables."),
    Code.PAGE_TOO_LARGE: _("A page holds at most %(limit)s items, not %(value)s."),
    Code.TOO_COSTLY: _("This query costs %(value)s, at most %(limit)s is answered: ask for fewer fields, or for fewer items a page."),
    Code.TIMEOUT: _("This query took longer than %(limit)s seconds."),
}
META: Mapping[str, GraphQLField] = {"__schema": SchemaMetaFieldDef, "__type": TypeMetaFieldDef, "__typename": TypeNameMetaFieldDef}
INTROSPECTION = {"__schema", "__type"}
# Lists of the introspection types: one within itself would run in circles.
CIRCLES = {"types", "directives", "fields", "args", "inputFields", "interfaces", "possibleTypes", "enumValues"}


def over(code: Code, limit: float, value: float) -> Refusal:
    """The refusal of what is over a limit."""
    return Refusal(code, MESSAGES[code], limit=limit, value=value)


def check(document: DocumentNode) -> None:
    """Checks the structure of a query. :raises Refusal: for the first limit that is exceeded, or for fragments that contain themselves."""
    Structure(document).check()


class Place(NamedTuple):
    """Where a selection stands: how deep, within which fragments, under which lists of an introspection (None outside of one).

    ``keys`` counts how often each key of the answer is asked for on this level, fragments included.
    """

    depth: int
    within: tuple[str, ...]
    lists: frozenset[str] | None
    keys: Counter[str]


class Structure:
    """Walks a query as its execution would, fragments in their places, and counts. Stops at the first excess, so it never takes long."""

    def __init__(self, document: DocumentNode) -> None:
        self.definitions = document.definitions
        self.fragments = {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}
        self.counts: Counter[Code] = Counter()
        self.walked: set[str] = set()

    def check(self) -> None:
        """Walks all operations, then the fragments that none of them uses. :raises Refusal: see :func:`check`."""
        for node in self.definitions:
            if isinstance(node, OperationDefinitionNode):
                self.counts[Code.TOO_MANY_ROOT_FIELDS] = 0
                self.count(Code.TOO_MANY_VARIABLES, len(node.variable_definitions))
                self.count(Code.TOO_MANY_DIRECTIVES, len(node.directives) + sum(len(variable.directives) for variable in node.variable_definitions))
                self.selections(node.selection_set, Place(1, (), None, Counter()))
        for name, fragment in self.fragments.items():
            if name not in self.walked:
                self.selections(fragment.selection_set, Place(2, (name,), None, Counter()))

    def count(self, code: Code, amount: int) -> None:
        """Adds to a count. :raises Refusal: where that makes it exceed its limit."""
        self.counts[code] += amount
        if self.counts[code] > (limit := limit_of(code)):
            raise over(code, limit, self.counts[code])

    def selections(self, selection_set: SelectionSetNode, place: Place) -> None:
        """Walks a selection set."""
        if len(place.within) > LIMITS.nesting:
            raise over(Code.TOO_DEEP, LIMITS.nesting, len(place.within))
        for node in selection_set.selections:
            self.count(Code.TOO_MANY_DIRECTIVES, len(node.directives))
            self.count(Code.TOO_MANY_FIELDS, 1)
            if isinstance(node, FieldNode):
                self.field(node, place)
            elif isinstance(node, InlineFragmentNode):
                self.selections(node.selection_set, place._replace(within=(*place.within, "")))
            elif isinstance(node, FragmentSpreadNode):
                self.spread(node.name.value, place)

    def field(self, node: FieldNode, place: Place) -> None:
        """Walks a field and what is below it."""
        name, lists = node.name.value, place.lists
        if name in INTROSPECTION:
            lists = frozenset()
        limit = LIMITS.depth if lists is None else LIMITS.introspection_depth
        if place.depth > limit:
            raise over(Code.TOO_DEEP, limit, place.depth)
        if place.depth == 1:
            self.count(Code.TOO_MANY_ROOT_FIELDS, 1)
        if node.alias:
            self.count(Code.TOO_MANY_ALIASES, 1)
        key = node.alias.value if node.alias else name
        place.keys[key] += 1
        if place.keys[key] > LIMITS.repeats:  # graphql-core compares each with each other one
            raise over(Code.TOO_MANY_REPEATS, LIMITS.repeats, place.keys[key])
        if lists is not None and name in CIRCLES:
            if name in lists:
                message = _("Introspection asks for “%(field)s” within “%(field)s”: follow types by their names.")
                raise Refusal(Code.INTROSPECTION_CIRCLE, message, field=name)
            lists |= {name}
        if node.selection_set:
            self.selections(node.selection_set, Place(place.depth + 1, place.within, lists, Counter()))

    def spread(self, name: str, place: Place) -> None:
        """Walks a fragment in the place where it is used; one that doesn't exist is left to graphql-core's rules."""
        if name in place.within:
            raise Refusal(Code.FRAGMENT_CIRCLE, _("The fragment “%(fragment)s” contains itself."), fragment=name)
        self.walked.add(name)
        if name in self.fragments:
            self.selections(self.fragments[name].selection_set, place._replace(within=(*place.within, name)))


def limit_of(code: Code) -> int:
    """The limit that a code of the form ``TOO_MANY_…`` is about."""
    return int(getattr(LIMITS, code.removeprefix("TOO_MANY_").lower()))


def cost(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode, variables: Mapping[str, Any]) -> int:
    """What a valid operation costs: one a field, times the size of each list that it is under.

    The lists of a connection count as many items as its argument ``first`` says, all others :attr:`Limits.length`. Where the type decides
    what is shown, the dearest one counts.

    :raises Refusal: where it costs more than the limit.
    """
    fragments = {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}
    defaults = {node.variable.name.value: node.default_value for node in operation.variable_definitions}
    given = {**{name: number(node) for name, node in defaults.items()}, **variables}
    found = Cost(schema, fragments, given).of(operation.selection_set, schema.query_type)
    if found > LIMITS.cost:
        raise over(Code.TOO_COSTLY, LIMITS.cost, found)
    return found


def number(node: Any) -> int | None:
    """The whole number that a literal is; None for all others."""
    return int(node.value) if isinstance(node, IntValueNode) else None


class Cost:
    """Adds up what an operation costs."""

    def __init__(self, schema: GraphQLSchema, fragments: Mapping[str, FragmentDefinitionNode], variables: Mapping[str, Any]) -> None:
        self.schema, self.fragments, self.variables = schema, fragments, variables

    def of(self, selection_set: SelectionSetNode, parent: Any, length: int = LIMITS.length) -> int:
        """The cost of a selection set on a type whose lists hold ``length`` items."""
        always, apart = 0, dict[str, int]()
        for node in selection_set.selections:
            if isinstance(node, FieldNode):
                always += self.field(node, parent, length)
                continue
            fragment: Any = self.fragments[node.name.value] if isinstance(node, FragmentSpreadNode) else node
            kind = self.schema.get_type(fragment.type_condition.name.value) if fragment.type_condition else parent
            amount = self.of(fragment.selection_set, kind, length)
            if isinstance(kind, GraphQLObjectType) and kind is not parent:  # never shown together with another type's
                apart[kind.name] = apart.get(kind.name, 0) + amount
            else:
                always += amount
        return always + max(apart.values(), default=0)

    def field(self, node: FieldNode, parent: Any, length: int) -> int:
        """The cost of a field and of what is below it."""
        definition = META.get(node.name.value) or parent.fields[node.name.value]
        if node.selection_set is None:
            return 1
        bare = definition.type.of_type if isinstance(definition.type, GraphQLNonNull) else definition.type
        within = self.size(node, definition) if "first" in definition.args else LIMITS.length
        return 1 + (length if is_list_type(bare) else 1) * self.of(node.selection_set, get_named_type(bare), within)

    def size(self, node: FieldNode, definition: GraphQLField) -> int:
        """How many items a connection gives at most, by its argument ``first``. :raises Refusal: where a page holds fewer."""
        for argument in node.arguments:
            if argument.name.value == "first":
                value = self.variables.get(argument.value.name.value) if isinstance(argument.value, VariableNode) else number(argument.value)
                if isinstance(value, int) and value > LIMITS.page:
                    raise over(Code.PAGE_TOO_LARGE, LIMITS.page, value)
                return max(value, 1) if isinstance(value, int) else LIMITS.page
        return int(definition.args["first"].default_value)
