"""Nothing hidden shows anywhere on the website: each way to hide a page, by each address, with warm caches and with every receiver deaf."""

import datetime
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone
from factories import block, make_country, make_kit, publish
from pack_factory import make_pack
from wagtail.models import Page, PageViewRestriction

from cms import editions
from cms.kits.models import KitPage

SECRET = "Verborgen"
PAST = timezone.now() - datetime.timedelta(days=1)


def private(page: Page, kind: str = PageViewRestriction.LOGIN) -> None:
    """As a missed signal would leave it: no receiver hears of a bulk write."""
    PageViewRestriction.objects.bulk_create([PageViewRestriction(page=page, restriction_type=kind, password="x")])


# What happens to (kit, country), in the database alone.
WAYS: dict[str, Callable[[Page, Page], object]] = {
    "unpublished": lambda kit, country: Page.objects.filter(pk=kit.pk).update(live=False),
    "expired": lambda kit, country: Page.objects.filter(pk=kit.pk).update(expire_at=PAST),
    "private by login": lambda kit, country: private(kit),
    "private by password": lambda kit, country: private(kit, PageViewRestriction.PASSWORD),
    "private by group": lambda kit, country: private(kit, PageViewRestriction.GROUPS),
    "parent unpublished": lambda kit, country: Page.objects.filter(pk=country.pk).update(live=False),
    "parent expired": lambda kit, country: Page.objects.filter(pk=country.pk).update(expire_at=PAST),
    "parent private": lambda kit, country: private(country),
    "deleted": lambda kit, country: Page.objects.filter(pk=kit.pk).delete(),
}
ADDRESSES = {
    "page": "/fr/kits/espagne/verborgen/",
    "front page": "/fr/",
    "list": "/fr/kits/",
    "country": "/fr/kits/espagne/",
    "site map": "/sitemap.xml",
    "print": "/e/{key}/fr-1/",
    "older print's code": "/e/{key}/fr-1",
    "unknown print": "/e/{key}/fr-99/",
    "no page": "/fr/verborgen-typo/",
    "neighbour that links to it": "/fr/kits/france/nantes/",
    "its translation": "/de/kits/espagne/verborgen/",
    "search": "/fr/search/?q=verborgen",
    "suggestions": "/fr/search/suggest.json?q=verbor",
    "pack that holds it": "/fr/packs/pochette/",
    "what a device would keep": "/fr/kits/espagne/verborgen/offline.json",
}


@pytest.fixture
def secret(kit):
    """A kit whose every word says so, and a neighbour that links to it."""
    made = make_kit("Verborgen", iso="es", intro=f"{SECRET} intro", changes=f"{SECRET} news")
    link = f'<p>Va à <a linktype="page" id="{made.pk}">la ville</a>.</p>'
    value = {"topic": "leisure", "title": "Ailleurs", "lead": "", "content": [block("text", "link", link)]}
    kit.chapters = [{"type": "chapter", "id": kit.chapters.raw_data[0]["id"], "value": value}]
    publish(kit)
    make_pack(made, kit)
    return made


def everything(key: object) -> dict[str, str]:
    """What a visitor gets at each address: status and words, the words of the address itself aside."""
    found = {}
    for name, address in ADDRESSES.items():
        response = Client().get(address.format(key=key))
        found[name] = f"{response.status_code} {response.content.decode()}"
    return found


def test_the_grid_would_see_it(secret):
    seen = everything(secret.translation_key)
    shown = ("page", "front page", "list", "country", "print", "older print's code", "unknown print", "search", "suggestions", "pack that holds it")
    for name in shown:
        assert SECRET in seen[name], name
    assert "verborgen" in seen["site map"]
    assert "verborgen" in seen["neighbour that links to it"]
    assert "/verborgen/" in seen["what a device would keep"]


