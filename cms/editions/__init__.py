"""The one door between what editors write and what channels show.

Channels import this package, ``cms.editions.documents`` and the tools' ``documents`` and ``enums``, and nothing else of ``cms``. Names are
looked up when first used, since models can't be imported before Django's apps are ready.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cms.editions import files, history, ledger, listing, preview_links, previews
    from cms.editions.difference import Change, changes
    from cms.editions.finding import Hit, search, suggest
    from cms.editions.models import FileState
    from cms.editions.reading import (
        Reading,
        at,
        cited,
        count,
        crumbs,
        current,
        draft,
        hides_a_part,
        parents,
        part_of,
        parts_of,
        readable,
        translations,
    )
    from cms.editions.routing import Route, route
    from cms.editions.signals import edition_published
    from cms.editions.versioning import version
    from cms.editions.watching import watched

_HOMES = {
    "cms.editions.reading": (
        *("Reading", "at", "cited", "count", "crumbs", "current", "draft", "hides_a_part"),
        *("parents", "part_of", "parts_of", "readable", "translations"),
    ),
    "cms.editions.difference": ("Change", "changes"),
    "cms.editions.finding": ("Hit", "search", "suggest"),
    "cms.editions.models": ("FileState",),
    "cms.editions.routing": ("Route", "route"),
    "cms.editions.signals": ("edition_published",),
    "cms.editions.versioning": ("version",),
    "cms.editions.watching": ("watched",),
    "cms.editions": ("files", "history", "ledger", "listing", "preview_links", "previews"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "Change",
    "FileState",
    "Hit",
    "Reading",
    "Route",
    "at",
    "changes",
    "cited",
    "count",
    "crumbs",
    "current",
    "draft",
    "edition_published",
    "files",
    "hides_a_part",
    "history",
    "ledger",
    "listing",
    "parents",
    "part_of",
    "parts_of",
    "preview_links",
    "previews",
    "readable",
    "route",
    "search",
    "suggest",
    "translations",
    "version",
    "watched",
]


def __getattr__(name: str) -> Any:
    import importlib

    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    if home == __name__:
        return importlib.import_module(f"{home}.{name}")
    return getattr(importlib.import_module(home), name)
