"""What a valid operation costs, known from its types before it runs."""

from collections.abc import Mapping
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    IntValueNode,
    ListValueNode,
    OperationDefinitionNode,
    SchemaMetaFieldDef,
    SelectionSetNode,
    TypeMetaFieldDef,
    TypeNameMetaFieldDef,
    VariableNode,
    get_named_type,
    is_list_type,
)

from content_api.errors import Code
from content_api.limits import LIMITS, over

META: Mapping[str, GraphQLField] = {"__schema": SchemaMetaFieldDef, "__type": TypeMetaFieldDef, "__typename": TypeNameMetaFieldDef}


def cost(
    schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode, variables: Mapping[str, Any], most: int = LIMITS.cost
) -> int:
    """What a valid operation costs: one a field, times the size of each list that it is under.

    The lists of a connection count as many items as its argument ``first`` says, all others :attr:`Limits.length`. Where the type decides
    what is shown, the dearest one counts.

    :raises Refusal: where it costs more than ``most``.
    """
    fragments = {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}
    defaults = {node.variable.name.value: node.default_value for node in operation.variable_definitions}
    given = {**{name: number(node) for name, node in defaults.items()}, **variables}
    found = Cost(schema, fragments, given).of(operation.selection_set, schema.query_type)
    if found > most:
        raise over(Code.TOO_COSTLY, most, found)
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
        if is_list_type(bare) and {"first", "ids"} & set(definition.args):  # a list that says itself how long it is
            length, within = self.named(node) if "ids" in definition.args else within, LIMITS.length
        return 1 + (length if is_list_type(bare) else 1) * self.of(node.selection_set, get_named_type(bare), within)

    def named(self, node: FieldNode) -> int:
        """How many items are asked for by name, by the argument ``ids``."""
        value: Any = next(argument.value for argument in node.arguments if argument.name.value == "ids")
        if isinstance(value, VariableNode):
            value = self.variables.get(value.name.value)
            return max(len(value), 1) if isinstance(value, list) else 1
        return max(len(value.values), 1) if isinstance(value, ListValueNode) else 1

    def size(self, node: FieldNode, definition: GraphQLField) -> int:
        """How many items a connection gives at most, by its argument ``first``. :raises Refusal: where a page holds fewer."""
        for argument in node.arguments:
            if argument.name.value == "first":
                value = self.variables.get(argument.value.name.value) if isinstance(argument.value, VariableNode) else number(argument.value)
                if isinstance(value, int) and value > LIMITS.page:
                    raise over(Code.PAGE_TOO_LARGE, LIMITS.page, value)
                return max(value, 1) if isinstance(value, int) else LIMITS.page
        return int(definition.args["first"].default_value)
