"""A shortcut inside graphql-core's executor for values that need none of it.

Below a page, a connection or any other mapped type every field is an attribute or a method of a Python value. So once execution reaches
one, its selection set is compiled into nested readers, once per operation and variables, and these make the answer. graphql-core still
parses, validates, coerces variables, collects fields, applies @skip and @include, and executes everything above.

Whatever goes wrong in a reader is left to graphql-core: it executes the same part again and reports the error exactly where it belongs.
"""

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from graphql import (
    ExecutionContext,
    FieldNode,
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLFloat,
    GraphQLID,
    GraphQLInt,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLString,
    is_abstract_type,
    is_leaf_type,
)
from graphql.execution.values import get_argument_values
from graphql.pyutils import Path

from content_api.errors import Code
from content_api.limits import LIMITS, over
from content_api.mapper import Mapper

Reader = Callable[[Any], Any]


@dataclass
class Run:
    """One execution: ``plans`` are the readers compiled so far for its operation and variables, kept by whoever runs it again."""

    mapper: Mapper
    plans: dict[tuple[Any, ...], Reader] = field(default_factory=dict)
    deadline: float = field(default_factory=lambda: time.monotonic() + LIMITS.seconds)


class Timed(ExecutionContext):
    """graphql-core's executor with a deadline; the context of the operation is a :class:`Run`."""

    context_value: Run

    def complete_object_value(
        self, return_type: GraphQLObjectType, field_nodes: list[FieldNode], info: GraphQLResolveInfo, path: Path, result: Any
    ) -> Any:
        if time.monotonic() > self.context_value.deadline:
            raise over(Code.TIMEOUT, LIMITS.seconds, LIMITS.seconds)
        return super().complete_object_value(return_type, field_nodes, info, path, result)


class Projection(Timed):
    """The executor with the shortcut."""

    def complete_object_value(
        self, return_type: GraphQLObjectType, field_nodes: list[FieldNode], info: GraphQLResolveInfo, path: Path, result: Any
    ) -> Any:
        run = self.context_value
        if return_type.name in run.mapper.members and time.monotonic() <= run.deadline:
            at = (return_type.name, *map(id, field_nodes))  # nodes live as long as the operation whose plans these are
            try:
                if at not in run.plans:
                    run.plans[at] = self.object_reader(return_type, field_nodes)
                return run.plans[at](result)
            except Exception:  # noqa: S110  (graphql-core says below what it is, and where)
                pass
        return super().complete_object_value(return_type, field_nodes, info, path, result)

    def reader(self, kind: Any, nodes: list[FieldNode], *, trusted: bool) -> Reader | None:
        """How a value of a type becomes its part of the answer; None where it is that already.

        ``trusted`` values are data of a Struct, whose types msgspec has checked; what a method returns is checked here.
        """
        if not isinstance(kind, GraphQLNonNull):
            return optional(self.present(kind, nodes, trusted=trusted))
        inner = self.present(kind.of_type, nodes, trusted=trusted)
        return inner if trusted else checked(inner)

    def present(self, kind: Any, nodes: list[FieldNode], *, trusted: bool) -> Reader | None:
        """The same for a value that isn't None."""
        if isinstance(kind, GraphQLList):
            item = self.reader(kind.of_type, nodes, trusted=trusted)
            return list if item is None else lambda values: [item(value) for value in values]
        if is_leaf_type(kind):
            return leaf(kind, trusted=trusted)
        if is_abstract_type(kind):
            classes = self.context_value.mapper.classes()
            by_class = {classes[possible.name]: self.object_reader(possible, nodes) for possible in self.schema.get_possible_types(kind)}
            return lambda value: by_class[type(value)](value)
        return self.object_reader(kind, nodes)

    def object_reader(self, kind: GraphQLObjectType, nodes: list[FieldNode]) -> Reader:
        """How an object becomes a dictionary in the order in which its fields were asked for."""
        members = self.context_value.mapper.members[kind.name]
        keys, names, later = [], [], []
        for key, field_nodes in self.collect_subfields(kind, nodes).items():
            name = field_nodes[0].name.value
            member = members.get(name)
            keys.append(key)
            names.append(member.name if member else "__class__")
            if member is None:  # __typename
                convert: Reader | None = constant(kind.name)
            elif member.arguments is None:
                convert = self.reader(kind.fields[name].type, field_nodes, trusted=True)
            else:
                definition = kind.fields[name]
                arguments = get_argument_values(definition, field_nodes[0], self.variable_values)
                convert = calling(arguments, self.reader(definition.type, field_nodes, trusted=False))
            if convert is not None:
                later.append((len(keys) - 1, convert))
        if len(keys) == 1:
            return single(keys[0], attrgetter(names[0]), later[0][1] if later else None)
        return several(tuple(keys), attrgetter(*names), tuple(later)) if keys else lambda value: {}


def single(key: str, get: Reader, convert: Reader | None) -> Reader:
    """Reads an object of which one field is wanted."""
    return (lambda value: {key: get(value)}) if convert is None else (lambda value: {key: convert(get(value))})


def several(keys: tuple[str, ...], get: Reader, later: tuple[tuple[int, Reader], ...]) -> Reader:
    """Reads an object of which some fields are wanted; ``later`` converts those that aren't yet as the answer wants them."""

    def read(value: Any) -> dict[str, Any]:
        values = list(get(value))
        for position, convert in later:
            values[position] = convert(values[position])
        return dict(zip(keys, values))  # noqa: B905  (both are as long as the selection; comparing them costs a tenth of the whole)

    return read if later else lambda value: dict(zip(keys, get(value)))  # noqa: B905


def calling(arguments: Mapping[str, Any], convert: Reader | None) -> Reader:
    """Calls the method that an attribute is."""
    return (lambda method: method(**arguments)) if convert is None else (lambda method: convert(method(**arguments)))


def constant(value: Any) -> Reader:
    """Gives the same whatever it gets."""
    return lambda _: value


def optional(inner: Reader | None) -> Reader | None:
    """Lets None pass, as a type that may be null does."""
    return inner and (lambda value: None if value is None else inner(value))


def checked(inner: Reader | None) -> Reader:
    """Refuses None, as a type that is never null does."""

    def read(value: Any) -> Any:
        if value is None:
            raise TypeError("None where the schema promises a value.")
        return inner(value) if inner else value

    return read


def leaf(kind: Any, *, trusted: bool) -> Reader | None:
    """How a scalar or a choice is written."""
    if not trusted:
        return kind.serialize  # type: ignore[no-any-return]
    if isinstance(kind, GraphQLEnumType):
        return {value.value: name for name, value in kind.values.items()}.__getitem__
    if kind in (GraphQLString, GraphQLBoolean, GraphQLID):
        return None
    if kind is GraphQLFloat:
        return finite
    return small if kind is GraphQLInt else kind.serialize


def finite(value: float) -> float:
    """The number as it is. :raises ValueError: where JSON has no word for it."""
    if not math.isfinite(value):
        raise ValueError(f"{value} is no number of JSON.")
    return value


def small(value: int) -> int:
    """The number as it is. :raises ValueError: where it has more than 32 bits, which GraphQL's Int doesn't."""
    if not -(2**31) <= value < 2**31:
        raise ValueError(f"{value} has more than 32 bits.")
    return value
