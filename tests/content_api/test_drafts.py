"""A draft is shown to whoever has an editor's link, while it holds, and is kept by nobody."""

import datetime
import re
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from factories import make_admin, make_editor, make_kit, make_partner
from wagtail.models import Page

from cms.editions import preview_links
from cms.editions.models import PreviewLink
from cms.kits.models import KitPage

pytestmark = pytest.mark.django_db
PREVIEW = "query($token: String!) { preview(token: $token) { title url edition { number } ... on Kit { country { title } } } }"


@pytest.fixture
def kit(shared_kit: int) -> KitPage:
    """The kit that all tests here share; what they change in it is undone."""
    return KitPage.objects.get(pk=shared_kit)


def drafted(kit: Any) -> Any:
    """The kit with a draft that isn't published."""
    kit.title = "Nantes, demain"
    kit.save_revision()
    return kit


def browser(user: Any) -> Client:
    """A browser in which somebody has logged in."""
    client = Client()
    client.force_login(user)
    return client


def test_one_click_makes_a_link_that_shows_the_draft(api: Any, kit: Any) -> None:
    drafted(kit)
    admin = browser(make_admin())
    editing = admin.get(reverse("wagtailadmin_pages:edit", args=[kit.pk])).content.decode()
    address = reverse("preview_link_make", args=[kit.pk])
    assert f'data-w-action-url-value="{address}"' in editing and "w-action#post" in editing
    shown = admin.post(address, follow=True)
    assert shown.headers["Cache-Control"].startswith("private, no-store")
    token = re.search(r'readonly value="([^"]+)"', shown.content.decode())
    assert token is not None
    answer = api.post(PREVIEW, token=token[1])
    expected = {"title": "Nantes, demain", "url": "/fr/kits/france/nantes/", "edition": {"number": 0}, "country": {"title": "France"}}
    assert answer.json()["data"] == {"preview": expected}
    assert api.data('{ kit(slug: "nantes") { title } }') == {"kit": {"title": "Nantes"}}


def test_it_is_marked_and_never_kept(api: Any, kit: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    token = preview_links.token(preview_links.make(drafted(kit), make_admin()))
    kept: list[Any] = []
    monkeypatch.setattr(caches["pages"], "set", lambda *values: kept.append(values))
    for response in (api.post(PREVIEW, token=token), api.get(PREVIEW, token=token)):
        assert response.headers["Cache-Control"] == "private, no-store"
        assert "ETag" not in response.headers and "Surrogate-Key" not in response.headers
        until = datetime.datetime.fromisoformat(response.json()["extensions"]["preview"]["until"])
        assert datetime.timedelta(days=6) < until - timezone.now() <= preview_links.LASTS
    assert kept == []
    kit.title = "Nantes, après-demain"
    kit.save_revision()
    assert api.post(PREVIEW, token=token).json()["data"]["preview"]["title"] == "Nantes, après-demain"


def test_a_page_that_was_never_published(api: Any, kit: Any) -> None:
    page = KitPage(title="Neu", slug="neu", city="Neu", region="X", latitude=1, longitude=1, locale=kit.locale, live=False)
    Page.objects.get(pk=kit.get_parent().pk).add_child(instance=page)
    token = preview_links.token(preview_links.make(page, make_admin()))
    assert api.data(PREVIEW, token=token)["preview"]["title"] == "Neu"


def test_a_link_that_has_ended_shows_nothing_and_says_not_why(api: Any, kit: Any) -> None:
    admin = make_admin()
    expired, revoked, forged = (preview_links.make(kit, admin) for _ in range(3))
    PreviewLink.objects.filter(pk=expired.pk).update(expires_at=timezone.now())
    tokens = [preview_links.token(expired), preview_links.token(revoked), preview_links.token(forged)[:-1] + "!", "", "x", "\0"]
    browser(admin).post(reverse("preview_link_take_back", args=[kit.pk, revoked.pk]))
    said = set()
    for token in tokens:
        response = api.post(PREVIEW, token=token)
        assert response.json()["data"] == {"preview": None}
        assert response.headers["Cache-Control"] == "private, no-store"
        (error,) = response.json()["errors"]
        said.add((error["message"], error["extensions"]["code"]))
    assert len(said) == 1 and said.pop()[1] == "PREVIEW_GONE"


def test_a_link_is_as_good_as_its_maker_s_rights(api: Any, kit: Any) -> None:
    partner = make_partner("a", kit)
    editor = make_editor(partner)
    token = preview_links.token(preview_links.make(drafted(kit), editor))
    assert api.data(PREVIEW, token=token)["preview"]["title"] == "Nantes, demain"
    editor.groups.clear()
    assert api.codes(PREVIEW, token=token) == ["PREVIEW_GONE"]
    editor.groups.add(partner.group)
    assert api.data(PREVIEW, token=token)["preview"]
    editor.is_active = False
    editor.save()
    assert api.codes(PREVIEW, token=token) == ["PREVIEW_GONE"]


def test_another_partner_can_not_make_list_or_take_back(kit: Any) -> None:
    link = preview_links.make(kit, make_admin())
    other = browser(make_editor(make_partner("b", make_kit("Angers"))))
    assert other.get(reverse("preview_links", args=[kit.pk])).status_code in (302, 403)
    assert other.post(reverse("preview_link_make", args=[kit.pk])).status_code in (302, 403)
    assert other.post(reverse("preview_link_take_back", args=[kit.pk, link.pk])).status_code in (302, 403)
    assert list(PreviewLink.objects.values_list("pk", flat=True)) == [link.pk]
    assert Client().post(reverse("preview_link_make", args=[kit.pk])).status_code == 302


def test_a_link_in_an_address_makes_nothing(kit: Any) -> None:
    admin = browser(make_admin())
    assert admin.get(reverse("preview_link_make", args=[kit.pk])).status_code == 405
    assert PreviewLink.objects.count() == 0


def test_a_draft_leads_to_nothing_else_that_is_hidden(api: Any, kit: Any) -> None:
    token = preview_links.token(preview_links.make(drafted(kit), make_admin()))
    Page.objects.filter(pk=kit.get_parent().pk).update(live=False)
    page = api.data(PREVIEW, token=token)["preview"]
    assert page["country"] is None
    assert api.data("query($token: String!) { preview(token: $token) { translations { title } } kits { totalCount } }", token=token) == {
        "preview": {"translations": []},
        "kits": {"totalCount": 0},
    }


def test_expired_links_are_forgotten(kit: Any) -> None:
    link = preview_links.make(kit, make_admin())
    assert preview_links.forget() == 0
    PreviewLink.objects.filter(pk=link.pk).update(expires_at=timezone.now())
    assert preview_links.forget() == 1
