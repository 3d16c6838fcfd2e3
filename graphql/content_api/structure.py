"""Walks the outline of a query as its execution would, and counts, before anything is parsed."""

from collections import Counter
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from content_api.errors import Code, Refusal
from content_api.limits import LIMITS, limit_of, over
from content_api.outline import Definition, Selection, outline

INTROSPECTION = {"__schema", "__type"}
# Lists of the introspection types: one within itself would run in circles.
CIRCLES = {"types", "directives", "fields", "args", "inputFields", "interfaces", "possibleTypes", "enumValues"}


def check(query: str) -> bool:
    """Checks the structure of a query; returns False for what is no GraphQL, as a parser will say too.

    :raises Refusal: for the first limit that is exceeded, for fragments that contain themselves, for definitions of types.
    """
    found = outline(query)
    if found is None:
        return False
    Structure(found.definitions).check()
    if not found.whole:
        raise over(Code.TOO_MANY_FIELDS, LIMITS.fields, found.selections)
    return True


class Place(NamedTuple):
    """Where a selection stands: how deep, within which fragments, under which lists of an introspection (None outside of one).

    ``keys`` counts how often each key of the answer is asked for on this level, fragments included.
    """

    depth: int
    within: tuple[str, ...]
    lists: frozenset[str] | None
    keys: Counter[str]


class Structure:
    """Walks a query as its execution would, fragments in their places, and counts. Stops at the first excess, so it never takes long."""

    def __init__(self, definitions: list[Definition]) -> None:
        self.definitions = definitions
        self.fragments = {definition.fragment: definition for definition in definitions if definition.fragment}
        self.counts: Counter[Code] = Counter()
        self.walked: set[str] = set()

    def check(self) -> None:
        """Walks all operations, then the fragments that none of them uses. :raises Refusal: see :func:`check`."""
        for definition in self.definitions:
            self.count(Code.TOO_MANY_DIRECTIVES, definition.directives)
            if not definition.fragment:
                self.counts[Code.TOO_MANY_ROOT_FIELDS] = 0
                self.count(Code.TOO_MANY_VARIABLES, definition.variables)
                self.selections(definition.inner, Place(1, (), None, Counter()))
        for name, fragment in self.fragments.items():
            if name not in self.walked:
                self.selections(fragment.inner, Place(2, (name,), None, Counter()))

    def count(self, code: Code, amount: int) -> None:
        """Adds to a count. :raises Refusal: where that makes it exceed its limit."""
        self.counts[code] += amount
        if self.counts[code] > (limit := limit_of(code)):
            raise over(code, limit, self.counts[code])

    def selections(self, selections: list[Selection], place: Place) -> None:
        """Walks a selection set."""
        if len(place.within) > LIMITS.nesting:
            raise over(Code.TOO_DEEP, LIMITS.nesting, len(place.within))
        for selection in selections:
            self.count(Code.TOO_MANY_DIRECTIVES, selection.directives)
            self.count(Code.TOO_MANY_FIELDS, 1)
            if selection.key:
                self.field(selection, place)
            elif selection.name:
                self.spread(selection.name, place)
            else:
                self.selections(selection.inner, place._replace(within=(*place.within, "")))

    def field(self, selection: Selection, place: Place) -> None:
        """Walks a field and what is below it."""
        name, key, lists = selection.name, selection.key, place.lists
        if name in INTROSPECTION:
            lists = frozenset()
        limit = LIMITS.depth if lists is None else LIMITS.introspection_depth
        if place.depth > limit:
            raise over(Code.TOO_DEEP, limit, place.depth)
        if place.depth == 1:
            self.count(Code.TOO_MANY_ROOT_FIELDS, 1)
        if key != name:
            self.count(Code.TOO_MANY_ALIASES, 1)
        place.keys[key] += 1
        if place.keys[key] > LIMITS.repeats:  # graphql-core compares each with each other one
            raise over(Code.TOO_MANY_REPEATS, LIMITS.repeats, place.keys[key])
        if lists is not None and name in CIRCLES:
            if name in lists:
                message = _("Introspection asks for “%(field)s” within “%(field)s”: follow types by their names.")
                raise Refusal(Code.INTROSPECTION_CIRCLE, message, field=name)
            lists |= {name}
        if selection.inner:
            self.selections(selection.inner, Place(place.depth + 1, place.within, lists, Counter()))

    def spread(self, name: str, place: Place) -> None:
        """Walks a fragment in the place where it is used; one that doesn't exist is left to graphql-core's rules."""
        if name in place.within:
            raise Refusal(Code.FRAGMENT_CIRCLE, _("The fragment “%(fragment)s” contains itself."), fragment=name)
        self.walked.add(name)
        if name in self.fragments:
            self.selections(self.fragments[name].inner, place._replace(within=(*place.within, name)))
