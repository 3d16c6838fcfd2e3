"""Types out of type hints, without a word of GraphQL in the documents."""

import datetime
import enum
import uuid
from typing import Any, ClassVar, Generic, TypeVar

import graphene
import pytest
from django.db import models
from graphql import graphql_sync, print_schema

from cms.editions.documents import Block, Value
from content_api.mapper import Input, Mapper, prose


class Colour(models.TextChoices):
    """What colour it is."""

    RED = "red", "Red as blood"
    BLUE = "blue", "Blue"


class Size(enum.Enum):
    """How large it is."""

    SMALL = 1


class Leaf(Value, kw_only=True):
    """A leaf. :raises nothing: at all."""

    id: str
    colour: Colour
    size: Size | None = None
    grown: datetime.date | None = None
    seen_at: datetime.datetime
    weight_kg: float = 0.0
    key: uuid.UUID
    notes: tuple[str, ...] = ()

    def shade(self, percent: int, of: Colour = Colour.RED, name: str | None = None) -> str:
        """How dark ``weight_kg`` is."""
        return f"{percent}"

    @classmethod
    def tag(cls) -> str:
        return "leaf"

    @staticmethod
    def helper() -> str:
        return ""

    def _hidden(self) -> str:
        return ""


class Tree(Value, kw_only=True):
    """A tree of trees."""

    branches: tuple["Tree", ...]


class Garden(Value, kw_only=True):
    """A garden."""

    plants: tuple[Tree | Leaf, ...]


class Fruit(Block, kw_only=True):
    """Base of fruits."""

    ripe: bool


class Apple(Fruit, tag="apple", kw_only=True):
    """An apple."""


class Pear(Fruit, tag="pear", kw_only=True):
    """A pear."""

    stem: int


class Basket(Value, kw_only=True):
    """A basket."""

    fruits: tuple[Apple | Pear, ...]


class Root:
    """The root."""

    def leaf(self) -> Leaf:
        """A leaf."""
        raise NotImplementedError

    def tree(self) -> Tree | None:
        """A tree."""
        raise NotImplementedError

    def garden(self) -> Garden:
        """A garden."""
        raise NotImplementedError

    def basket(self) -> Basket:
        """A basket."""
        raise NotImplementedError


@pytest.fixture(scope="module")
def text() -> str:
    """The schema of the classes above."""
    mapper = Mapper({}, {"ripe": "Whether it can be eaten."}, {"percent": "From 0 to 100."})
    schema = graphene.Schema(query=mapper.named(Root), types=mapper.objects())
    return print_schema(schema.graphql_schema)


@pytest.mark.parametrize(
    "line",
    [
        "  id: ID!", "  colour: Colour!", "  size: Size\n", "  grown: Date\n", "  seenAt: DateTime!", "  weightKg: Float!", "  key: ID!",
        "  notes: [String!]!", "of: Colour! = RED", "name: String\n", "  branches: [Tree!]!",
        "  plants: [TreeOrLeaf!]!", "union TreeOrLeaf = Tree | Leaf",
        "type Apple implements Fruit & Block {", "interface Fruit implements Block {", "  fruits: [Fruit!]!", "  stem: Int!", "  tree: Tree\n",
        '"""How dark `weightKg` is."""', '"""A leaf."""', '"""Red as blood"""', '"""From 0 to 100."""', '"""Whether it can be eaten."""',
    ],
)  # fmt: skip
def test_hints_become_types(text: str, line: str) -> None:
    assert line in text


@pytest.mark.parametrize("name", ["tag", "helper", "hidden", "_hidden"])
def test_what_is_no_public_method_is_no_field(text: str, name: str) -> None:
    assert f"  {name}" not in text


def test_two_classes_with_one_name_are_an_error() -> None:
    mapper = Mapper({}, {}, {})
    mapper.named(Leaf)
    with pytest.raises(TypeError, match="Two classes are called Leaf"):
        mapper.named(type("Leaf", (), {"__doc__": "Another."}))


def test_a_type_that_stands_for_itself_has_no_heirs() -> None:
    mapper = Mapper({}, {}, {})
    mapper.named(Apple)
    heir = type("Heir", (Apple,), {"__doc__": "An heir."}, tag="heir")
    with pytest.raises(TypeError, match="Apple stands for itself"):
        mapper.named(heir)


class Loop(Value, kw_only=True):
    """A loop."""

    inner: "Loop | Leaf | None"


def test_a_union_within_its_own_member_needs_a_shared_base() -> None:
    with pytest.raises(TypeError, match="give them a base"):
        Mapper({}, {}, {}).named(Loop)


