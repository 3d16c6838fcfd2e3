"""Gives readers the finished files, below the address of the page they were made of: ``/fr/kits/france/nantes/kit.pdf``.

Whether the page may be read is asked at every request; only the file itself comes from the store.
"""

import logging
import re
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import quote

from django.core.files import File as StoredFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, parse_http_date_safe
from django.utils.text import slugify
from django.utils.translation import gettext, override
from django.views.decorators.http import require_safe

from cms import editions
from cms.editions.files import File
from exports import formats, store
from exports.formats import Format

logger = logging.getLogger(__name__)
CHUNK = 64 * 1024
SOON, LATER = 20, 600  # seconds after which asking again makes sense
CACHING = "public, max-age=0, s-maxage=60"
RANGE = re.compile(r"^bytes=(\d*)-(\d*)$")


@require_safe
def export(request: HttpRequest, path: str, name: str) -> HttpResponseBase:
    """The newest finished file of a page. 404 where the public may not read the page, 503 until its first file is made."""
    format_ = formats.get(name)
    reading = editions.at(path)
    if reading is None or reading.kind not in format_.kinds:
        raise Http404
    file = next((file for file in editions.files.ready([reading.page_id]).get(reading.page_id, ()) if file.format == name), None)
    if file is None or editions.hides_a_part(file.edition_id):  # what was printed may since have been taken from the public
        return not_yet(reading, name)
    etag, modified = f'"{file.checksum}"', int(file.changed_at.timestamp())
    unchanged = get_conditional_response(request, etag=etag, last_modified=modified)
    if unchanged is not None:
        return with_headers(unchanged, file, etag)
    try:
        stored = store.opened(file)
    except Exception:  # storages raise what they like
        logger.exception("The exports' storage has no %s", file.name)
        return retry_later(reading, gettext("This file can’t be reached just now. Try again in some minutes."), LATER)
    response = answer(request, stored, file, etag)
    response["Content-Type"] = format_.media_type
    response["Content-Disposition"] = disposition(format_, reading, file)
    return with_headers(response, file, etag)


def answer(request: HttpRequest, stored: StoredFile, file: File, etag: str) -> HttpResponseBase:
    """The whole file, or the part that a Range asks for (RFC 9110, 14): one range, while the file is still the one that was begun."""
    start, end = 0, file.bytes - 1
    asked = requested(request, file, etag)
    if asked is not None:
        first, last = asked
        if first > end:
            stored.close()
            return HttpResponse(status=416, headers={"Content-Range": f"bytes */{file.bytes}"})
        start, end = first, min(last, end)
    response = StreamingHttpResponse(pieces(stored, start, end - start + 1), status=200 if asked is None else 206)
    response["Content-Length"] = str(end - start + 1)
    if asked is not None:
        response["Content-Range"] = f"bytes {start}-{end}/{file.bytes}"
    return response


def requested(request: HttpRequest, file: File, etag: str) -> tuple[int, int] | None:
    """First and last byte that are asked for; None for the whole file. What isn't understood is ignored, as the standard wants."""
    found = RANGE.match(request.headers.get("Range", ""))
    condition = request.headers.get("If-Range", etag)
    if found is None or not any(found.groups()) or (condition != etag and parse_http_date_safe(condition) != int(file.changed_at.timestamp())):
        return None
    first, last = found.groups()
    if not first:
        return max(file.bytes - int(last), 0), file.bytes - 1
    if last and int(last) < int(first):
        return None
    return int(first), int(last) if last else file.bytes - 1


def pieces(stored: StoredFile, start: int, length: int) -> Iterator[bytes]:
    """The bytes of a stored file from ``start``, a piece at a time."""
    with stored:
        stored.seek(start)
        while length > 0 and (piece := stored.read(min(CHUNK, length))):
            length -= len(piece)
            yield piece


def with_headers(response: HttpResponseBase, file: File, etag: str) -> HttpResponseBase:
    """The headers that all answers about a file have."""
    response["ETag"] = etag
    response["Last-Modified"] = http_date(_seconds(file.changed_at))
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = CACHING
    return response


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())


def disposition(format_: Format, reading: editions.Reading, file: File) -> str:
    """Shown in the browser, and kept under a title in the language of its words (RFC 6266; RFC 8187 for what isn't ASCII)."""
    suffix = "." + format_.name.rpartition(".")[2]
    title = format_.title(reading).replace(reading.cited, f"{file.locale}-{file.number}") + suffix
    plain = slugify(title.removesuffix(suffix)) + suffix
    return f"inline; filename=\"{plain}\"; filename*=UTF-8''{quote(title, safe='')}"


def not_yet(reading: editions.Reading, name: str) -> HttpResponse:
    """What is said until a page has its first file."""
    failed = any(file.format == name and file.state == editions.FileState.FAILED for file in editions.files.of_edition(reading.edition_id))
    with override(reading.locale):
        if failed:
            words = gettext("This file couldn’t be made. The editors can see why; the page itself is complete.")
            return retry_later(reading, words, LATER)
        return retry_later(reading, gettext("This file is being made. Try again in half a minute."), SOON)


def retry_later(reading: editions.Reading, words: str, seconds: int) -> HttpResponse:
    """A sentence instead of a file, never kept by a cache."""
    response = HttpResponse(words, status=503, content_type="text/plain; charset=utf-8")
    response["Retry-After"] = str(seconds)
    response["Content-Language"] = reading.locale
    response["Cache-Control"] = "no-store"
    return response
