"""How much of a list may be asked for at once."""

from collections.abc import Sequence
from typing import TypeVar

from django.utils.translation import gettext_lazy as _

from content_api.errors import Code, Refusal
from content_api.limits import LIMITS, over

DEFAULT_FIRST = 20
Item = TypeVar("Item")


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


def short(name: str, values: Sequence[Item] | None) -> Sequence[Item] | None:
    """A list that a query wrote, as it is. :raises Refusal: where it holds more than a page."""
    if values is not None and len(values) > LIMITS.page:
        message = _("The list “%(name)s” holds %(value)s values, at most %(limit)s are taken.")
        raise Refusal(Code.LIST_TOO_LONG, message, name=name, limit=LIMITS.page, value=len(values))
    return values
