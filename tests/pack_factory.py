"""Makes a list of packs, a host handbook and an onboarding pack. A test states only what it is about."""

from typing import Any

from factories import SOURCE, add, block, locales, make_home

from cms.handbooks.models import HandbookPage, OnboardingPackPage, PackListPage

CONTACT = {
    "office": "Chambre de métiers",
    "address": "5 allée des Liards, Sainte-Luce-sur-Loire",
    "phone": "+33240083333",
    "email": "accueil@example.org",
    "url": "https://example.org/",
    "hours": "",
    **SOURCE,
}


def make_pack_list() -> PackListPage:
    """The list, below the front page."""
    found = PackListPage.objects.filter(locale__language_code="fr").first()
    values = {"title": "Guides et pochettes", "slug": "packs", "intro": "À remettre.", "locale": locales()["fr"]}
    return found or add(make_home(), PackListPage(**values))


def make_pack(*pages: Any, title: str = "Pochette", model: type = OnboardingPackPage, parent: Any = None, **fields: Any) -> Any:
    """A pack that holds some pages, in their order, published."""
    parts = [block(page.edition_kind, f"{title}-{page.pk}", page.pk) for page in pages]
    values = {
        "title": title,
        "slug": title.lower().replace(" ", "-"),
        "intro": f"{title} à remettre.",
        "welcome": [block("text", f"{title}-welcome", "<p>Gardez-la <b>sous la main</b>.</p>")],
        "parts": parts,
        "contacts": [block("contact", f"{title}-contact", CONTACT)],
        "locale": locales()["fr"],
        **fields,
    }
    return add(parent or make_pack_list(), model(**values))


def make_handbook(*pages: Any, **fields: Any) -> HandbookPage:
    """A host handbook that holds some pages."""
    return make_pack(*pages, model=HandbookPage, **{"title": "Guide", **fields})
