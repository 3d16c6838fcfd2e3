"""Long lists in pages, by the rules of Relay's connections: forward only, with opaque cursors.

A cursor stands for a place in the page tree, so that pages added before it move nothing.
"""

import base64
import binascii
import re
from collections.abc import Callable, Sequence
from functools import cached_property

from django.utils.translation import gettext_lazy as _

from cms import editions
from cms.editions.documents import Value
from content_api.errors import Code, Refusal
from content_api.limits import LIMITS, over
from content_api.pages import PageNode, nodes_of

PREFIX = "tree:"
PLACE = re.compile(r"(?:[0-9A-Z]{4}){1,60}")
DEFAULT_FIRST = 20


class PageInfo(Value, frozen=True, kw_only=True):
    """Where a list was cut, by the rules of Relay."""

    has_next_page: bool
    has_previous_page: bool
    start_cursor: str | None
    end_cursor: str | None


def cursor(reading: editions.Reading) -> str:
    """The cursor of a page."""
    return base64.urlsafe_b64encode(f"{PREFIX}{reading.tree_path}".encode()).decode().rstrip("=")


def place(cursor: str) -> str:
    """The place in the tree (treebeard's path) that a cursor stands for. :raises Refusal: for what is none of our cursors."""
    try:
        text = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode("ascii")
    except (binascii.Error, ValueError):
        text = ""
    path = text.removeprefix(PREFIX)
    if path == text or not PLACE.fullmatch(path):
        raise Refusal(Code.BAD_CURSOR, _("The argument “after” is no cursor of this list: give back a cursor as you got it."))
    return path


def page_size(first: int | None) -> int:
    """How many items are wanted. :raises Refusal: where they are fewer than none, or more than a page holds."""
    if first is None:
        return DEFAULT_FIRST
    if first < 0:
        raise Refusal(
            Code.BAD_PAGE_SIZE, _("The argument “first” is %(value)s: a number from 0 to %(limit)s is needed."), limit=LIMITS.page, value=first
        )
    if first > LIMITS.page:
        raise over(Code.PAGE_TOO_LARGE, LIMITS.page, first)
    return first


class Slice:
    """One page of a list, read when it is first looked at. ``read(after, first)`` gives readings in the order of the tree."""

    def __init__(self, read: Callable[[str | None, int], list[editions.Reading]], after: str | None, first: int | None) -> None:
        self.first, self.after = page_size(first), place(after) if after is not None else None
        self.read = read

    @cached_property
    def found(self) -> list[editions.Reading]:
        """One more than asked for, where there are so many: it tells whether more follow."""
        return self.read(self.after, self.first + 1)

    @cached_property
    def nodes(self) -> Sequence[PageNode]:
        """The pages of this part of the list."""
        return nodes_of(self.found[: self.first])

    def info(self) -> PageInfo:
        """Where the list was cut."""
        cursors = [cursor(node.reading) for node in (*self.nodes[:1], *self.nodes[-1:])]
        start, end = (cursors[0], cursors[-1]) if cursors else (None, None)
        return PageInfo(has_next_page=len(self.found) > self.first, has_previous_page=self.after is not None, start_cursor=start, end_cursor=end)
