"""What a page of ours loads: the files that its HTML names, and those that style sheets and scripts name in turn."""

import hashlib
import logging
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from http import HTTPStatus
from urllib.parse import unquote, urldefrag, urljoin

import msgspec
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import caches
from django.http import HttpRequest

from website.files import media

logger = logging.getLogger(__name__)
LINKED = {"stylesheet", "icon", "preload"}  # rel of the links whose target a page needs to be shown
IMPORTED = {
    ".css": re.compile(r"""url\(["']?(?!data:)([^"')]+)["']?\)"""),
    ".js": re.compile(r"""(?:\bfrom\s*|\bimport\s*\(?\s*)["']([./][^"']+)["']"""),
}
DAY = 24 * 60 * 60  # seconds
USUAL = 720  # pixels: wide enough for a phone


class File(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, rename={"instead_of": "insteadOf"}):
    """A file that a page needs: its address, size in bytes, SHA-256 in hex; ``instead_of`` are the same picture's other sizes."""

    url: str
    bytes: int
    sha256: str
    instead_of: tuple[str, ...] = ()


class Loads(HTMLParser):
    """Collects the addresses of files that a page names, in ``found``; of a picture one size, with the other sizes' addresses."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: dict[str, tuple[str, ...]] = {}
        self.sizes: list[tuple[bool, int, str]] | None = None  # of the open picture: (preferred format, distance from the usual width, address)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "picture":
            self.sizes = []
        elif tag == "source" and self.sizes is not None:
            for candidate in given.get("srcset", "").split(", "):
                url, _, width = candidate.strip().partition(" ")
                self.sizes.append((given.get("type") != "image/webp", abs(int(width.rstrip("w") or 0) - USUAL), url))
        elif tag == "img" and self.sizes is not None:
            self.sizes.append((True, 0, given.get("src", "")))
        elif tag != "link" or LINKED & set(given.get("rel", "").split()):
            for value in given.values():  # data-… too: what scripts load when it's needed
                self.add(urldefrag(value).url)

    def handle_endtag(self, tag: str) -> None:
        if tag == "picture" and self.sizes:
            best = min(self.sizes)[2]
            self.add(best, tuple(dict.fromkeys(url for *_, url in self.sizes if url != best)))
            self.sizes = None

    def add(self, url: str, instead_of: tuple[str, ...] = ()) -> None:
        """Notes an address of ours; data and other sites are none."""
        if url.startswith((settings.STATIC_URL, settings.MEDIA_URL)):
            self.found.setdefault(url, instead_of)


class Measured(msgspec.Struct, frozen=True):
    """A file's size, SHA-256, and the addresses that it names itself."""

    bytes: int
    sha256: str
    names: tuple[str, ...]


def loaded(html: str) -> tuple[File, ...]:
    """The files that a page needs to be shown as it is, each once. No query.

    A file that the storage doesn't have is left out: the page lacks it on line, too.
    """
    page = Loads()
    page.feed(html)
    page.close()
    return tuple(_files(page.found))


def _files(wanted: dict[str, tuple[str, ...]]) -> Iterator[File]:
    ahead, seen = list(wanted), set(wanted)
    while ahead:
        url = ahead.pop(0)
        if (measured := measure(url)) is None:
            continue
        yield File(url=url, bytes=measured.bytes, sha256=measured.sha256, instead_of=wanted.get(url, ()))
        new = [name for name in measured.names if name not in seen]
        ahead += new
        seen.update(new)


def measure(url: str) -> Measured | None:
    """A static or media file's size and digest, remembered: names change with what is in them. None where the public gets no such file."""
    key = f"measured-{hashlib.blake2b(url.encode(), digest_size=16).hexdigest()}"
    found: Measured | None = caches["default"].get(key)
    if found is None:
        content = read(url)
        if content is None:
            logger.warning("A page names %s, which isn't there", url)
            return None
        found = Measured(len(content), hashlib.sha256(content).hexdigest(), named(url, content))
        caches["default"].set(key, found, DAY)
    return found


def read(url: str) -> bytes | None:
    """What a reader gets at the address of a static or media file."""
    if url.startswith(settings.MEDIA_URL):
        request = HttpRequest()
        request.method = "GET"
        response = media(request, unquote(url.removeprefix(settings.MEDIA_URL)))
        return b"".join(response) if response.status_code == HTTPStatus.OK else None  # type: ignore[arg-type]
    try:
        with staticfiles_storage.open(unquote(url.removeprefix(settings.STATIC_URL))) as file:
            return bytes(file.read())
    except FileNotFoundError:
        return None


def named(url: str, content: bytes) -> tuple[str, ...]:
    """The addresses in a style sheet or a script of ours; none in other files."""
    pattern = IMPORTED.get(url[url.rfind(".") :])
    if pattern is None:
        return ()
    ours = (urldefrag(urljoin(url, name)).url for name in pattern.findall(content.decode()))
    return tuple(dict.fromkeys(name for name in ours if name.startswith(settings.STATIC_URL)))
