"""What is measured: 20 kits in six languages, with pictures and every kind of block, and the same again as the peers' pages."""

import json
from typing import Any

from factories import LANGUAGES, block, every_block, locales, make_home, make_image, make_kit, translate
from peer.models import PeerCountry, PeerKit
from wagtail.models import Page

from cms.kits.models import CountryPage, KitPage

KITS = 20
ISOS = ("fr", "es", "it", "de", "nl")
SHARED = ("title", "slug", "intro", "city", "region", "hero_alt")


def make() -> None:
    """Makes all pages, published; the peers' below a root of their own."""
    images = [make_image(f"Le pont {number}", (1600, 1000)) for number in range(3)]
    for number in range(KITS):
        name = f"Ville {number:02}"
        chapters = [
            block(
                "chapter",
                f"{name}-{topic}",
                {"topic": topic, "title": topic.title(), "lead": "L’essentiel.", "content": every_block(f"{name}-{topic}")},
            )
            for topic in ("arrival", "work")
        ]
        fields = {"hero": images[number % 3], "hero_alt": images[number % 3].title, "chapters": chapters}
        translate(make_kit(name, iso=ISOS[number % 5], **fields), *LANGUAGES[1:])
    mirror()


def mirror() -> None:
    """The peers' pages out of ours, the source's language first; within the site, since the REST API shows no others."""
    home = Page.objects.get(pk=make_home().pk)
    root = home.add_child(instance=Page(title="Peers", slug="peers", locale=locales()["fr"]))
    for code in LANGUAGES:
        countries = {}
        for page in CountryPage.objects.filter(locale=locales()[code], live=True).order_by("path"):
            peer = PeerCountry(title=page.title, slug=f"{page.slug}-{code}", locale=page.locale, emergency=raw(page.emergency))
            countries[page.pk] = Page.objects.get(pk=root.pk).add_child(instance=peer)
        for page in KitPage.objects.filter(locale=locales()[code], live=True).order_by("path"):
            values: dict[str, Any] = {name: getattr(page, name) for name in SHARED}
            values |= {"latitude": float(page.latitude), "longitude": float(page.longitude), "hero": page.hero, "locale": page.locale}
            values |= {"slug": f"{page.slug}-{code}", "first_48h": raw(page.first_48h), "chapters": raw(page.chapters)}
            Page.objects.get(pk=root.pk).add_child(instance=PeerKit(country=countries[page.get_parent().pk], **values))


def raw(stream: Any) -> str:
    """A stream as it is stored."""
    return json.dumps(stream.stream_block.get_prep_value(stream), default=str)
