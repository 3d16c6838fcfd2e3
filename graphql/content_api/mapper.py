"""GraphQL types out of Python type hints, so that a new block needs no GraphQL code.

A Struct becomes an object type and each base of it that has fields an interface; a union of Structs becomes the closest interface that they
share, a union where they share none. Public methods become fields, their parameters arguments, except those that take a Struct which is no
:class:`Input`. Fields marked ``SECRET`` stay out. What isn't ``| None`` is never null.
Descriptions are docstrings, and for plain fields the documents' vocabulary.
"""

import datetime
import enum
import inspect
import re
import types
import typing
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import graphene
import msgspec
from django.utils import translation
from graphene.utils.str_converters import to_camel_case
from graphql import Undefined

from cms.editions.documents import SECRET, Value
from cms.editions.vocabulary import meaning

SCALARS: Mapping[type, Any] = {
    str: graphene.String,
    int: graphene.Int,
    float: graphene.Float,
    bool: graphene.Boolean,
    uuid.UUID: graphene.ID,
    datetime.date: graphene.Date,
    datetime.datetime: graphene.DateTime,
}
CODE = re.compile(r"``(\w+)``")
ROLE = re.compile(r":\w+:`[.~]?([\w.]+)`")


class Input(Value, frozen=True, kw_only=True):
    """Base of what a query may write as an argument: every field has a default."""


@dataclass(frozen=True)
class Member:
    """A field of a Python class: its type, and for a method what it says of itself and its arguments (hint and default by name)."""

    name: str
    hint: Any
    description: str = ""
    arguments: Mapping[str, tuple[Any, Any]] | None = None


