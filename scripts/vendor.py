"""Renews the browser files of others that are committed here. Usage: ``make vendor``, or ``.venv/bin/python scripts/vendor.py``.

GraphiQL, the React it runs on, and uqr, which draws codes to scan, go to the website's static files; axe, which only tests load, goes to
``tests/vendor``. Nothing else of their packages is taken. References to source maps are cut off: the maps aren't shipped, and hashed static
files would look for them. Versions are pinned in ``scripts/vendor/package.json`` and its lock; each folder's ``VERSIONS.md`` says what lies
in it. Needs npm.
"""

import hashlib
import re
import sys
from dataclasses import dataclass
from pathlib import Path

import npm

ROOT = Path(__file__).resolve().parents[1]
GRAPHIQL = ROOT / "site" / "website" / "static" / "vendor" / "graphiql"
UQR = ROOT / "site" / "website" / "static" / "vendor" / "uqr"
AXE = ROOT / "tests" / "vendor"

MADE = "Made by `make vendor`; don't edit. Changed against the packages: no reference to source maps."
SOURCE_MAP = re.compile(r"^(?://[#@] ?sourceMappingURL=.*|/\*[#@] ?sourceMappingURL=.*?\*/)\n?", re.MULTILINE)
SOURCE_MAP_LEFT = re.compile(r"[#@] ?sourceMappingURL=")
REGISTRY = re.compile(r"\b(?:registry|cdn)\.[a-z0-9-]+\.[a-z]{2,}")
LOADED_BY_STYLES = re.compile(r"@import|url\(\s*[\"']?(?!data:|#)")


@dataclass(frozen=True)
class File:
    """A file to take: from which package, its path there, and its name here."""

    package: str
    source: str
    name: str


BUNDLED = {
    GRAPHIQL: "Inside graphiql.min.js: graphql, CodeMirror, markdown-it, Radix UI and what they need (MIT); inside graphiql.min.css: the fonts"
    " Roboto (Apache-2.0) and Fira Code (OFL-1.1).",
    UQR: "Inside uqr.js: the QR Code generator library of Project Nayuki (MIT), in JavaScript.",
    AXE: "Inside axe.min.js: what axe-LICENSE-3RD-PARTY.txt names.",
}
TAKEN = {
    GRAPHIQL: (
        File("graphiql", "graphiql.min.js", "graphiql.min.js"),
        File("graphiql", "graphiql.min.css", "graphiql.min.css"),
        File("graphiql", "LICENSE", "graphiql-LICENSE.txt"),
        File("react", "umd/react.production.min.js", "react.production.min.js"),
        File("react", "LICENSE", "react-LICENSE.txt"),
        File("react-dom", "umd/react-dom.production.min.js", "react-dom.production.min.js"),
        File("react-dom", "LICENSE", "react-dom-LICENSE.txt"),
    ),
    UQR: (
        File("uqr", "dist/index.mjs", "uqr.js"),
        File("uqr", "LICENSE", "uqr-LICENSE.txt"),
    ),
    AXE: (
        File("axe-core", "axe.min.js", "axe.min.js"),
        File("axe-core", "LICENSE", "axe-LICENSE.txt"),
        File("axe-core", "LICENSE-3RD-PARTY.txt", "axe-LICENSE-3RD-PARTY.txt"),
    ),
}


def main() -> int:
    try:
        npm.install()
        texts = {folder / file.name: taken(file) for folder, files in TAKEN.items() for file in files}
    except (npm.NpmError, Unfit) as error:
        print(error, file=sys.stderr)
        return 1
    for folder, files in TAKEN.items():
        folder.mkdir(parents=True, exist_ok=True)
        for file in files:
            (folder / file.name).write_text(texts[folder / file.name], encoding="utf-8", newline="\n")
        (folder / "VERSIONS.md").write_text(versions(folder, files), encoding="utf-8")
        print(f"{folder.relative_to(ROOT)}: {', '.join(file.name for file in files)}")
    return 0


class Unfit(Exception):
    """Why a file can't be shipped, in a sentence."""


def taken(file: File) -> str:
    """The file's text as it is shipped; raises Unfit where it would load or point to something that isn't here."""
    text = SOURCE_MAP.sub("", (npm.PACKAGES / file.package / file.source).read_text(encoding="utf-8"))
    checks = [("a reference to a source map", SOURCE_MAP_LEFT), ("the address of a package registry", REGISTRY)]
    if file.name.endswith(".css"):
        checks.append(("something to load", LOADED_BY_STYLES))
    for what, pattern in checks:
        if found := pattern.search(text):
            raise Unfit(f"{file.package}/{file.source} holds {what}: {text[found.start() : found.end() + 60]!r}")
    return text


def versions(folder: Path, files: tuple[File, ...]) -> str:
    """A table of the folder's files for people who audit it."""
    rows = ["| file | package | licence | sha256 |", "|---|---|---|---|"]
    for file in files:
        version, licence = npm.about(file.package)
        digest = hashlib.sha256((folder / file.name).read_bytes()).hexdigest()
        rows.append(f"| {file.name} | {file.package} {version} | {licence} | {digest} |")
    return "\n".join(["# Vendored files", "", MADE, "", *rows, "", BUNDLED[folder], ""])


if __name__ == "__main__":
    sys.exit(main())
