"""Long lists in pages, by the rules of Relay's connections: forward only, with opaque cursors.

A cursor stands for a place in the order of the list, so that what is added or removed elsewhere moves nothing.
"""

import base64
import binascii
import datetime
import re
import uuid
from collections.abc import Sequence
from functools import cached_property
from typing import Any, ClassVar, Generic, TypeVar, cast, get_args

import msgspec
from django.utils.translation import gettext_lazy as _

from cms import editions
from cms.core.choices import Choices
from cms.core.enums import Language
from cms.editions.documents import Value
from cms.editions.listing import Order, Wanted
from content_api.errors import Code, Refusal
from content_api.mapper import Input
from content_api.pages import PageNode, nodes_of
from content_api.slices import page_size, short

POSITION = re.compile(r"(?:[0-9A-Z]{4}){1,60}")
KEY = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
Place = tuple[str | int, str]
Item = TypeVar("Item")
ItemEdge = TypeVar("ItemEdge")


class PageFilter(Input, frozen=True, kw_only=True):
    """Which pages of a list are wanted: those to which all that is given applies."""

    keys: tuple[uuid.UUID, ...] | None = None
    slugs: tuple[str, ...] | None = None
    is_fallback: bool | None = None
    published_since: datetime.datetime | None = None

    def narrowed(self) -> dict[str, Any]:
        """The same in the words of :class:`cms.editions.listing.Wanted`. :raises Refusal: for a list that is too long."""
        return {
            "keys": known(short("keys", self.keys)),
            "slugs": short("slugs", self.slugs),
            "is_fallback": self.is_fallback,
            "since": aware(self.published_since),
        }


class PageInfo(Value, frozen=True, kw_only=True):
    """Where a list was cut, by the rules of Relay."""

    has_next_page: bool
    has_previous_page: bool
    start_cursor: str | None
    end_cursor: str | None


def cursor(order: str, place: Place) -> str:
    """The cursor of a place in an order."""
    return base64.urlsafe_b64encode(msgspec.json.encode((order, *place))).decode().rstrip("=")


def place(order: str, cursor: str) -> Place:
    """The place that a cursor of an order stands for. :raises Refusal: for what is no cursor of a list in that order."""
    try:
        text = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        named, lead, position = msgspec.json.decode(text, type=tuple[str, str | int, str])
    except (binascii.Error, ValueError, msgspec.DecodeError):
        named, lead, position = "", "", ""
    if named != order or isinstance(lead, int) != (order == Order.NEWEST) or not POSITION.fullmatch(position):
        raise Refusal(Code.BAD_CURSOR, _("The argument “after” is no cursor of this list: give back a cursor as you got it."))
    return lead, position


def aware(moment: datetime.datetime | None) -> datetime.datetime | None:
    """A moment that a query wrote; one without a time zone is in UTC."""
    return moment.replace(tzinfo=datetime.UTC) if moment and moment.tzinfo is None else moment


def known(keys: Sequence[Any] | None) -> list[uuid.UUID] | None:
    """Those of some texts that can be the key of a page."""
    if keys is None:
        return None
    return [uuid.UUID(str(key)) for key in keys if KEY.fullmatch(str(key))]


def tongues(locale: Language | None, locales: Sequence[Language] | None) -> tuple[str, ...]:
    """The languages wanted, the best first: ``locales`` wins over ``locale``, French is for those who say nothing."""
    return tuple(dict.fromkeys(str(language) for language in locales or (locale or Language.FR,)))


class Edge(Generic[Item]):
    """An item and its place in the list."""

    def __init__(self, node: Item, cursor: str) -> None:
        self._node, self._cursor = node, cursor

    def cursor(self) -> str:
        """Give it back as `after` to read on from here."""
        return self._cursor

    def node(self) -> Item:
        """The item."""
        return self._node


class Connection(Generic[Item, ItemEdge]):
    """Base of all lists of pages; a type of list derives from it with its node and edge. Read when it is first looked at."""

    edge_class: ClassVar[type[Any]]

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.edge_class = get_args(vars(cls)["__orig_bases__"][0])[1]

    def __init__(self, wanted: Wanted, order: Choices | None, first: int | None, after: str | None) -> None:
        self._wanted, self._order, self._first = wanted, str(order or Order.POSITION), page_size(first)
        self._after = place(self._order, after) if after is not None else None

    @cached_property
    def _entries(self) -> list[editions.listing.Entry]:
        return editions.listing.listed(self._wanted, Order(self._order))

    @cached_property
    def _cut(self) -> tuple[list[editions.listing.Entry], bool]:
        rest = self._entries if self._after is None else [entry for entry in self._entries if entry.place > self._after]
        return rest[: self._first], len(rest) > self._first

    @cached_property
    def _nodes(self) -> list[PageNode]:
        return nodes_of(editions.listing.read(self._cut[0]))

    @cached_property
    def _cursors(self) -> list[str]:
        return [cursor(self._order, entry.place) for entry in self._cut[0]]

    @cached_property
    def _edges(self) -> tuple[Any, ...]:
        return tuple(self.edge_class(node, at) for node, at in zip(self._nodes, self._cursors, strict=True))

    def edges(self) -> tuple[ItemEdge, ...]:
        """The items with their cursors."""
        return self._edges

    def nodes(self) -> tuple[Item, ...]:
        """The items alone."""
        return cast(tuple[Item, ...], tuple(self._nodes))

    def page_info(self) -> PageInfo:
        """Where the list was cut."""
        cursors = self._cursors
        start, end = (cursors[0], cursors[-1]) if cursors else (None, None)
        return PageInfo(has_next_page=self._cut[1], has_previous_page=self._after is not None, start_cursor=start, end_cursor=end)

    def total_count(self) -> int:
        """How many items the whole list has."""
        return len(self._entries)


def one(wanted: Wanted) -> PageNode | None:
    """The first page that is wanted; None where none can be read."""
    found = nodes_of(editions.listing.read(editions.listing.listed(wanted)[:1]))
    return found[0] if found else None