class Mapper:
    """Maps classes to graphene types, each once.

    ``names`` are the classes that GraphQL calls otherwise than Python, ``renamed`` the fields (``"Kit.first_48h"``: Python name). ``fields``
    says what these are, by name or by type and name, ``arguments`` the same by name alone. ``deprecated`` holds fields (``"Query.kits"``) and
    arguments (``"Query.kits.country"``) that are on their way out, each with its reason.
    """

    def __init__(
        self,
        names: Mapping[type, str],
        fields: Mapping[str, str],
        arguments: Mapping[str, str],
        *,
        renamed: Mapping[str, str] = types.MappingProxyType({}),
        deprecated: Mapping[str, str] = types.MappingProxyType({}),
    ) -> None:
        self.names, self.words, self.words_of_arguments = names, fields, arguments
        self.renamed, self.deprecated = renamed, deprecated
        self.types: dict[type, Any] = {}
        self.members: dict[str, dict[str, Member]] = {}  # GraphQL object type -> field -> member
        self._open: set[type] = set()

    def name(self, cls: type) -> str:
        """What GraphQL calls ``cls``."""
        return self.names.get(cls, cls.__name__)

    def classes(self) -> dict[str, type]:
        """The Python class behind each GraphQL object type."""
        return {self.name(cls): cls for cls in self.types if self.name(cls) in self.members}

    def objects(self) -> list[Any]:
        """All object types made so far, implementations of interfaces included."""
        return [self.types[cls] for cls in self.classes().values()]

    def ref(self, hint: Any) -> Any:
        """The graphene type for a hint. :raises TypeError: for a hint that has none."""
        arguments = typing.get_args(hint)
        if typing.get_origin(hint) in (typing.Union, types.UnionType):
            members = tuple(member for member in arguments if member is not types.NoneType)
            named = self.bare(members[0]) if len(members) == 1 else self.abstract(members)
            return named if types.NoneType in arguments else graphene.NonNull(named)
        return graphene.NonNull(self.bare(hint))

    def bare(self, hint: Any) -> Any:
        """The type for a hint that is no union, without a word on null: a list or a named one."""
        if typing.get_origin(hint) is tuple:
            return graphene.List(self.ref(typing.get_args(hint)[0]))
        return self.named(hint)

    def named(self, cls: Any) -> Any:
        """The type for a class: a scalar, an enum or an object."""
        if cls in SCALARS:
            return SCALARS[cls]
        if not inspect.isclass(cls):
            raise TypeError(f"{cls!r} has no GraphQL type: use a Struct, an enum, a union or tuple of them, or one of {list(SCALARS)}.")
        if cls in self._open:
            return lambda: self.types[cls]
        if cls not in self.types:
            self._open.add(cls)
            self.types[cls] = self.made(cls)
            self._open.discard(cls)
        return self.types[cls]

    def made(self, cls: type) -> Any:
        """A new type for a class."""
        if issubclass(cls, enum.Enum):
            return self.choices(cls)
        if issubclass(cls, Input):
            return self.input(cls)
        return self.interface(cls) if vars(cls).get("is_interface") else self.object(cls)

    def input(self, cls: type) -> Any:
        """The input type for a class; a resolver gets an instance of it. What is left out is the field's default."""
        hints = typing.get_type_hints(cls)
        fields = {
            field.name: graphene.InputField(
                self.ref(hints[field.name]), default_value=given(field.default), description=meaning(cls, field.name, self.words)
            )
            for field in msgspec.structs.fields(cls)
        }
        meta = {"name": self.name(cls), "description": prose(cls.__doc__), "container": lambda values: cls(**values)}
        return type(self.name(cls), (graphene.InputObjectType,), {**fields, "Meta": type("Meta", (), meta)})

    def choices(self, cls: type[enum.Enum]) -> Any:
        """The enum type for choices; values are described by the words there are for them, else by their labels."""

        def described(value: Any) -> str:
            if value is None:
                return prose(cls.__doc__)
            with translation.override(None):  # message ids are English, and so is the schema
                return meaning(cls, str(value.value), self.words, alone=False) or str(getattr(value, "label", value.value))

        return graphene.Enum.from_enum(cls, name=self.name(cls), description=described)

    def object(self, cls: type) -> Any:
        """The object type for a class.

        :raises TypeError: where two classes have one name, or where others derive from a class that stands for itself.
        """
        name = self.name(cls)
        if name in self.members:
            raise TypeError(f"Two classes are called {name} in GraphQL: {cls!r} and {self.classes()[name]!r}.")
        interfaces = tuple(self.interface(base) for base in bases(cls))
        self.members[name] = {self.field_name(cls, member): member for member in members_of(cls)}
        meta = {"name": name, "description": prose(cls.__doc__), "interfaces": interfaces, "default_resolver": attribute}
        return type(name, (graphene.ObjectType,), {**self.fields(cls), "Meta": type("Meta", (), meta)})

    def interface(self, cls: type) -> Any:
        """The interface type for a class that others derive from. :raises TypeError: where that class stands for itself."""
        name = self.name(cls)
        if name in self.members:
            raise TypeError(f"{name} stands for itself in GraphQL; no other class may derive from it.")
        if cls not in self.types:
            interfaces = tuple(self.interface(base) for base in bases(cls))
            meta = {"name": name, "description": prose(cls.__doc__), "interfaces": interfaces}
            body = {**self.fields(cls), "resolve_type": self._resolver(), "Meta": type("Meta", (), meta)}
            self.types[cls] = type(name, (graphene.Interface,), body)
        return self.types[cls]

    def abstract(self, members: tuple[type, ...]) -> Any:
        """The type for a union: the closest interface that all members share, else a union of them.

        :raises TypeError: for a union without shared fields within one of its own members, which graphene can't express.
        """
        for member in members:
            self.named(member)
        shared = [base for base in bases(members[0]) if all(issubclass(member, base) for member in members)]
        if shared:
            return self.types[shared[0]]
        if self._open.intersection(members):
            raise TypeError(f"A union of {members} stands in one of its own members: give them a base with a field.")
        name = "Or".join(map(self.name, members))
        meta = {"name": name, "description": f"One of {', '.join(map(self.name, members))}.", "types": tuple(map(self.named, members))}
        return type(name, (graphene.Union,), {"resolve_type": self._resolver(), "Meta": type("Meta", (), meta)})

    def _resolver(self) -> Any:
        return classmethod(lambda _, instance, info: self.types[type(instance)])

    def field_name(self, cls: type, member: Member) -> str:
        """What GraphQL calls a field of a class."""
        return to_camel_case(meaning(shown(cls) or cls, member.name, self.renamed, alone=False) or member.name)

    def fields(self, cls: type) -> dict[str, Any]:
        """The graphene fields for a class, by Python name."""
        made: dict[str, Any] = {}
        for member in members_of(cls):
            path = f"{self.name(cls)}.{member.name}"
            resolver = None if member.arguments is None else calling(member.name)
            arguments = {name: self.argument(f"{path}.{name}", name, *given) for name, given in (member.arguments or {}).items()}
            target = graphene.NonNull(graphene.ID) if member.name == "id" else self.ref(member.hint)
            made[member.name] = graphene.Field(
                target,
                name=self.field_name(cls, member),
                args=arguments,
                resolver=resolver,
                description=member.description or meaning(shown(cls) or cls, member.name, self.words),
                deprecation_reason=self.deprecated.get(path),
            )
        return made

    def argument(self, path: str, name: str, hint: Any, default: Any) -> Any:
        """The graphene argument for a parameter; one called ``id`` or ``ids`` takes IDs."""
        kind = self.ref(hint)
        if name in ("id", "ids"):
            kind = graphene.NonNull(graphene.ID if name == "id" else graphene.List(graphene.NonNull(graphene.ID)))
        return graphene.Argument(
            kind, description=self.words_of_arguments.get(name), default_value=default, deprecation_reason=self.deprecated.get(path)
        )


