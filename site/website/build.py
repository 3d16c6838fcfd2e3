"""What this installation is made of, as a short text: another program makes other pages from the same content."""

import functools
import hashlib
from pathlib import Path

from django.conf import settings

PARTS = {".py", ".html", ".xml", ".txt", ".css", ".js", ".svg", ".mo"}


@functools.cache
def build() -> str:
    """A digest (12 hex digits) of our code, templates, styles and catalogues, and of the settings that pages say. Read once a process."""
    hasher = hashlib.blake2b(digest_size=6)
    for folder in (Path(__file__).parent, settings.BASE_DIR / "cms", *map(Path, settings.LOCALE_PATHS)):
        for file in sorted(file for file in folder.rglob("*") if file.suffix in PARTS):
            hasher.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes())
    hasher.update(f"{settings.BASE_URL}\0{settings.GRANTING_AUTHORITY}\0{settings.OFFLINE}".encode())
    return hasher.hexdigest()
