"""Trusted documents: queries in files of ours, asked for by their hash. Short addresses that caches keep, and a limit of their own.

The name of a document is the SHA-256 of its file, byte by byte, as ``sha256sum`` says it.
"""

import functools
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage
from django.core.checks import Warning as Warned
from django.utils.translation import gettext_lazy as _

from content_api.errors import Code, Invalid, Refusal

PREFIX = "sha256:"


@functools.cache
def documents() -> Mapping[str, str]:
    """All trusted documents by their hash (64 hex digits). Read once: a changed file needs a new start."""
    return {hashlib.sha256(text).hexdigest(): text.decode() for _path, text in files()}


def files() -> list[tuple[Path, bytes]]:
    """The files of the folders in ``GRAPHQL_QUERIES`` that end in ``.graphql``."""
    return [(path, path.read_bytes()) for folder in settings.GRAPHQL_QUERIES for path in sorted(Path(folder).glob("*.graphql"))]


def examples() -> list[tuple[str, str]]:
    """The trusted documents as something to start from: what the first line says of each, and its text."""
    return [(text.partition("\n")[0].removeprefix("# "), text) for text in documents().values()]


def text_of(document_id: str) -> str:
    """The query that a name such as ``sha256:<64 hex digits>`` stands for. :raises Refusal: where we have none of that name."""
    found = documents().get(document_id.removeprefix(PREFIX))
    if found is None:
        raise Refusal(Code.DOCUMENT_NOT_FOUND, _("There is no trusted document of that name."))
    return found


def persisted(extensions: Mapping[str, Any]) -> str | None:
    """The same by the habit of Apollo's clients; None where ``extensions`` name no query.

    :raises Refusal: where we have none of that name; the client then sends the query itself.
    """
    named = extensions.get("persistedQuery")
    if not isinstance(named, dict) or not isinstance(named.get("sha256Hash"), str):
        return None
    try:
        return text_of(named["sha256Hash"])
    except Refusal as refusal:
        raise Refusal(Code.PERSISTED_QUERY_NOT_FOUND, refusal.message) from None


def check_documents(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """At each start: a warning for each file that is no valid query, or costs too much to be one."""
    from content_api.operations import parsed

    found: list[CheckMessage] = []
    for path, text in files():
        try:
            parsed(text.decode())
        except (Refusal, UnicodeError) as error:
            said = error.errors[0].message if isinstance(error, Invalid) else str(error)
            found.append(Warned(f"{path.name} is no query that the API can answer: {said}", hint=str(path), id="content_api.W001"))
    return found
