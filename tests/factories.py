"""Makes valid, complete, always identical content with its parents. A test states only what it is about."""

import uuid
from collections.abc import Iterable
from io import BytesIO
from typing import Any

from django.contrib.auth.models import Group, Permission, User
from django.core.files.images import ImageFile
from PIL import Image as PillowImage
from wagtail.images.models import Image
from wagtail.models import Collection, GroupPagePermission, Locale, Page, Site

from cms.kits.models import CountryPage, HomePage, KitIndexPage, KitPage
from cms.partners.models import Partner

LANGUAGES = ("fr", "en", "es", "it", "de", "nl")
NAMES = {"fr": "France", "es": "Espagne", "it": "Italie", "de": "Allemagne", "nl": "Pays-Bas"}
SLUGS = {"fr": "france", "es": "espagne", "it": "italie", "de": "allemagne", "nl": "pays-bas"}
PLACES = {"Nantes": ("47.22", "-1.55"), "Angers": ("47.47", "-0.55"), "Flensburg": ("54.78", "9.44"), "Como": ("45.81", "9.08")}
SOURCE = {"source_title": "Service public", "source_url": "https://www.service-public.gouv.fr/"}


def uid(*names: object) -> str:
    """A stable id for a piece of content."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "/".join(map(str, names))))


def block(kind: str, name: str, value: Any) -> dict[str, Any]:
    """A block as a StreamField stores it."""
    return {"type": kind, "id": uid(kind, name), "value": value}


def items(*values: Any) -> list[dict[str, Any]]:
    """The items of a ListBlock, with stable ids."""
    return [{"type": "item", "id": uid("item", number, value), "value": value} for number, value in enumerate(values)]


def locales() -> dict[str, Locale]:
    """The six languages."""
    return {code: Locale.objects.get_or_create(language_code=code)[0] for code in LANGUAGES}


def publish(page: Any) -> Any:
    """Publishes as an editor does and returns the page as the database holds it."""
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def add(parent: Page, page: Any) -> Any:
    """Adds a draft below ``parent``, publishes it and returns it."""
    page.live = False
    Page.objects.get(pk=parent.pk).add_child(instance=page)
    return publish(page)


def make_home(locale: str = "fr") -> HomePage:
    """The front page of a language, as the site's root where it is the source's."""
    found = HomePage.objects.filter(locale=locales()[locale]).first()
    if found:
        return found
    Page.objects.filter(depth=2, content_type__model="page").delete()
    home = add(Page.get_first_root_node(), HomePage(title="VR4M", slug="home", intro="Partir, arriver, travailler.", locale=locales()[locale]))
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    return home


def make_index() -> KitIndexPage:
    """The list of kits, below the front page."""
    found = KitIndexPage.objects.filter(locale__language_code="fr").first()
    return found or add(make_home(), KitIndexPage(title="Kits de ville", slug="kits", intro="Un kit par ville.", locale=locales()["fr"]))


def country_stream(iso: str) -> dict[str, Any]:
    """The streams of a country page."""
    fact = {"heading": "Travail de nuit", "value": "<p>Interdit de 22 h à 6 h avant 18 ans.</p>", **SOURCE}
    card = {"heading": "Carte", "value": "<p>La carte européenne est gratuite.</p>", **SOURCE}
    return {
        "emergency": [
            block("emergency_number", f"{iso}-112", {"number": "112", "when": "Toute urgence", "by_text": False, **SOURCE}),
            block("emergency_number", f"{iso}-114", {"number": "114", "when": "Par message", "by_text": True, **SOURCE}),
        ],
        "chapters": [
            block("chapter", f"{iso}-minors", {"topic": "minors_at_work", "facts": items(fact)}),
            block("chapter", f"{iso}-card", {"topic": "health_card", "facts": items(card)}),
        ],
    }


def make_country(iso: str = "fr", **fields: Any) -> CountryPage:
    """A host country with two emergency numbers and two chapters."""
    found = CountryPage.objects.filter(iso=iso, locale__language_code="fr").first()
    if found:
        return found
    values = {"title": NAMES[iso], "slug": SLUGS[iso], "iso": iso, "locale": locales()["fr"], **country_stream(iso), **fields}
    return add(make_index(), CountryPage(**values))


def every_block(name: str = "x") -> list[dict[str, Any]]:
    """One block of each kind that needs no upload, complete."""
    place = {
        "address": "1 rue de l’Exemple, 44000 Nantes",
        "phone": "+33240083333",
        "email": "",
        "url": "https://example.org/",
        "hours": "8 h à 18 h",
    }
    phrases = items(
        {"key": "hello", "text": "Bonjour", "phonetic": "bon-jour", "situation": "first_day", "audio": None},
        {"key": "i-am-ill", "text": "Je suis malade aujourd’hui", "phonetic": "je suis ma-lade", "situation": "health", "audio": None},
    )
    lines = items(
        {"text": "Prends ta carte", "anchor": "arrival", "offset_days": -21, "critical": True},
        {"text": "Note le numéro du tuteur", "anchor": "", "offset_days": None, "critical": False},
    )
    values: dict[str, Any] = {
        "text": "<p>Le réseau est <b>simple</b>.</p>",
        "fact": {"heading": "Tram", "value": "<p>Valide ton ticket.</p>", **SOURCE},
        "callout": {"tone": "danger", "body": "<p>Ne paie jamais avant d’avoir vu.</p>"},
        "checklist": {"heading": "Avant de partir", "items": lines},
        "arrival_route": {
            "mode": "train",
            "from_place": "Paris",
            "to_place": "Nantes",
            "steps": "<p>Sors côté nord.</p>",
            "minutes": 130,
            "ticket": "En ligne",
            "operator_url": "https://example.org/train",
            **SOURCE,
        },
        "travel_pass": {
            "title": "Naolib",
            "for_whom": "Tout le monde",
            "where": "Distributeurs",
            "url": "https://example.org/pass",
            "price": "2.50",
            "price_seen_on": "2026-11-01",
            **SOURCE,
        },
        "early_shift": {"first_service": "Demande la veille.", "night": "Bus de nuit", "bike": "Vélo en libre-service", **SOURCE},
        "housing": {
            "kind": "residence",
            "office": "Résidence",
            "deposit": "Un mois",
            "fraud_signs": items("On te presse"),
            **place,
            **SOURCE,
        },
        "health_place": {"kind": "emergency", "office": "Hôpital", **place, **SOURCE},
        "admin_task": {
            "text": "Demande ta carte",
            "applies_if": "Tout le monde",
            "deadline_days": -21,
            "papers": items("Pièce d’identité"),
            "office": "Ta caisse",
            **place,
            **SOURCE,
        },
        "work_culture": {"topic": "Saluer", "here": "On salue chacun.", "tip": "Dis bonjour à tous.", **SOURCE},
        "leisure": {"title": "Jardin des Plantes", "free": True, "office": "Ville", **place, **SOURCE},
        "phrasebook": {"phrases": phrases},
        "contact": {"office": "Mairie", **place, **SOURCE},
        "useful_link": {"text": "Plan du réseau", "url": "https://example.org/plan", "language": "fr"},
        "quote": {"text": "Demande deux fois.", "is_sample": True},
    }
    return [block(kind, f"{name}-{kind}", value) for kind, value in values.items()]


def make_kit(city: str = "Nantes", *, iso: str = "fr", **fields: Any) -> KitPage:
    """A kit with a checklist of two lines and one chapter that holds every kind of block, published."""
    country = make_country(iso)
    latitude, longitude = PLACES.get(city, ("47.22", "-1.55"))
    first = [block("item", f"{city}-first", {"text": "Préviens ta famille", "anchor": "arrival", "offset_days": 0, "critical": False})]
    chapter = {"topic": "work", "title": "Travailler ici", "lead": "Ce qui change.", "content": every_block(city)}
    values = {
        "title": city,
        "slug": city.lower().replace(" ", "-"),
        "city": city,
        "region": "Pays de la Loire",
        "latitude": latitude,
        "longitude": longitude,
        "intro": f"Quatre semaines à {city}.",
        "locale": locales()["fr"],
        "first_48h": first,
        "chapters": [block("chapter", f"{city}-work", chapter)],
        **fields,
    }
    return add(country, KitPage(**values))


def make_kits(count: int, *, isos: Iterable[str] = ("fr",)) -> list[KitPage]:
    """Several kits, spread over some countries."""
    codes = list(isos)
    return [make_kit(f"Ville {number:02}", iso=codes[number % len(codes)]) for number in range(count)]


def translate(page: Any, *codes: str, publish_now: bool = True) -> list[Any]:
    """True translations of a page and of its ancestors: each string with its language in front. Returns the translated pages."""
    from cms.core.translations import load_translation

    made = []
    for ancestor in [*page.get_ancestors().filter(depth__gt=1).specific(), page]:
        for code in codes:
            if ancestor.pk == page.pk or not ancestor.has_translation(locales()[code]):
                load_translation(ancestor, locales()[code], lambda path, order, text, code=code: f"{code} {text}", publish=publish_now)
    for code in codes:
        made.append(type(page).objects.get(translation_key=page.translation_key, locale=locales()[code]))
    return made


def make_image(title: str = "Port", size: tuple[int, int] = (800, 600)) -> Image:
    """A plain picture."""
    data = BytesIO()
    PillowImage.new("RGB", size, "teal").save(data, "JPEG")
    data.seek(0)
    return Image.objects.create(title=title, file=ImageFile(data, f"{title.lower()}.jpg"), width=size[0], height=size[1])


def make_partner(short_name: str, page: Page) -> Partner:
    """A partner whose group may write, publish and translate below ``page`` in every language."""
    from cms.partners.permissions import grant

    group = Group.objects.create(name=f"Partner {short_name}")
    partner = Partner.objects.create(name=f"Partner {short_name}", short_name=short_name, country="fr", group=group)
    collection = Collection.get_first_root_node().add_child(name=f"Partner {short_name}")
    grant(group, page, collection)
    return partner


def make_editor(partner: Partner, name: str = "") -> User:
    """An editor of a partner, password ``pw``."""
    user = User.objects.create_user(name or f"editor-{partner.short_name}", f"{partner.short_name}@example.org", "pw")
    user.groups.add(partner.group)
    return user


def make_admin(name: str = "admin") -> User:
    """An administrator, password ``pw``."""
    return User.objects.create_superuser(name, f"{name}@example.org", "pw")


def permission(codename: str) -> Permission:
    """A permission by its codename."""
    return Permission.objects.get(codename=codename)


def page_permissions(group: Group) -> set[tuple[int, str]]:
    """(page id, codename) of a group."""
    return set(GroupPagePermission.objects.filter(group=group).values_list("page_id", "permission__codename"))