@pytest.mark.parametrize("warm", [True, pytest.param(False, marks=pytest.mark.nightly)], ids=["warm", "cold"])
@pytest.mark.parametrize("way", WAYS)
def test_a_hidden_kit_shows_nowhere(secret, way, warm):
    key = secret.translation_key
    tags = {name: Client().get(address.format(key=key)).get("ETag") for name, address in ADDRESSES.items()} if warm else {}
    WAYS[way](secret, make_country("es"))
    for name, words in everything(key).items():
        assert SECRET not in words, name
        assert "/verborgen/" not in words, name
    assert Client().get(ADDRESSES["page"]).status_code == 404
    assert Client().get(ADDRESSES["print"].format(key=key)).status_code == 404
    for name, tag in tags.items():
        if tag:
            assert Client().get(ADDRESSES[name].format(key=key), headers={"If-None-Match": tag}).status_code != 304, name


@pytest.mark.parametrize("way", [way for way in WAYS if way.startswith("parent")])
def test_a_hidden_country_takes_its_numbers_with_it(secret, way):
    country = make_country("es")
    Client().get("/fr/kits/espagne/")
    WAYS[way](secret, country)
    assert Client().get("/fr/kits/espagne/").status_code == 404
    for name, words in everything(secret.translation_key).items():
        assert "Espagne" not in words, name


def test_a_draft_is_nowhere(db):
    country = make_country("es")
    draft = KitPage(
        title=SECRET, slug="verborgen", city=SECRET, region="x", latitude="39.47", longitude="-0.38", locale=country.locale, live=False, intro=SECRET
    )
    Page.objects.get(pk=country.pk).add_child(instance=draft)
    draft.save_revision()
    for name, words in everything(draft.translation_key).items():
        assert SECRET not in words, name


def test_a_draft_of_a_live_page_is_not_shown(secret):
    secret.intro = "Brouillon jamais publié"
    secret.save_revision()
    for name, words in everything(secret.translation_key).items():
        assert "Brouillon" not in words, name


def test_what_an_old_edition_said_is_gone_with_the_page(secret):
    secret.intro = "Autres mots"
    publish(secret)
    address = f"/e/{secret.translation_key}/fr-1/"
    assert SECRET in Client().get(address).content.decode()
    Page.objects.filter(pk=secret.pk).update(live=False)
    assert Client().get(address).status_code == 404


def test_hidden_and_absent_look_the_same(secret):
    private(secret)
    hidden, absent = (Client().get(f"/fr/kits/espagne/{slug}/") for slug in ("verborgen", "nirgends"))
    assert hidden.status_code == absent.status_code == 404
    assert hidden.content == absent.content
    assert set(hidden.headers) == set(absent.headers)


def test_a_visitor_of_a_private_page_is_asked_for_nothing(secret):
    private(secret, PageViewRestriction.PASSWORD)
    response = Client().get(ADDRESSES["page"])
    assert response.status_code == 404
    assert "<form" not in response.content.decode()
    assert not response.cookies


def test_what_comes_back_is_shown_again(secret):
    Page.objects.filter(pk=secret.pk).update(live=False)
    assert Client().get(ADDRESSES["page"]).status_code == 404
    Page.objects.filter(pk=secret.pk).update(live=True)
    assert Client().get(ADDRESSES["page"]).status_code == 200


def test_a_private_document_looks_absent_and_files_are_not_in_the_media(db):
    from django.core.files.base import ContentFile
    from wagtail.documents.models import Document
    from wagtail.models import Collection, CollectionViewRestriction

    closed = Collection.get_first_root_node().add_child(name="Closed")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type=CollectionViewRestriction.PASSWORD, password="x")
    document = Document.objects.create(title="Plan", file=ContentFile(b"%PDF-1.7", "plan.pdf"), collection=closed)
    response = Client().get(document.url)
    assert response.status_code == 404
    assert "password" not in response.content.decode().lower()
    assert Client().get(f"/media/{document.file.name}").status_code == 404
    open_one = Document.objects.create(title="Plan", file=ContentFile(b"%PDF-1.7", "open.pdf"), collection=Collection.get_first_root_node())
    served = Client().get(open_one.url)
    assert served.status_code == 200
    assert "sandbox" in served["Content-Security-Policy"]
    assert editions.readable() == []
