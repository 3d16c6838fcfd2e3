"""Answers that are made once for each state of the content: known ones by ETag alone, others from the process's memory.

The key of everything is the content version, so that nothing here is ever invalidated, and a page that was hidden is gone at once. The day
is part of it too: pages say which facts must be looked at again, and no mark may be a day late.
"""

import gzip
import hashlib
from collections.abc import Callable, Iterator

import brotli
import msgspec
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import get_language

from cms import editions
from website.build import build

HTML = "text/html; charset=utf-8"
CACHING = "public, max-age=0, s-maxage=30, stale-while-revalidate=30"


class Made(msgspec.Struct, frozen=True):
    """An answer's body, compressed for phones on a bad line and to keep many in little memory."""

    gzip: bytes
    br: bytes

    @classmethod
    def of(cls, text: str) -> "Made":
        plain = text.encode()
        return cls(gzip.compress(plain, 6, mtime=0), brotli.compress(plain, quality=6))

    def text(self) -> str:
        """The body as it was."""
        return gzip.decompress(self.gzip).decode()


def remembered(what: str, make: Callable[[], str], version: str) -> Made:
    """The body named ``what`` in the active language, made where this process has none for ``version``."""
    name = hashlib.blake2b(f"{get_language()} {build()} {version} {what}".encode(), digest_size=16).hexdigest()
    made = caches["pages"].get(name)
    if made is None:
        made = Made.of(make())
        caches["pages"].set(name, made, None)
    return made


def answer(request: HttpRequest, make: Callable[[], str], *, content_type: str = HTML, status: int = 200) -> HttpResponseBase:
    """The text of ``make`` for the request's address in the active language; 304 where the reader has it already. One query where known.

    :raises Http404: where ``make`` does; such answers aren't remembered.
    """
    version = f"{editions.version()} {timezone.localdate()}"
    etag = f'W/"{hashlib.blake2b(f"{version} {build()} {get_language()} {request.path}".encode(), digest_size=12).hexdigest()}"'
    headers = {"ETag": etag, "Cache-Control": CACHING, "Vary": "Accept-Encoding"}
    known = get_conditional_response(request, etag=etag, response=HttpResponse(headers=headers)) if status == 200 else None
    if known is not None and known.status_code != 200:
        return known
    return encoded(request, remembered(request.path, make, version), HttpResponse(content_type=content_type, status=status, headers=headers))


def encoded(request: HttpRequest, made: Made, response: HttpResponse) -> HttpResponse:
    """Puts ``made`` into the response, compressed as the reader's browser accepts it."""
    patch_vary_headers(response, ["Accept-Encoding"])
    accepted = set(accepted_encodings(request.headers.get("Accept-Encoding", "")))
    for encoding, body in (("br", made.br), ("gzip", made.gzip)):
        if encoding in accepted:
            response.content = body
            response["Content-Encoding"] = encoding
            return response
    response.content = made.text()
    return response


def accepted_encodings(header: str) -> Iterator[str]:
    """The names in an Accept-Encoding header, without those whose weight is zero."""
    for part in header.replace(" ", "").lower().split(","):
        name, _, weight = part.partition(";q=")
        if not weight or weight.strip("0."):
            yield name
