"""What works without network: the service worker, the page of what a reader kept, and the list of files that makes a kit whole.

Keeping happens on the reader's device (static/js/keep.js). Nothing here knows who keeps what.
"""

import functools
import hashlib
from http import HTTPStatus

import msgspec
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language, gettext
from django.views.decorators.http import etag, require_safe

from cms import editions
from cms.editions import Reading
from website import pages
from website.answers import Made, answer, encoded
from website.build import build
from website.frame import NAMES, Frame, address, view_frame
from website.kits import PDF
from website.resources import File, loaded

KEPT = ("kit", "module")  # the kinds of pages that can be kept
MANIFEST = "offline.json"
JSON = "application/json"
PAPER, INK = "#f7f4ec", "#1b1c24"  # as in tokens.css


class Manifest(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """All that makes a kept page whole. ``version`` names exactly these files; ``edition`` is what people cite; ``language`` is that of the words.

    ``bytes`` is the size of ``files`` together. The PDF is kept where the reader wants it.
    """

    page: str
    title: str
    country: str
    language: str
    edition: str
    version: str
    cover: str
    bytes: int
    files: tuple[File, ...]
    pdf: File | None = None


def is_on() -> None:
    """:raises Http404: where the site keeps nothing (``VR4M_OFFLINE``)."""
    if not settings.OFFLINE:
        raise Http404("Nothing can be kept here.")


@require_safe
def manifest(request: HttpRequest, path: str) -> HttpResponseBase:
    """The files of the page at ``path``, such as ``fr/kits/france/nantes/``. :raises Http404: where the public may not read a page of a kept kind."""
    is_on()

    def make() -> str:
        reading = editions.at(path)
        if reading is None or reading.kind not in KEPT:
            raise Http404("No such page.")
        return msgspec.json.encode(manifest_of(reading)).decode()

    return answer(request, make, content_type=JSON)


def manifest_of(reading: Reading) -> Manifest:
    """The manifest of a page. :raises Http404: where the page was hidden in this moment."""
    html = as_read(reading)
    page = File(url=reading.path, bytes=len(html), sha256=hashlib.sha256(html).hexdigest())
    files = (page, *loaded(html.decode()))
    made = next((file for file in editions.files.ready([reading.page_id]).get(reading.page_id, ()) if file.format == PDF), None)
    pdf = File(url=f"{reading.path}{PDF}", bytes=made.bytes, sha256=made.checksum) if made and made.checksum else None
    return Manifest(
        page=reading.path,
        title=reading.document.title,
        country=reading.country,
        language=reading.document.language,
        edition=reading.cited,
        version=hashlib.blake2b(" ".join(f"{file.url} {file.sha256}" for file in files).encode(), digest_size=6).hexdigest(),
        cover=reading.document.cover.url() if reading.kind == "kit" else static("favicon.svg"),
        bytes=sum(file.bytes for file in files),
        files=files,
        pdf=pdf,
    )


def as_read(reading: Reading) -> bytes:
    """A page's HTML, byte for byte as its own address gives it: by the same view, from the same memory."""
    request = HttpRequest()
    request.method, request.path = "GET", reading.path
    response = pages.page(request, reading.path.removeprefix(f"/{reading.locale}/"))
    if response.status_code != HTTPStatus.OK:
        raise Http404("No such page.")
    return bytes(response.content)  # type: ignore[attr-defined]


@require_safe
@etag(lambda request: f'"{hashlib.blake2b(worker_script().encode(), digest_size=12).hexdigest()}"')
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker; where the site keeps nothing, one that tidies up after itself. Browsers ask again at each visit. No query."""
    response = HttpResponse(content_type="text/javascript; charset=utf-8", headers={"Cache-Control": "no-cache"})
    return encoded(request, Made.of(worker_script()), response)


def worker_script() -> str:
    """The service worker of this build."""
    return _worker_script(build(), settings.OFFLINE)


@functools.cache
def _worker_script(of_build: str, on: bool) -> str:
    if not on:
        return render_to_string("sw_off.js")
    plain = Frame(locale="fr", language="fr", title="")  # which files the page loads doesn't depend on the language
    with translation.override("fr"):
        shown = loaded(render_to_string("pages/offline.html", {"frame": plain}))
    addresses = {language: address("offline", language) for language in NAMES}
    values = {
        "shell": f"shell {of_build}",
        "files": [*addresses.values(), *(file.url for file in shown)],
        "offline": addresses,
        "usual": settings.LANGUAGE_CODE,
        "manifest": MANIFEST,
    }
    return render_to_string("sw.js", {"settings": msgspec.json.encode(values).decode()})


@require_safe
def page(request: HttpRequest) -> HttpResponseBase:
    """What the reader kept, in the active language. The list is made on the device; the page itself is the same for all."""
    is_on()
    return answer(request, lambda: render_to_string("pages/offline.html", {"frame": view_frame(gettext("Kept on this device"), "offline")}))


@require_safe
def web_manifest(request: HttpRequest) -> HttpResponseBase:
    """How the site looks on a home screen (W3C Web Application Manifest), in the active language. No query but the version's."""
    locale = get_language()
    shortcut = {"name": gettext("Kept on this device"), "url": reverse("offline")}
    icon = {"src": static("app/icon.svg"), "sizes": "any", "type": "image/svg+xml"}
    drawn = [{"src": static(f"app/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"} for size in (192, 512)]
    values = {
        "id": "/",
        "name": "VET Ready 4 Mobility",
        "short_name": "VR4M",
        "lang": locale,
        "start_url": f"/{locale}/",
        "scope": "/",
        "display": "standalone",  # what iOS calls an app: only such ones keep their files for good
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [icon, *drawn, {**drawn[-1], "purpose": "maskable"}],
        "shortcuts": [shortcut] if settings.OFFLINE else [],
    }
    return answer(request, lambda: msgspec.json.encode(values).decode(), content_type="application/manifest+json")
