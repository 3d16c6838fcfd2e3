"""The endpoint: queries by GET and POST, answers kept by content version, and GraphiQL for browsers.

What is public is answered to everybody the same; so other sites may ask too (CORS), without credentials, and the check against forged
requests is off here. A draft is shown to whoever has an editor's link to it, and kept by nobody.
"""

import functools
import gzip
import hashlib
import re
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlencode

import msgspec
from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt

from cms import editions
from content_api import trusted
from content_api.errors import Code, Refusal, told
from content_api.operations import Answer, Asked, answer
from content_api.requests import GRAPHQL, JSON, posted, queried
from content_api.schema import sdl

HTML = "text/html"
# A shared cache may answer for half a minute and, while it asks again, half a minute more: nobody gets a withdrawn page for longer than both
# together, even where nothing purges that cache.
FRESH = "public, max-age=0, s-maxage=30, stale-while-revalidate=30"
NEVER_KEPT = {"Cache-Control": "private, no-store", "Vary": "Accept, Accept-Language"}
MOST_TAGS = 100  # pages of an answer that are told to caches one by one
LARGEST_KEPT = 256 * 1024  # bytes of an answer that is worth keeping
GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))")
METHODS = ("GET", "HEAD", "POST", "OPTIONS")
CORS = {
    "Access-Control-Allow-Methods": "GET, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Accept-Language, Content-Type",
    "Access-Control-Expose-Headers": "ETag",
    "Access-Control-Max-Age": "86400",
}
View = Callable[..., HttpResponse]


class Kept(msgspec.Struct, frozen=True):
    """An answer as it is kept: the ETag, the tags by which caches find it, and the body (JSON)."""

    etag: str
    tags: str
    body: bytes

    @classmethod
    def of(cls, made: Answer) -> "Kept":
        return cls(hashlib.blake2b(made.body, digest_size=12).hexdigest(), tags(made.pages), made.body)


def tags(pages: frozenset[str]) -> str:
    """How a shared cache finds the answers that a change concerns: ``content`` for all, the id of each page, ``many`` instead of over a hundred."""
    return " ".join(["content", *(sorted(pages) if len(pages) <= MOST_TAGS else ["many"])])


def public(view: View) -> View:
    """Makes a view answer to other sites too, and every refusal a JSON answer in the reader's language."""

    @functools.wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except Refusal as refusal:
            response = refused(request, refusal)
        for name, value in shared(request).items():
            response[name] = value
        if settings.GRAPHQL_ORIGINS != ["*"]:
            patch_vary_headers(response, ["Origin"])
        return response

    return csrf_exempt(answered)