def attribute(name: str, default: Any, root: Any, info: Any, **arguments: Any) -> Any:
    """Resolves a field to the attribute of that name."""
    return getattr(root, name)


def calling(name: str) -> Callable[..., Any]:
    """A resolver that calls the method ``name``."""
    return lambda root, info, **arguments: getattr(root, name)(**arguments)


def shown(cls: type) -> type | None:
    """The document that a page type of ours shows; None for all other classes."""
    return getattr(cls, "document_class", None)


def bases(cls: type) -> list[type]:
    """The bases of a class that become interfaces, closest first: those with fields."""
    return [base for base in cls.__mro__[1:] if (issubclass(base, msgspec.Struct) or shown(base)) and any(members_of(base))]


def members_of(cls: type) -> Iterator[Member]:
    """Data of a Struct (or of the document that a page type shows) and public methods, inherited ones first."""
    document = shown(cls)
    if document is not None:
        yield from members_of(document)
    if issubclass(cls, msgspec.Struct) and cls is not msgspec.Struct:
        hints, marked = typing.get_type_hints(cls), typing.get_type_hints(cls, include_extras=True)
        for field in msgspec.structs.fields(cls):
            if SECRET not in getattr(marked[field.name], "__metadata__", ()):
                yield Member(field.name, hints[field.name])
    methods = {name: method for base in reversed(cls.__mro__) for name, method in vars(base).items() if inspect.isfunction(method)}
    meant = meant_by(cls)
    for name, method in methods.items():
        if name.startswith("_"):
            continue
        hints = {argument: filled(hint, meant) for argument, hint in typing.get_type_hints(method).items()}
        parameters = inspect.signature(method).parameters
        arguments = {argument: (hint, given(parameters[argument].default)) for argument, hint in hints.items() if argument != "return"}
        if any(inspect.isclass(hint) and issubclass(hint, msgspec.Struct) and not issubclass(hint, Input) for hint, _ in arguments.values()):
            continue  # takes a value of ours, which no query can write
        yield Member(name, hints["return"], prose(method.__doc__), arguments)


def meant_by(cls: type) -> dict[Any, Any]:
    """The types that stand for the type variables of a class's generic bases."""
    found: dict[Any, Any] = {}
    for base in cls.__mro__:
        for written in vars(base).get("__orig_bases__", ()):
            found.update(zip(getattr(typing.get_origin(written), "__parameters__", ()), typing.get_args(written), strict=False))
    return found


def filled(hint: Any, meant: Mapping[Any, Any]) -> Any:
    """A hint with the types that its type variables stand for."""
    if isinstance(hint, typing.TypeVar):
        return meant[hint]
    parameters = getattr(hint, "__parameters__", ())
    return hint[tuple(meant[parameter] for parameter in parameters)] if parameters else hint


def given(default: Any) -> Any:
    """A parameter's default in GraphQL's terms; None counts as no default."""
    return Undefined if default in (inspect.Parameter.empty, None) else default


def prose(doc: str | None) -> str:
    """A docstring's first paragraph as Markdown in the API's own names; what it says of returns and exceptions stays out."""
    paragraph = inspect.cleandoc(doc or "").partition("\n\n")[0].partition(":raises")[0].partition(":returns")[0]
    text = " ".join(ROLE.sub(r"`\1`", paragraph).split())
    return CODE.sub(lambda match: f"`{to_camel_case(match.group(1))}`", text).replace("``", "`")
