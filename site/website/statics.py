"""Static files: hashed, compressed, and the parts of the style sheet joined into the one that pages link."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

SHEET = "css/vr4m.css"
IMPORT = re.compile(r'@import "(?P<file>[\w./-]+)" layer\((?P<layer>\w+)\)(?P<media> \w+)?;\n')
COMMENT = re.compile(r"/\*.*?\*/\n?", re.DOTALL)


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Hashed and compressed static files, the parts of the style sheet joined into the one that pages link.

    Our scripts name each other by hash too; those of others are complete in themselves.
    """

    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        (
            "js/*.js",
            (
                (r'(?P<matched> from "(?P<url>\./[\w-]+\.js)";)', ' from "%(url)s";'),
                (r'(?P<matched>import\("(?P<url>\./[\w-]+\.js)"\))', 'import("%(url)s")'),
            ),
        ),
    )

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """Joins, then hands over to the hashing; called by collectstatic with (storage, path) by name."""
        if not dry_run and SHEET in paths:
            joined = ContentFile(self.joined(paths).encode(), name=SHEET)
            self.delete(SHEET)
            paths = {**paths, SHEET: (self, self._save(SHEET, joined))}
        yield from super().post_process(paths, dry_run, **options)

    def joined(self, paths: dict[str, Any]) -> str:
        """The sheet with each ``@import`` replaced by what it names, in its layer and medium. :raises KeyError: for a part that isn't there."""

        def read(name: str) -> str:
            storage, path = paths[name]
            with storage.open(path) as file:
                return COMMENT.sub("", file.read().decode())

        def put_in(match: re.Match[str]) -> str:
            part = f"@layer {match['layer']} {{\n{read(str(PurePosixPath(SHEET).parent / match['file'])).strip()}\n}}\n"
            return f"@media{match['media']} {{\n{part}}}\n" if match["media"] else part

        return IMPORT.sub(put_in, read(SHEET))
