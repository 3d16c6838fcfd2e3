"""Makes valid queries at random from a schema, always the same from the same seed.

They use what the projection must get right: aliases, arguments and variables, fragments of both kinds on objects and interfaces, fields asked
for twice, ``__typename``, and @skip and @include with literals and variables.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_abstract_type,
    is_leaf_type,
    is_required_argument,
)

MOST_FIELDS = 60  # of a query, after which it asks for nothing deeper: what the API allows is more, and takes longer to parse


class Level:
    """Keys of the answer on one level, each with what it stands for, so that none stands for two things."""

    def __init__(self) -> None:
        self.keys: dict[str, str] = {}
        self._below: dict[str, Level] = {}

    def below(self, meaning: str) -> "Level":
        """The level below a field: the same field asked for twice is merged, so its keys must agree."""
        return self._below.setdefault(meaning, Level())


class Generator:
    """Makes queries of one schema. ``values`` are the texts and numbers that arguments get, by their names."""

    def __init__(self, schema: GraphQLSchema, values: Mapping[str, Sequence[Any]], seed: int) -> None:
        self.schema, self.values, self.random = schema, values, random.Random(seed)

    def queries(self, count: int) -> Iterator[tuple[str, dict[str, Any]]]:
        """Pairs of a query and its variables."""
        for _ in range(count):
            yield self.query()

    def query(self) -> tuple[str, dict[str, Any]]:
        """One query and its variables."""
        self.fragments: list[str] = []
        self.variables: dict[str, tuple[str, Any]] = {}
        self.fields = 0
        body = self.selections(self.schema.query_type, 0, Level())
        head = ", ".join(f"${name}: {kind}" for name, (kind, _) in self.variables.items())
        text = "\n".join([f"query Q{f'({head})' if head else ''} {body}", *self.fragments])
        return text, {name: value for name, (_, value) in self.variables.items()}

    def selections(self, kind: Any, depth: int, level: Level) -> str:
        """A selection set on a type."""
        chosen = list(self.some(kind, depth, level)) or ["__typename"]
        return f"{{ {' '.join(chosen)} }}"

    def some(self, kind: Any, depth: int, level: Level) -> Iterator[str]:
        fields = list(getattr(kind, "fields", {}).items())
        for name, field in self.random.sample(fields, k=min(len(fields), self.random.randint(1, 2 if depth == 0 else 4))):
            self.fields += 1
            if (depth >= 6 or self.fields > MOST_FIELDS) and not is_leaf_type(get_named_type(field.type)):
                continue
            yield from (self.field(name, field, depth, level) for _ in range(self.random.choice((1, 1, 1, 2))))
        if self.random.random() < 0.3:
            yield f"__typename{self.directive()}"
        if self.random.random() < 0.25 and depth:
            yield self.fragment(kind, depth, level)
        if is_abstract_type(kind):
            for possible in self.random.sample(self.narrower(kind), k=3 if len(self.narrower(kind)) > 4 else 1):
                yield self.fragment(possible, depth, level)

    def narrower(self, kind: Any) -> list[Any]:
        """The types that a fragment on an abstract type may be for."""
        found: list[GraphQLObjectType | GraphQLInterfaceType] = list(self.schema.get_possible_types(kind))
        if isinstance(kind, GraphQLInterfaceType):
            found += self.schema.get_implementations(kind).interfaces
        return found

    def field(self, name: str, field: Any, depth: int, level: Level) -> str:
        """A field with its arguments, alias, directives and selections."""
        arguments, target = self.arguments(field), get_named_type(field.type)
        meaning = f"{name}{arguments}: {field.type}"
        below = "" if is_leaf_type(target) else f" {self.selections(target, depth + 1, level.below(meaning))}"
        return f"{self.key(name, meaning, level)}{arguments}{self.directive()}{below}"

    def key(self, name: str, meaning: str, level: Level) -> str:
        """The field's name, or an alias and the name."""
        alias = self.random.choice((name, name, name, f"a_{name}", f"b_{name}"))
        while level.keys.setdefault(alias, meaning) != meaning:
            alias += "_"
        return name if alias == name else f"{alias}: {name}"

    def arguments(self, field: Any) -> str:
        """Arguments in brackets: all that must be, some of the others, as literals or variables."""
        given = []
        for name, argument in field.args.items():
            if is_required_argument(argument) or self.random.random() < 0.5:
                value = self.value(name, argument.type)
                given.append(f"{name}: {self.variable(argument.type, value) if self.random.random() < 0.4 else literal(value, argument.type)}")
        return f"({', '.join(given)})" if given else ""

    def value(self, name: str, kind: GraphQLInputType) -> Any:
        """A value for an argument, or for a field of one."""
        kind = getattr(kind, "of_type", kind) if isinstance(kind, GraphQLNonNull) else kind
        if isinstance(kind, GraphQLList):
            return [self.value(name, kind.of_type) for _ in range(self.random.choice((0, 1, 1, 2)))]
        if isinstance(kind, GraphQLInputObjectType):
            chosen = self.random.sample(list(kind.fields.items()), k=self.random.randint(0, 2))
            return {field: self.value(field, definition.type) for field, definition in chosen}
        if isinstance(kind, GraphQLEnumType):
            return self.random.choice(sorted(kind.values))
        return self.random.choice(self.values[name])

    def variable(self, kind: Any, value: Any) -> str:
        """A new variable with a value."""
        name = f"v{len(self.variables)}"
        self.variables[name] = (str(kind), value)
        return f"${name}"

    def directive(self) -> str:
        """Mostly nothing; else @skip or @include."""
        if self.random.random() > 0.15:
            return ""
        condition = self.random.choice((True, False))
        written = self.variable(GraphQLNonNull(self.schema.type_map["Boolean"]), condition) if self.random.random() < 0.5 else str(condition).lower()
        return f" @{self.random.choice(('skip', 'include'))}(if: {written})"

    def fragment(self, kind: Any, depth: int, level: Level) -> str:
        """A fragment on a type: in its place, or defined apart and spread."""
        body = self.selections(kind, depth, level)
        if self.random.random() < 0.5:
            return f"... on {kind.name}{self.directive()} {body}"
        name = f"F{len(self.fragments)}"
        self.fragments.append(f"fragment {name} on {kind.name} {body}")
        return f"...{name}{self.directive()}"


def literal(value: Any, kind: Any) -> str:
    """A value as it is written in a query."""
    kind = getattr(kind, "of_type", kind) if isinstance(kind, GraphQLNonNull) else kind
    if isinstance(value, list):
        return f"[{', '.join(literal(item, kind.of_type) for item in value)}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{name}: {literal(inner, kind.fields[name].type)}' for name, inner in value.items())}}}"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(kind, GraphQLEnumType) or not isinstance(value, str):
        return str(value)
    return f'"{value}"'
