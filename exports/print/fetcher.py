"""The only way by which the renderer opens anything: our own files and the pictures it was handed, by name.

WeasyPrint would open any address that a document, a style sheet or a drawing names, local files and the internal network included. Here an
address is a name in one of a few shelves, nothing is opened for any other, and the first refusal ends the rendering.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from weasyprint import URLFetcher
from weasyprint.urls import URLFetcherResponse

LARGEST = 15 * 2**20  # bytes of one file
LARGEST_DATA_URL = 200_000  # characters
TYPES = {
    ".css": "text/css",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
}
Shelf = Callable[[str], bytes]


def folder(root: Path, *, ink: str = "") -> Shelf:
    """A shelf of the files directly in ``root``; drawings get ``ink`` (a CSS colour) where they say ``currentColor``."""

    def take(name: str) -> bytes:
        if name != Path(name).name or name in {"", ".", ".."}:
            raise ValueError("a file's name without folders is needed")
        data = (root / name).read_bytes()
        return data.replace(b"currentColor", ink.encode()) if ink else data

    return take


def handed(files: Mapping[str, bytes]) -> Shelf:
    """A shelf of files that came with the document, by their name in the media storage."""
    return lambda name: files[name]


class AssetFetcher(URLFetcher):
    """Serves ``asset:/SHELF/NAME`` from ``shelves`` and small pictures within the address itself (``data:image/``).

    Everything else is refused before any file or socket is opened. ``refused`` says what and why, in words; the first refusal ends the rendering
    by ``FatalURLFetchingError``, but for one within a drawing, which WeasyPrint swallows.
    """

    def __init__(self, shelves: Mapping[str, Shelf]) -> None:
        super().__init__(allowed_protocols=("data",), allow_redirects=False, fail_on_errors=True, timeout=1)
        self.shelves = shelves
        self.refused: list[str] = []

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The file at ``url``. :raises ValueError: for any address but those above, with the reason."""
        try:
            return self._opened(url, headers)
        except ValueError as error:
            self.refused.append(f"{url[:200]} may not be opened: {error}")
            raise

    def _opened(self, url: str, headers: dict[str, str] | None) -> URLFetcherResponse:
        scheme, _, rest = url.partition(":")
        if scheme == "data":
            if len(url) > LARGEST_DATA_URL or not rest.startswith("image/"):
                raise ValueError("an address with data in it may hold a small picture only")
            return super().fetch(url, headers)
        if scheme != "asset":
            raise ValueError(f"addresses that start with {scheme[:20]!r} are not opened")
        shelf, _, name = unquote(urlsplit(url).path).lstrip("/").partition("/")
        suffix = Path(name).suffix
        if shelf not in self.shelves or suffix not in TYPES:
            raise ValueError("no such shelf or kind of file")
        try:
            data = self.shelves[shelf](name)
        except (KeyError, OSError) as error:
            raise ValueError("no such file") from error
        if len(data) > LARGEST:
            raise ValueError("the file is too large")
        return URLFetcherResponse(url, data, {"Content-Type": TYPES[suffix]})
