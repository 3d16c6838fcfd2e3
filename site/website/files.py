"""Serves pictures, covers and recordings from the media storage, wherever that is. Originals and other documents aren't reachable here."""

import re
from pathlib import PurePosixPath

from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseNotFound
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe
from wagtail.documents import get_document_model

NAME = re.compile(r"(covers|images|documents)/\w[\w.\-]*")
SOUNDS = {".mp3": "audio/mpeg", ".ogg": "audio/ogg"}
RANGE = re.compile(r"bytes=(\d+)-(\d*)")
TYPES = {".svg": "image/svg+xml", ".avif": "image/avif", ".webp": "image/webp", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png"}
FOR_EVER = "public, max-age=31536000, immutable"


@require_safe
def media(request: HttpRequest, name: str) -> HttpResponseBase:
    """A cover or a rendition. Their names change with what is in them, so that they may be kept for ever."""
    if name.startswith("documents/"):
        return sound(request, name)
    content_type = TYPES.get(PurePosixPath(name).suffix)
    if NAME.fullmatch(name) is None or content_type is None or not default_storage.exists(name):
        return HttpResponseNotFound(content_type="text/plain")
    return FileResponse(default_storage.open(name), content_type=content_type, headers={"Cache-Control": FOR_EVER})


def sound(request: HttpRequest, name: str) -> HttpResponseBase:
    """A recording of a phrase, in the part that the browser asks for: Safari plays none without. One of a private collection isn't there."""
    content_type = SOUNDS.get(PurePosixPath(name).suffix)
    document = get_document_model().objects.filter(file=name).select_related("collection").first() if content_type and NAME.fullmatch(name) else None
    if document is None or document.collection.get_view_restrictions().exists() or not default_storage.exists(name):
        return HttpResponseNotFound(content_type="text/plain")
    with default_storage.open(name) as file:
        body = file.read()
    headers = {"Cache-Control": "public, max-age=86400", "Accept-Ranges": "bytes"}
    asked = RANGE.fullmatch(request.headers.get("Range", ""))
    if asked is None:
        return HttpResponse(body, content_type=content_type, headers=headers)
    first, last = int(asked[1]), min(int(asked[2] or len(body)), len(body) - 1)
    if first > last:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{len(body)}"})
    headers["Content-Range"] = f"bytes {first}-{last}/{len(body)}"
    return HttpResponse(body[first : last + 1], status=206, content_type=content_type, headers=headers)
