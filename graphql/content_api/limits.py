"""What a query may ask for, so that nobody can keep the server busy with a few bytes.

The structure is checked before a query is parsed (``structure``), the cost when all types are known (``cost``). Whoever is refused learns
the limit, and what was reached when counting stopped.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

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
    trusted_cost: int = 400_000  # of a query that we have written
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


def over(code: Code, limit: float, value: float) -> Refusal:
    """The refusal of what is over a limit."""
    return Refusal(code, MESSAGES[code], limit=limit, value=value)


def limit_of(code: Code) -> int:
    """The limit that a code of the form ``TOO_MANY_…`` is about."""
    return int(getattr(LIMITS, code.removeprefix("TOO_MANY_").lower()))
