"""Serves pictures and covers from the media storage, wherever that is. Originals and documents aren't reachable here."""

import re
from pathlib import PurePosixPath

from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest, HttpResponseNotFound
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

NAME = re.compile(r"(covers|images)/\w[\w.\-]*")
TYPES = {".svg": "image/svg+xml", ".avif": "image/avif", ".webp": "image/webp", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png"}
FOR_EVER = "public, max-age=31536000, immutable"


@require_safe
def media(request: HttpRequest, name: str) -> HttpResponseBase:
    """A cover or a rendition. Their names change with what is in them, so that they may be kept for ever."""
    content_type = TYPES.get(PurePosixPath(name).suffix)
    if NAME.fullmatch(name) is None or content_type is None or not default_storage.exists(name):
        return HttpResponseNotFound(content_type="text/plain")
    return FileResponse(default_storage.open(name), content_type=content_type, headers={"Cache-Control": FOR_EVER})