def test_a_hint_without_a_type_is_an_error() -> None:
    class Odd(Value, kw_only=True):
        """Odd."""

        things: dict[str, int]

    with pytest.raises(TypeError, match="has no GraphQL type"):
        Mapper({}, {}, {}).named(Odd)


def test_a_page_type_shows_a_document_and_its_own_methods() -> None:
    class Shown:
        """A page."""

        document_class: ClassVar[type] = Basket

        def slug(self) -> str:
            """Its slug."""
            return ""

    mapper = Mapper({Shown: "Page"}, {}, {})
    mapper.named(Shown)
    assert list(mapper.members["Page"]) == ["fruits", "slug"]


Item = TypeVar("Item")


class Bed(Input, frozen=True, kw_only=True):
    """Which flowers are wanted."""

    colours: tuple[Colour, ...] | None = None
    ids: tuple[uuid.UUID, ...] | None = None
    tall: bool = False

    def helper(self) -> dict[str, int]:
        return {}


class Shelf(Generic[Item]):
    """A shelf."""

    def pots(self) -> tuple[Item, ...]:
        """What stands on it."""
        raise NotImplementedError

    def first(self) -> Item:
        """The first of them."""
        raise NotImplementedError


class AppleShelf(Shelf[Apple]):
    """A shelf of apples."""


class Named:
    """What has a name."""

    is_interface: ClassVar[bool] = True
    document_class: ClassVar[type] = Value

    def title(self) -> str:
        """Its name."""
        raise NotImplementedError


class Rose(Named):
    """A rose."""

    document_class: ClassVar[type] = Pear

    def height(self, of: int | None = 1, old: int | None = None) -> int:
        """Its height."""
        return of or 0


class Nursery:
    """A nursery."""

    def shelf(self, bed: Bed | None = None) -> AppleShelf:
        """A shelf."""
        return bed  # type: ignore[return-value]

    def flower(self, id: str) -> Named | None:  # noqa: A002
        """A flower."""
        raise NotImplementedError

    def flowers(self, ids: tuple[str, ...]) -> tuple[Named | None, ...]:
        """Flowers."""
        raise NotImplementedError

    def colours(self, bed: Bed | None = None) -> tuple[Colour, ...] | None:
        """The colours of a bed."""
        return bed.colours if bed else None

    def rose(self) -> Rose:
        """A rose."""
        raise NotImplementedError


@pytest.fixture(scope="module")
def nursery() -> Any:
    """The schema of the classes above, with a field that has another name and some that are on their way out."""
    gone = {"Rose.height": "Since 2026-01-01: use a ruler.", "Rose.height.old": "Since 2026-01-02: guess."}
    mapper = Mapper({}, {"Bed.tall": "Whether they are tall."}, {"bed": "The bed."}, renamed={"Pear.stem": "pear_stem"}, deprecated=gone)
    return graphene.Schema(query=mapper.named(Nursery), types=mapper.objects()).graphql_schema


@pytest.mark.parametrize(
    "line",
    [
        "input Bed {", "  colours: [Colour!]\n", "  ids: [ID!]\n", "  tall: Boolean! = false", '"""Whether they are tall."""', '"""The bed."""',
        "type AppleShelf {", "  pots: [Apple!]!", "  first: Apple!", "interface Named {", "type Rose implements Named",
        "flower(id: ID!): Named\n", "flowers(ids: [ID!]!): [Named]!", "  pearStem: Int!", "  ): [Colour!]\n",
        'height(of: Int = 1, old: Int @deprecated(reason: "Since 2026-01-02: guess.")): Int! @deprecated(reason: "Since 2026-01-01: use a ruler.")',
    ],
)  # fmt: skip
def test_lists_inputs_generic_bases_and_names_of_the_api(nursery: Any, line: str) -> None:
    assert line in print_schema(nursery)


def test_an_input_reaches_its_method_as_an_instance(nursery: Any) -> None:
    query = "query ($bed: Bed) { literal: colours(bed: {colours: [RED]}) variable: colours(bed: $bed) none: colours }"
    answer = graphql_sync(nursery, query, root_value=Nursery(), variable_values={"bed": {"colours": ["BLUE"]}})
    assert answer.data == {"literal": ["RED"], "variable": ["BLUE"], "none": None}


@pytest.mark.parametrize(
    ("doc", "said"),
    [
        ("One line.", "One line."),
        ("Two\n    lines.\n\nAnd a paragraph.", "Two lines."),
        ("See :func:`cms.read` and ``a_b``.", "See `cms.read` and `aB`."),
        ("A ``tel:`` URI.", "A `tel:` URI."),
        (None, ""),
    ],
)
def test_descriptions_are_first_paragraphs(doc: str | None, said: str) -> None:
    assert prose(doc) == said
