"""Reads what a request asks: by GET or POST, with the query itself or the name of one of ours."""

from typing import Any

import msgspec
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from content_api import trusted
from content_api.errors import Code, Refusal
from content_api.limits import LIMITS, over
from content_api.operations import Asked

GRAPHQL, JSON = "application/graphql-response+json", "application/json"


class Sent(msgspec.Struct, frozen=True, rename="camel"):
    """A request as it is sent: a query, or the name of a trusted document instead."""

    query: str | None = None
    document_id: str | None = None
    variables: dict[str, Any] | None = None
    operation_name: str | None = None
    extensions: dict[str, Any] | None = None


def posted(request: HttpRequest) -> Asked:
    """What a POST asks. :raises Refusal: for all that isn't one operation in JSON."""
    if request.content_type not in (JSON, GRAPHQL):
        raise Refusal(Code.UNSUPPORTED_MEDIA_TYPE, _("Send the query as %(media)s."), status=415, media=JSON)
    size = int(request.META.get("CONTENT_LENGTH") or 0)
    if size > LIMITS.body:
        refusal = over(Code.BODY_TOO_LARGE, LIMITS.body, size)
        refusal.status = 413
        raise refusal
    return asked(decoded(request.body))


def queried(request: HttpRequest) -> Asked:
    """What a GET asks in its address. :raises Refusal: where it isn't one operation."""
    given = request.GET
    return asked(
        Sent(
            query=given.get("query"),
            document_id=given.get("documentId"),
            variables=read(given.get("variables") or "null", dict[str, Any] | None),
            operation_name=given.get("operationName") or None,
            extensions=read(given.get("extensions") or "null", dict[str, Any] | None),
        )
    )


def asked(sent: Sent) -> Asked:
    """The operation that is meant. :raises Refusal: where there is none."""
    if sent.query is not None and sent.document_id is None:
        return Asked(sent.query, sent.variables, sent.operation_name)
    if sent.query is not None:
        raise Refusal(Code.BAD_REQUEST, _("The request can’t be read: %(reason)s"), status=400, reason="both `query` and `documentId`")
    text = trusted.text_of(sent.document_id) if sent.document_id is not None else trusted.persisted(sent.extensions or {})
    if text is None:
        raise Refusal(Code.BAD_REQUEST, _("The request can’t be read: %(reason)s"), status=400, reason="missing `query`")
    return Asked(text, sent.variables, sent.operation_name, trusted=True)


def decoded(body: bytes) -> Sent:
    """A request in JSON. :raises Refusal: where it is none, or more than one."""
    if body.lstrip()[:1] == b"[":
        raise Refusal(Code.BATCH_REFUSED, _("Send one operation a request; several in a list aren’t answered."), status=400)
    return read(body, Sent)  # type: ignore[no-any-return]


def read(text: str | bytes, kind: Any) -> Any:
    """A JSON text as a value of ``kind``. :raises Refusal: where it is none; the reason is in (English) words for the programmer."""
    try:
        return msgspec.json.decode(text, type=kind)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise Refusal(Code.BAD_REQUEST, _("The request can’t be read: %(reason)s"), status=400, reason=str(error)) from None
