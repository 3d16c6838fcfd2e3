"""Handbooks and packs: their parts by reference, and their number when a part changes."""

import pytest
from factories import locales, make_country, make_kit, make_partner, publish, translate
from pack_factory import make_handbook, make_pack

from cms import editions
from cms.editions.models import Edition
from cms.handbooks.models import OnboardingPackPage

pytestmark = pytest.mark.django_db


def number(page, locale="fr"):
    """The number of the current edition of a page."""
    return Edition.objects.get(key=page.translation_key, locale=locale, current=True).number


def test_the_parts_stand_by_reference_in_the_editors_order(kit):
    country = make_country()
    pack = make_pack(kit, country)
    (reading,) = editions.readable(kind="pack")
    assert [(part.kind, part.page) for part in reading.document.parts] == [
        ("kit", str(kit.translation_key)),
        ("country", str(country.translation_key)),
    ]
    assert "Le réseau est" not in reading.document.welcome[0].html
    assert set(Edition.objects.get(page=pack, current=True).parts.values_list("kind", flat=True)) == {"kit", "country"}


def test_a_change_of_a_part_raises_the_edition_of_the_whole(kit):
    pack = make_pack(kit)
    assert number(pack) == 1
    kit.intro = "Autre chose."
    publish(kit)
    assert number(pack) == 2


def test_a_change_of_the_country_reaches_a_pack_through_its_kit(kit):
    pack = make_pack(kit)
    country = make_country()
    country.intro = "Autre chose."
    publish(country)
    assert number(kit) == 2
    assert number(pack) == 2


def test_a_page_that_is_no_part_raises_nothing(kit):
    other = make_kit("Angers")
    pack = make_pack(kit)
    other.intro = "Autre chose."
    publish(other)
    assert number(pack) == 1


def test_order_is_content(kit):
    other = make_kit("Angers")
    pack = make_pack(kit, other)
    pack.parts = pack.parts.stream_block.to_python(list(reversed(pack.parts.get_prep_value())))
    publish(pack)
    assert number(pack) == 2
    (reading,) = editions.readable(kind="pack")
    assert [part.page for part in reading.document.parts] == [str(other.translation_key), str(kit.translation_key)]


def test_a_translated_pack_is_composed_with_the_translated_parts(kit, django_capture_on_commit_callbacks):
    pack = make_pack(kit)
    with django_capture_on_commit_callbacks(execute=True):
        translate(kit, "de")
        translate(pack, "de")
    theirs = OnboardingPackPage.objects.get(translation_key=pack.translation_key, locale=locales()["de"])
    parts = Edition.objects.get(page=theirs, current=True).parts.all()
    assert [(part.kind, part.locale) for part in parts] == [("kit", "de")]


def test_a_publisher_is_named_and_a_new_name_makes_a_new_edition(kit, django_capture_on_commit_callbacks):
    partner = make_partner("cma", kit.get_parent())
    pack = make_handbook(kit, publisher=partner)
    (reading,) = editions.readable(kind="handbook")
    assert reading.document.publisher == partner.name
    partner.name = "Chambre de métiers"
    with django_capture_on_commit_callbacks(execute=True):
        partner.save()
    assert Edition.objects.filter(page=pack).count() >= 1


def test_a_partners_own_pack_stands_below_its_country(kit):
    country = make_country()
    make_pack(kit, parent=country, title="Pochette de la chambre")
    (reading,) = editions.readable(kind="pack")
    assert reading.country == "fr"
    assert reading.path == "/fr/kits/france/pochette-de-la-chambre/"


def test_a_pack_whose_part_was_deleted_still_compiles(kit):
    other = make_kit("Angers")
    pack = make_pack(kit, other)
    other.delete()
    pack = OnboardingPackPage.objects.get(pk=pack.pk)
    pack.intro = "Sans Angers."
    publish(pack)
    (reading,) = editions.readable(kind="pack")
    assert [part.page for part in reading.document.parts] == [str(kit.translation_key)]
