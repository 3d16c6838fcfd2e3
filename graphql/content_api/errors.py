"""One shape for all errors: a stable code for programs, a sentence in the reader's language for people."""

import logging
from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from graphql import GraphQLError, GraphQLFormattedError

logger = logging.getLogger(__name__)


NO_FIT = _("The variables don’t fit the query:")


class Code(StrEnum):
    """What went wrong. Codes are never renamed; documentation lists them all."""

    BAD_REQUEST = "BAD_REQUEST"
    METHOD_NOT_ALLOWED = "METHOD_NOT_ALLOWED"
    NOT_FOUND = "NOT_FOUND"
    NOT_ACCEPTABLE = "NOT_ACCEPTABLE"
    UNSUPPORTED_MEDIA_TYPE = "UNSUPPORTED_MEDIA_TYPE"
    BATCH_REFUSED = "BATCH_REFUSED"
    SYNTAX_ERROR = "SYNTAX_ERROR"
    VALIDATION_FAILED = "VALIDATION_FAILED"
    BAD_VARIABLES = "BAD_VARIABLES"
    OPERATION_NOT_FOUND = "OPERATION_NOT_FOUND"
    ONLY_QUERIES = "ONLY_QUERIES"
    BAD_CURSOR = "BAD_CURSOR"
    BAD_PAGE_SIZE = "BAD_PAGE_SIZE"
    BAD_STAY = "BAD_STAY"
    CURSOR_TOO_OLD = "CURSOR_TOO_OLD"
    PREVIEW_GONE = "PREVIEW_GONE"
    DOCUMENT_NOT_FOUND = "DOCUMENT_NOT_FOUND"
    PERSISTED_QUERY_NOT_FOUND = "PERSISTED_QUERY_NOT_FOUND"
    BODY_TOO_LARGE = "BODY_TOO_LARGE"
    QUERY_TOO_LARGE = "QUERY_TOO_LARGE"
    TOO_MANY_TOKENS = "TOO_MANY_TOKENS"
    TOO_DEEP = "TOO_DEEP"
    TOO_MANY_FIELDS = "TOO_MANY_FIELDS"
    TOO_MANY_ALIASES = "TOO_MANY_ALIASES"
    TOO_MANY_ROOT_FIELDS = "TOO_MANY_ROOT_FIELDS"
    TOO_MANY_DIRECTIVES = "TOO_MANY_DIRECTIVES"
    TOO_MANY_REPEATS = "TOO_MANY_REPEATS"
    TOO_MANY_VARIABLES = "TOO_MANY_VARIABLES"
    FRAGMENT_CIRCLE = "FRAGMENT_CIRCLE"
    INTROSPECTION_CIRCLE = "INTROSPECTION_CIRCLE"
    PAGE_TOO_LARGE = "PAGE_TOO_LARGE"
    LIST_TOO_LONG = "LIST_TOO_LONG"
    TOO_COSTLY = "TOO_COSTLY"
    TIMEOUT = "TIMEOUT"
    INTERNAL_ERROR = "INTERNAL_ERROR"


class Refusal(Exception):
    """A request that is not, or not wholly, answered.

    ``message`` is a lazy translation, filled with ``details``; these are told beside the code too. ``status`` is the HTTP status of a
    request that asks for nothing GraphQL could answer; None where GraphQL itself says no.
    """

    def __init__(self, code: Code, message: "Promise | str", *, status: int | None = None, **details: Any) -> None:
        super().__init__(code)
        self.code, self.message, self.status, self.details = code, message, status, details


class Invalid(Refusal):
    """A query that graphql-core refuses: each of ``errors`` is told in its own (English) words after a translated one."""

    def __init__(self, code: Code, message: Promise, errors: Iterable[GraphQLError]) -> None:
        super().__init__(code, message)
        self.errors = list(errors)


def told(refusal: Refusal) -> list[dict[str, Any]]:
    """A refusal as errors of the answer, in the active language."""
    if isinstance(refusal, Invalid):
        return [shape(refusal.code, f"{refusal.message} {error.message}", error) for error in refusal.errors]
    return [shape(refusal.code, str(refusal.message) % refusal.details, None, **refusal.details)]


def met(errors: Iterable[GraphQLError]) -> list[dict[str, Any]]:
    """What went wrong while an operation ran, in the active language; what isn't the reader's fault is logged and told without details."""
    found = []
    for error in errors:
        cause = error.original_error
        if isinstance(cause, Refusal):
            found.append(shape(cause.code, str(cause.message) % cause.details, error, **cause.details))
        elif isinstance(cause, GraphQLError) and error.message.startswith("Argument "):  # graphql-core's words for a variable that is null
            found.append(shape(Code.BAD_VARIABLES, f"{NO_FIT} {error.message}", error))
        else:
            logger.error("GraphQL field %s failed", error.path, exc_info=cause)
            found.append(shape(Code.INTERNAL_ERROR, str(_("Something went wrong on our side.")), error))
    return found


def shape(code: Code, message: str, error: GraphQLError | None, **details: Any) -> dict[str, Any]:
    """The one shape of an error."""
    formatted: GraphQLFormattedError = error.formatted if error else {"message": message}
    where = {name: formatted[name] for name in ("locations", "path") if formatted.get(name)}  # type: ignore[literal-required]
    return {"message": message, **where, "extensions": {"code": str(code), **details}}
