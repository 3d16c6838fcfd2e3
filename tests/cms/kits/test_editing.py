"""An editor writes a kit: bad input is told at its field, in the editor's language, and nothing is lost."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from factories import make_country, make_editor, make_image, make_kit, make_partner
from wagtail.blocks import StructBlockValidationError
from wagtail.test.utils.form_data import nested_form_data, streamfield
from wagtail.users.models import UserProfile

from cms import editions
from cms.core.blocks import ChecklistItemBlock, ContactBlock, FactBlock, PhoneBlock
from cms.kits.blocks import EmergencyNumberBlock
from cms.kits.models import KitPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def kit():
    return make_kit()


@pytest.fixture
def editor(kit, client):
    user = make_editor(make_partner("cma-pdl", make_country()))
    UserProfile.objects.create(user=user, preferred_language="de")
    client.force_login(user)
    return client


def form(**fields):
    """A kit's form as a browser sends it."""
    values = {
        "title": "Nantes",
        "slug": "nantes",
        "intro": "Neu geschrieben.",
        "city": "Nantes",
        "region": "Pays de la Loire",
        "latitude": "47.22",
        "longitude": "-1.55",
        "changes": "",
        "hero_alt": "",
        "hero_credit": "",
        "hero": "",
        "checked_on": "",
        "checked_by": "",
        "first_48h": streamfield([]),
        "chapters": streamfield([]),
        "sources": streamfield([]),
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "search_description": "",
        "seo_title": "",
        "go_live_at": "",
        "expire_at": "",
        **fields,
    }
    return nested_form_data(values)


def post(editor, kit, **fields):
    return editor.post(reverse("wagtailadmin_pages:edit", args=[kit.pk]), {**form(**fields), "action-publish": "1"})


def test_publishing_in_the_admin_shows_at_once(editor, kit):
    response = post(editor, kit)
    assert response.status_code == 302
    (reading,) = editions.readable(kind="kit")
    assert (reading.document.intro, reading.number) == ("Neu geschrieben.", 2)
    page = editor.get(response.headers["Location"]).content.decode()
    assert "fr-2" in page


@pytest.mark.parametrize(
    ("field", "value"),
    [("latitude", "98"), ("latitude", "abc"), ("longitude", "-200"), ("slug", "nan tes"), ("title", ""), ("checked_on", "31/31/2026")],
)
def test_a_wrong_field_is_told_in_the_editors_language_and_keeps_the_rest(editor, kit, field, value):
    response = post(editor, kit, **{field: value})
    content = response.content.decode()
    assert response.status_code == 200
    assert response.context["form"].errors.keys() == {field}
    assert "Neu geschrieben." in content
    assert '<html lang="de"' in content
    assert "geografische breite" in content.lower()  # our own labels speak German too
    assert 'class="error-message"' in content
    assert KitPage.objects.get(pk=kit.pk).intro != "Neu geschrieben."


def test_a_picture_needs_words(editor, kit):
    response = post(editor, kit, hero=str(make_image().pk))
    assert "hero_alt" in response.context["form"].errors


def test_an_image_that_is_none_is_refused(client):
    from django.core.files.uploadedfile import SimpleUploadedFile
    from factories import make_admin

    client.force_login(make_admin())
    for name, data in (("a.jpg", b"no image"), ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"), ("a.jpg", b"")):
        response = client.post(reverse("wagtailimages:add"), {"title": "x", "file": SimpleUploadedFile(name, data), "collection": "1"})
        assert response.status_code == 200 and "file" in response.context["form"].errors, name


@pytest.mark.parametrize(("given", "stored"), [("+33 2 40 08 33 33", "+33240083333"), ("+33 (0)2.40.08.33.33", "+33240083333"), ("", "")])
def test_phone_numbers_are_stored_in_one_form(given, stored):
    assert PhoneBlock(required=False).clean(given) == stored


@pytest.mark.parametrize("given", ["02 40 08 33 33", "+33 2", "call me", "+33 2 40 08 33 33 33 33 33"])
def test_wrong_phone_numbers_are_refused(given):
    with pytest.raises(ValidationError):
        PhoneBlock().clean(given)


@pytest.mark.parametrize(
    ("block", "value", "field"),
    [
        (ContactBlock(), {"office": "Mairie", "url": "no address"}, "url"),
        (ContactBlock(), {"office": "Mairie", "email": "nobody"}, "email"),
        (ContactBlock(), {"office": "Mairie", "source_title": "Ville"}, "source_url"),
        (FactBlock(), {"heading": "Nuit", "value": "<p>Non.</p>", "source_url": "https://example.org/"}, "source_title"),
        (ChecklistItemBlock(), {"text": "Va", "anchor": "arrival"}, "offset_days"),
        (ChecklistItemBlock(), {"text": "Va", "offset_days": 3}, "anchor"),
        (EmergencyNumberBlock(), {"number": "eins", "when": "Tout"}, "number"),
    ],
)
def test_a_block_tells_which_field_is_wrong(block, value, field):
    with pytest.raises(StructBlockValidationError) as error:
        block.clean(block.to_python(value))
    assert field in error.value.block_errors


def test_a_failed_compilation_is_told_to_the_editor(editor, kit):
    from cms.editions.models import CompileFailure

    CompileFailure.objects.create(page_id=kit.pk, reason="KeyError: 'tram'")
    assert "KeyError" in editor.get(reverse("wagtailadmin_pages:edit", args=[kit.pk])).content.decode()


def test_a_failed_file_is_told_to_the_editor(editor, kit):
    from cms.editions.models import Edition, FileState

    edition = Edition.objects.get(page_id=kit.pk, current=True)
    editions.files.record(edition.pk, "kit.pdf", FileState.FAILED, reason="The storage is full.")
    assert "The storage is full." in editor.get(reverse("wagtailadmin_pages:edit", args=[kit.pk])).content.decode()
