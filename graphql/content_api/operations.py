"""Queries, read and checked once, and run.

The same text against the same schema is valid for ever, so what was parsed is kept: as much text as ``MEMORY`` says, the least used is
forgotten first. With it stay the plans of the projection, one set for the operation and variables.
"""

import hashlib
import threading
from collections.abc import Mapping
from typing import Any

import msgspec
from cachetools import LRUCache
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from graphql import (
    DocumentNode,
    GraphQLSyntaxError,
    OperationDefinitionNode,
    OperationType,
    Source,
    execute,
    get_operation_ast,
    parse,
    validate,
)
from graphql.execution.execute import assume_not_awaitable

from cms import editions
from content_api import drafts, limits, structure
from content_api.cost import cost as cost_of
from content_api.errors import NO_FIT, Code, Invalid, Refusal, met
from content_api.limits import LIMITS
from content_api.projection import Projection, Run, Timed
from content_api.schema import Query, mapper, schema

MEMORY = 512 * 1024  # characters of queries that a process keeps parsed; each counts OVERHEAD more
OVERHEAD = 2_000
PLANS = 8  # sets of plans that a query keeps


class Asked(msgspec.Struct, frozen=True):
    """What a request asks: the text of a query, its variables, and which of its operations to run where it has several.

    A ``trusted`` query is one of ours, which may cost more.
    """

    query: str
    variables: dict[str, Any] | None = None
    operation_name: str | None = None
    trusted: bool = False


class Answer(msgspec.Struct, frozen=True):
    """The body of an answer (JSON), whether it is whole, without any error, and for everybody; ``pages`` are those that it was made of."""

    body: bytes
    whole: bool
    public: bool = True
    pages: frozenset[str] = frozenset()


class Parsed:
    """A query without fault, and the plans of its runs."""

    def __init__(self, document: DocumentNode, size: int) -> None:
        self.document, self.size = document, size
        self.plans: LRUCache[bytes, dict[tuple[Any, ...], Any]] = LRUCache(PLANS)

    def operation(self, name: str | None) -> OperationDefinitionNode:
        """The operation to run. :raises Refusal: where it isn't clear which, or where it is no query."""
        found = get_operation_ast(self.document, name)
        if found is None:
            raise Refusal(Code.OPERATION_NOT_FOUND, _("The query has no operation of that name, or several and none was named."))
        if found.operation is not OperationType.QUERY:
            raise Refusal(Code.ONLY_QUERIES, _("This API answers queries only."))
        return found


_parsed: LRUCache[str, Parsed] = LRUCache(MEMORY, getsizeof=lambda known: known.size)
_lock = threading.Lock()


def parsed(query: str) -> Parsed:
    """A query, parsed and checked. :raises Refusal: for what is too large, or no valid query of this schema."""
    with _lock:
        known = _parsed.get(query)
    if known is None:
        known = Parsed(checked(query), OVERHEAD + len(query))
        with _lock:
            _parsed[query] = known
    return known


def checked(query: str) -> DocumentNode:
    """Parses and checks a query that isn't known yet. :raises Refusal: see :func:`parsed`."""
    size = len(query.encode(errors="replace"))
    if size > LIMITS.query:
        raise limits.over(Code.QUERY_TOO_LARGE, LIMITS.query, size)
    understood = structure.check(query)
    try:
        document = parse(query, no_location=True, max_lexical_tokens=LIMITS.tokens)
        if not understood:  # no parser should understand what the outline doesn't: nothing has counted it
            raise GraphQLSyntaxError(Source(query), 0, "Unexpected text.")
    except GraphQLSyntaxError as error:
        raise Invalid(Code.SYNTAX_ERROR, _("The query can’t be read:"), [error]) from None
    if validate(schema, document, max_errors=1):
        located = parse(query)  # without places parsing is faster and takes less memory; only who errs needs them
        raise Invalid(
            Code.VALIDATION_FAILED, _("The query doesn’t fit the schema:"), validate(schema, located, max_errors=LIMITS.errors)[: LIMITS.errors]
        )
    return document


def answer(asked: Asked, root: Query | None = None) -> Answer:
    """Runs an operation and gives its answer, with errors in the active language. :raises Refusal: where it isn't run at all."""
    known = parsed(asked.query)
    operation = known.operation(asked.operation_name)
    variables: Mapping[str, Any] = asked.variables or {}
    most = LIMITS.trusted_cost if asked.trusted else LIMITS.cost
    cost = cost_of(schema, known.document, operation, variables, most)
    key = hashlib.blake2b(msgspec.json.encode([asked.operation_name, variables], order="deterministic"), digest_size=16).digest()
    with _lock:
        plans = known.plans.setdefault(key, {})
    root = root or Query()
    with editions.watched() as pages, translation.override(None):  # the answer is the same for all readers; only errors are in their languages
        result = execute(
            schema,
            known.document,
            root_value=root,
            context_value=Run(mapper, plans),
            variable_values=dict(variables),
            operation_name=asked.operation_name,
            execution_context_class=Projection if settings.GRAPHQL_PROJECTION else Timed,
            is_awaitable=assume_not_awaitable,
        )
    errors = result.errors or []  # type: ignore[union-attr]
    if any(error.path is None for error in errors):
        raise Invalid(Code.BAD_VARIABLES, NO_FIT, errors[: LIMITS.errors])
    told = {"errors": met(errors[: LIMITS.errors])} if errors else {}
    extensions: dict[str, Any] = {"cost": cost, "costLimit": most}
    if until := drafts.until(root):
        extensions["preview"] = {"until": until}
    body = msgspec.json.encode({**told, "data": result.data, "extensions": extensions})  # type: ignore[union-attr]
    return Answer(body, whole=not errors, public=until is None, pages=frozenset(pages))
