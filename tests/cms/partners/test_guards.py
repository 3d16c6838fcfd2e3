"""An editor of one partner, through the admin's real views: own pages in every language, nobody else's."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from factories import locales, make_admin, make_country, make_editor, make_kit, make_partner, page_permissions, translate
from wagtail.models import GroupPagePermission, Page
from wagtail_localize.models import StringSegment, Translation

from cms.partners.permissions import grant

pytestmark = pytest.mark.django_db
EDIT = "wagtailadmin_pages:edit"


@pytest.fixture
def partners(django_capture_on_commit_callbacks):
    """Two partners with a kit each, translated into German; the French one's editor is logged in elsewhere."""
    ours, theirs = make_kit("Nantes", iso="fr"), make_kit("Flensburg", iso="de")
    found = {}
    for name, kit in (("cma-pdl", ours), ("hwk-flensburg", theirs)):
        partner = make_partner(name, make_country(kit.get_parent().specific.iso))
        found[name] = (partner, kit, make_editor(partner))
    with django_capture_on_commit_callbacks(execute=True):
        translate(ours, "de")
        translate(theirs, "de")
    return found


@pytest.fixture
def editor(partners, client):
    client.force_login(partners["cma-pdl"][2])
    return client


@pytest.fixture
def ours(partners):
    return partners["cma-pdl"][1]


@pytest.fixture
def theirs(partners):
    return partners["hwk-flensburg"][1]


def refused(response) -> bool:
    return response.status_code == 403 or (response.status_code == 302 and response.headers["Location"] == reverse("wagtailadmin_home"))


def german(page) -> Page:
    return page.get_translation(locales()["de"])


def translation_of(page) -> Translation:
    return Translation.objects.get(source__object_id=page.translation_key, target_locale=locales()["de"])


def test_own_pages_in_every_language_and_no_other(editor, ours, theirs):
    for page in (ours, german(ours)):
        assert editor.get(reverse(EDIT, args=[page.pk])).status_code == 200
    for page in (theirs, german(theirs), ours.get_parent().get_parent()):
        assert refused(editor.get(reverse(EDIT, args=[page.pk])))


def test_rights_taken_away_are_taken_away_in_every_language(partners, ours):
    partner, _, user = partners["cma-pdl"]
    GroupPagePermission.objects.filter(group=partner.group, page=ours.get_parent(), permission__codename="publish_page").first().delete()
    assert not german(ours).permissions_for_user(User.objects.get(pk=user.pk)).can_publish()


def test_granting_twice_changes_nothing(partners, ours):
    from wagtail.models import Collection

    partner = partners["cma-pdl"][0]
    before = page_permissions(partner.group)
    grant(partner.group, ours.get_parent(), Collection.objects.get(name=partner.name))
    assert page_permissions(partner.group) == before


@pytest.mark.parametrize("view", ["delete", "unpublish", "copy", "move", "history", "workflow_history"])
def test_views_of_another_partners_page(editor, theirs, view):
    names = {"history": "wagtailadmin_pages:history", "workflow_history": "wagtailadmin_pages:workflow_history"}
    assert refused(editor.get(reverse(names.get(view, f"wagtailadmin_pages:{view}"), args=[theirs.pk])))


def test_another_partners_translation_views(editor, theirs):
    translation = translation_of(theirs)
    segment = StringSegment.objects.filter(source=translation.source).first()
    view = "wagtail_localize:"
    assert refused(editor.put(reverse(view + "edit_string_translation", args=[translation.pk, segment.pk]), "value=x"))
    for name in ("stop_translation", "upload_pofile"):
        assert refused(editor.post(reverse(view + name, args=[translation.pk]))), name
    for name in ("download_pofile", "preview_translation"):
        assert refused(editor.get(reverse(view + name, args=[translation.pk]))), name


def test_submitting_another_partners_page(editor, theirs):
    italian = locales()["it"]
    response = editor.post(reverse("wagtail_localize:submit_page_translation", args=[theirs.pk]), {"locales": [italian.pk]})
    assert refused(response)
    assert not Page.objects.filter(translation_key=theirs.translation_key, locale=italian).exists()


def test_publishing_another_partners_translations(editor, theirs):
    source = translation_of(theirs).source_id
    response = editor.post(reverse("wagtail_localize:update_translations", args=[source]), {"publish_translations": "on"})
    assert refused(response)


def test_own_page_into_a_new_language(editor, ours, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        response = editor.post(reverse("wagtail_localize:submit_page_translation", args=[ours.pk]), {"locales": [locales()["it"].pk]})
    assert editor.get(response.headers["Location"]).status_code == 200  # the copied country page carries the group's rights


def test_a_locked_translation_is_not_published(editor, ours):
    page = german(ours)
    Page.objects.filter(pk=page.pk).update(locked=True, locked_by=make_admin())
    assert refused(editor.post(reverse(EDIT, args=[page.pk]), {"action": "publish"}))


def test_explorer_search_and_chooser_lead_nowhere_else(editor, theirs):
    assert refused(editor.get(reverse("wagtailadmin_pages:add", args=["kits", "kitpage", theirs.get_parent().pk])))
    found = editor.get(reverse("wagtailadmin_pages:search"), {"q": "Flensburg"}).content.decode()
    assert reverse(EDIT, args=[theirs.pk]) not in found


def test_partners_are_for_administrators(editor, client):
    address = reverse("wagtailsnippets_partners_partner:list")
    assert refused(editor.get(address))
    client.force_login(make_admin())
    assert client.get(address).status_code == 200
