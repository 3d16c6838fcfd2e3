"""The files of a page as readers choose among them: what each is good for, its language, size, pages and edition."""

from collections.abc import Iterable

import msgspec
from django.utils.translation import gettext

from cms.editions import Reading
from cms.editions.files import File
from website.frame import NAMES

ORDER = ("", "-large", "-booklet", "-poster", "-card")  # what a file's name ends with, before its suffix


class Download(msgspec.Struct, frozen=True, kw_only=True):
    """A finished file: where it is, what it is for in words, its ``kind`` as people call it, language, size (bytes), pages, edition."""

    url: str
    use: str
    kind: str
    language: str
    bytes: int
    pages: int
    edition: str


def downloads(reading: Reading, found: Iterable[File]) -> tuple[Download, ...]:
    """The finished files of a page, the plain ones first. No query."""
    ranked = sorted(found, key=lambda file: (file.format.rpartition(".")[2] != "pdf", rank(file.format), file.format))
    return tuple(
        Download(
            url=f"{reading.path}{file.format}",
            use=use(file.format),
            kind=file.format.rpartition(".")[2].upper(),
            language=NAMES[reading.document.language],
            bytes=file.bytes,
            pages=file.pages,
            edition=f"{file.locale}-{file.number}",
        )
        for file in ranked
    )


def rank(name: str) -> int:
    """Where a format stands among the others of its suffix."""
    stem = name.rpartition(".")[0]
    return next((at for at, end in enumerate(ORDER) if end and stem.endswith(end)), 0)


def use(name: str) -> str:
    """What a format is good for, in words; for one that isn't known here its name."""
    stem, _, suffix = name.rpartition(".")
    uses = {
        "-large": gettext("In large print"),
        "-booklet": gettext("Booklet to fold, two pages a side"),
        "-poster": gettext("Poster with the code"),
        "-card": gettext("Emergency card for the lock screen"),
    }
    if suffix == "md":
        return gettext("As plain text")
    return next((words for end, words in uses.items() if stem.endswith(end)), gettext("To print or to read") if suffix == "pdf" else name)
