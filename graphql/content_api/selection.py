"""A query for everything that a type has, made from the schema: new blocks are in it by themselves."""

from collections.abc import Iterator, Set

from graphql import (
    GraphQLAbstractType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
    is_leaf_type,
    is_required_argument,
)

INDENT = "  "


def everything(schema: GraphQLSchema, name: str, level: int = 0, above: tuple[str, ...] = ()) -> str:
    """The selection set of all fields of the type ``name`` that need no argument, indented by ``level``.

    No type is repeated below itself (``above``): what runs in circles is followed once. A field that has another type in each of several
    types that are shown together gets the type's name in front.
    """
    kind = schema.type_map[name]
    lines = list(own(schema, kind, level, above)) if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType) else []
    if isinstance(kind, GraphQLInterfaceType | GraphQLUnionType):
        shared, apart = set(getattr(kind, "fields", {})), ambiguous(schema, kind)
        lines.insert(0, "__typename")
        for possible in schema.get_possible_types(kind):
            rest = list(own(schema, possible, level + 1, above, shared, apart))
            if rest:
                lines.append(f"... on {possible.name} {{\n{block(rest, level + 2)}{INDENT * (level + 1)}}}")
    return f"{{\n{block(lines, level + 1)}{INDENT * level}}}"


def ambiguous(schema: GraphQLSchema, kind: GraphQLAbstractType) -> set[str]:
    """The fields that don't have the same type in all types that ``kind`` stands for."""
    found: dict[str, set[str]] = {}
    for possible in schema.get_possible_types(kind):
        for name, field in possible.fields.items():
            found.setdefault(name, set()).add(str(field.type))
    return {name for name, types in found.items() if len(types) > 1}


def own(
    schema: GraphQLSchema,
    kind: GraphQLObjectType | GraphQLInterfaceType,
    level: int,
    above: tuple[str, ...],
    without: Set[str] = frozenset(),
    apart: Set[str] = frozenset(),
) -> Iterator[str]:
    """The selections of a type's own fields, ``without`` some; those that stand ``apart`` with the type's name in front."""
    for name, field in kind.fields.items():
        target = get_named_type(field.type)
        if name in without or any(is_required_argument(argument) for argument in field.args.values()):
            continue
        alias = f"{kind.name[0].lower()}{kind.name[1:]}{name[0].upper()}{name[1:]}: " if name in apart else ""
        if is_leaf_type(target):
            yield f"{alias}{name}"
        elif target.name not in above:
            yield f"{alias}{name} {everything(schema, target.name, level + 1, (*above, kind.name, target.name))}"


def block(lines: list[str], level: int) -> str:
    """Lines of one level."""
    return "".join(f"{INDENT * level}{line}\n" for line in lines)