def shared(request: HttpRequest) -> dict[str, str]:
    """The headers that let scripts of other sites read an answer; none for a site that the setting doesn't name."""
    origin = "*" if settings.GRAPHQL_ORIGINS == ["*"] else request.headers.get("Origin", "")
    return {"Access-Control-Allow-Origin": origin, **CORS} if origin == "*" or origin in settings.GRAPHQL_ORIGINS else {}


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The answer to a request that isn't answered: never kept by anybody.

    By GraphQL over HTTP, a well-formed request that GraphQL refuses is 200 for clients that only know ``application/json``.
    """
    media = request.get_preferred_type([GRAPHQL, JSON]) or JSON
    status = refusal.status or (400 if media == GRAPHQL else 200)
    body = msgspec.json.encode({"errors": told(refusal)})
    headers = dict(NEVER_KEPT)
    if refusal.code is Code.METHOD_NOT_ALLOWED:
        headers["Allow"] = refusal.details["methods"]
    return HttpResponse(body, content_type=f"{media}; charset=utf-8", status=status, headers=headers)


def not_allowed(methods: Sequence[str]) -> Refusal:
    """Says which methods an address answers."""
    return Refusal(Code.METHOD_NOT_ALLOWED, _("This address answers %(methods)s only."), status=405, methods=", ".join(methods))


@public
def endpoint(request: HttpRequest) -> HttpResponse:
    """Answers one operation; shows GraphiQL to a browser that comes by itself. :raises Refusal: told as JSON."""
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers={"Allow": ", ".join(METHODS)})
    if request.method not in METHODS:
        raise not_allowed(METHODS)
    media = request.get_preferred_type([GRAPHQL, JSON, *([HTML] if request.method != "POST" else [])])
    if media == HTML:
        return graphiql(request)
    if media is None:
        raise Refusal(Code.NOT_ACCEPTABLE, _("This address answers %(media)s."), status=406, media=f"{GRAPHQL}, {JSON}")
    asked = posted(request) if request.method == "POST" else queried(request)
    return responded(request, asked, media)


def responded(request: HttpRequest, asked: Asked, media: str) -> HttpResponse:
    """The answer to an operation: kept ones by one query, that of the content version. :raises Refusal: where it isn't run."""
    words = msgspec.json.encode([asked.query, asked.variables or {}, asked.operation_name, asked.trusted], order="deterministic")
    key = hashlib.blake2b(b"\0".join([words, editions.version().encode(), schema_digest()]), digest_size=24).hexdigest()
    kept: Kept | None = caches["pages"].get(f"graphql:{key}")
    if kept is None:
        made = answer(asked)
        if not made.whole or not made.public:
            return HttpResponse(made.body, content_type=f"{media}; charset=utf-8", headers=NEVER_KEPT)
        kept = Kept.of(made)
        if len(made.body) <= LARGEST_KEPT:
            caches["pages"].set(f"graphql:{key}", kept, None)
    headers = {"Cache-Control": FRESH, "ETag": f'W/"{kept.etag}"', "Vary": "Accept, Accept-Encoding", "Surrogate-Key": kept.tags}
    if request.method != "POST":
        known = get_conditional_response(request, etag=headers["ETag"], response=HttpResponse(headers=headers))
        if known is not None and known.status_code == 304:
            known["Surrogate-Key"] = kept.tags  # which Django leaves out
            return known
    response = HttpResponse(content_type=f"{media}; charset=utf-8", headers=headers)
    return packed(request, response, kept.body, f"graphql:{key}:gzip")


def packed(request: HttpRequest, response: HttpResponse, body: bytes, key: str) -> HttpResponse:
    """Puts ``body`` into the response, compressed for a reader who accepts that."""
    if len(body) < 1024 or not GZIP.search(request.headers.get("Accept-Encoding", "")):
        response.content = body
        return response
    small = caches["pages"].get(key)
    if small is None:
        small = gzip.compress(body, 5, mtime=0)
        if len(small) <= LARGEST_KEPT:
            caches["pages"].set(key, small, None)
    response.content = small
    response["Content-Encoding"] = "gzip"
    return response


@functools.cache
def schema_digest() -> bytes:
    """Tells answers of one schema from those of another, where processes of two releases share a cache."""
    return hashlib.blake2b(sdl().encode(), digest_size=8).digest()


def graphiql(request: HttpRequest) -> HttpResponse:
    """GraphiQL, to try queries in a browser; our own are there to begin with."""
    saved = [{"title": title, "address": urlencode({"query": text})} for title, text in trusted.examples()]
    response = render(request, "content_api/graphiql.html", {"examples": saved})
    response["Cache-Control"] = "no-cache"
    patch_vary_headers(response, ["Accept", "Accept-Language"])
    return response


@public
def schema_file(request: HttpRequest) -> HttpResponse:
    """The schema as text, in GraphQL's own language. :raises Refusal: told as JSON."""
    if request.method not in ("GET", "HEAD"):
        raise not_allowed(METHODS[:2])
    headers = {"Cache-Control": "public, max-age=3600", "ETag": f'"{schema_digest().hex()}"'}
    response = HttpResponse(sdl(), content_type="text/plain; charset=utf-8", headers=headers)
    return get_conditional_response(request, etag=headers["ETag"], response=response) or response  # type: ignore[return-value]


@public
def nothing(request: HttpRequest, rest: str) -> HttpResponse:
    """All other addresses below: a JSON answer, since programs read it. :raises Refusal: always."""
    raise Refusal(Code.NOT_FOUND, _("There is nothing at this address; queries go to /graphql/."), status=404)


@csrf_exempt
def slash(request: HttpRequest) -> HttpResponse:
    """Leads to the endpoint whoever forgot its last character; a POST stays a POST."""
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"/graphql/{'?' + query if query else ''}", preserve_request=True)
