"""The outline of a query: its selections, read in a fraction of the time that a parser takes, so that an excess is seen before parsing.

It follows the grammar of executable documents (GraphQL, October 2021, 2) and leaves out what is inside of arguments. Whatever it can't follow
is no GraphQL; the parser says then what is wrong. It reads no more selections than any query may have.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from content_api.errors import Code, Refusal
from content_api.limits import LIMITS, over

# What is never closed runs on to the end of the text, so that no text is looked at twice.
TOKEN = re.compile(
    r'"""(?:\\"""|[^"\\]|"(?!"")|\\(?!"""))*+(?:"""|\Z)'
    r'|"(?:[^"\\\n\r]|\\.)*+"?'
    r"|\.\.\.|[_A-Za-z][_0-9A-Za-z]*|-?[0-9][-+.0-9Ee]*|#[^\n\r]*|[^\s,\ufeff]"
)
OPERATIONS = frozenset({"query", "mutation", "subscription"})
TYPES = frozenset({"schema", "scalar", "type", "interface", "union", "enum", "input", "directive", "extend"})
DEEPEST = LIMITS.introspection_depth + LIMITS.nesting  # braces within braces, whatever they are


class Strange(Exception):
    """What is no GraphQL."""


class Enough(Exception):
    """More selections than any query may have."""


@dataclass(slots=True)
class Selection:
    """A field (``key`` is its name in the answer), an inline fragment (no name, no key) or the spread of a fragment (no key)."""

    name: str
    key: str = ""
    directives: int = 0
    inner: "list[Selection]" = field(default_factory=list)


@dataclass(slots=True)
class Definition:
    """An operation, or a fragment where it has a name; ``variables`` are counted."""

    fragment: str = ""
    variables: int = 0
    directives: int = 0
    inner: list[Selection] = field(default_factory=list)


def tokens(query: str) -> list[str]:
    """The tokens of a query, comments left out. :raises Refusal: where there are too many."""
    found: list[str] = TOKEN.findall(query)  # all at once: a query has few bytes, and looking at each match takes longer than all of them
    if "#" in query:
        found = [token for token in found if token[0] != "#"]
    if len(found) > LIMITS.tokens:
        raise over(Code.TOO_MANY_TOKENS, LIMITS.tokens, len(found))
    return found


def outline(query: str) -> "Reader | None":
    """A query, read as far as its selections aren't too many; None for what is no GraphQL.

    :raises Refusal: for too many tokens, for braces too deep within each other, for definitions of types.
    """
    reader = Reader(tokens(query))
    try:
        reader.document()
    except Strange:
        return None
    except Enough:
        reader.whole = False
    return reader


class Reader:
    """Reads tokens one after the other. ``whole`` says whether the ``definitions`` are all, none cut short; ``selections`` are counted."""

    def __init__(self, tokens: list[str]) -> None:
        self.rest: Iterator[str] = iter(tokens)
        self.next = next(self.rest, "")
        self.definitions: list[Definition] = []
        self.selections = 0
        self.whole = True

    def take(self) -> str:
        """The next token; "" at the end."""
        taken, self.next = self.next, next(self.rest, "")
        return taken

    def name(self) -> str:
        """The next token, a name. :raises Strange: where it is none."""
        if not self.next.isidentifier():  # a letter that isn't ASCII is one too: the parser refuses it
            raise Strange
        return self.take()

    def document(self) -> None:
        """All definitions. :raises Strange, Enough, Refusal: see :func:`outline`."""
        while self.next:
            definition = Definition()
            self.definitions.append(definition)
            if self.next in TYPES or self.next[0] == '"':
                raise Refusal(Code.ONLY_QUERIES, _("This API answers queries only."))
            if self.next == "fragment":
                self.take()
                definition.fragment = self.name()
                self.condition()
            elif self.next in OPERATIONS:
                self.take()
                if self.next.isidentifier():
                    self.take()
                if self.next == "(":
                    definition.variables, definition.directives = self.arguments()
            definition.directives += self.directives()
            self.braces(definition.inner, 1)

    def condition(self) -> None:
        """``on`` and the name of a type."""
        if self.name() != "on":
            raise Strange
        self.name()

    def arguments(self) -> tuple[int, int]:
        """Skips what is in brackets; returns how many variables and directives are in it."""
        depth = variables = directives = 0
        while self.next:
            token = self.take()
            depth += (token == "(") - (token == ")")  # noqa: S105
            variables += token == "$"  # noqa: S105
            directives += token == "@"  # noqa: S105
            if not depth:
                return variables, directives
        raise Strange

    def directives(self) -> int:
        """Skips directives; returns how many."""
        count = 0
        while self.next == "@":
            self.take()
            self.name()
            count += 1
            if self.next == "(":
                self.arguments()
        return count

    def braces(self, inner: list[Selection], depth: int) -> None:
        """A selection set, into ``inner``."""
        if depth > DEEPEST:
            raise over(Code.TOO_DEEP, DEEPEST, depth)
        if self.take() != "{" or self.next == "}":
            raise Strange
        while self.next != "}":
            self.selections += 1
            self.selection(inner, depth)
            if self.selections > LIMITS.fields:
                raise Enough
        self.take()

    def selection(self, inner: list[Selection], depth: int) -> None:
        """One selection, into ``inner`` before what is in it is read."""
        found, below = Selection(""), False
        inner.append(found)
        if self.next == "...":
            self.take()
            if self.next == "on":
                self.condition()
                below = True
            elif self.next.isidentifier():
                found.name = self.take()
            else:
                below = True
        else:
            found.name = found.key = self.name()
            if self.next == ":":
                self.take()
                found.name = self.name()
            if self.next == "(":
                self.arguments()
        found.directives = self.directives()
        if below or (found.key and self.next == "{"):
            self.braces(found.inner, depth + 1)
