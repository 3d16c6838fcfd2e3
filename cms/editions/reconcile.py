"""Heals editions: compiles every live page and stores what differs from its current edition."""

from wagtail.models import Page

from cms.editions import registry, store
from cms.editions.models import Edition


def live_pages() -> "list[Page]":
    """All live pages that make editions, parts (nearer the root) before wholes."""
    return [page for page in Page.objects.live().order_by("depth", "path").specific() if store.makes_editions(page)]


def reconcile() -> int:
    """Returns how many pages got a new edition; a page that can't be compiled keeps its last and its reason."""
    before = Edition.objects.count()
    for page in live_pages():
        store.publish_safely(page)
    return Edition.objects.count() - before


def outdated() -> bool:
    """Whether any current edition was made with other document types than today's."""
    known = {name: registry.fingerprint(name) for name in registry.kinds()}
    rows = Edition.objects.filter(current=True).values_list("kind", "schema").distinct()
    return any(known.get(kind) != schema for kind, schema in rows)
