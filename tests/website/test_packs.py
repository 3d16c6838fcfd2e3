"""The pages of handbooks and packs."""

import pytest
from django.test import Client
from factories import make_country, make_kits
from pack_factory import make_handbook, make_pack

pytestmark = pytest.mark.django_db


def text(path):
    response = Client().get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def test_the_list_shows_handbooks_and_packs_wherever_they_stand(kit):
    make_handbook(kit)
    make_pack(kit, parent=make_country(), title="Pochette de la chambre")
    html = text("/fr/packs/")
    assert 'href="/fr/packs/guide/"' in html
    assert 'href="/fr/kits/france/pochette-de-la-chambre/"' in html


def test_a_pack_says_what_is_inside_in_which_edition(kit):
    make_pack(kit, make_country())
    html = text("/fr/packs/pochette/")
    assert html.index('href="/fr/kits/france/nantes/"') < html.index('<h3><a href="/fr/kits/france/"')
    assert "Gardez-la <b>sous la main</b>" in html
    assert "tel:+33240083333" in html
    assert html.count("<h1") == 1


@pytest.mark.parametrize("hide", ["unpublish", "expire"])
def test_a_hidden_part_is_not_shown(kit, hide):
    make_pack(kit, make_country())
    assert "nantes" in text("/fr/packs/pochette/")
    if hide == "unpublish":
        kit.unpublish()
    else:
        type(kit).objects.filter(pk=kit.pk).update(expire_at="2020-01-01T00:00:00Z")
    html = text("/fr/packs/pochette/")
    assert "/fr/kits/france/nantes/" not in html.replace("/fr/kits/france/nantes-", "")
    assert '<h3><a href="/fr/kits/france/"' in html


def test_a_pack_of_nothing_readable_says_so(kit, say):
    make_pack(kit)
    kit.unpublish()
    assert say("None of its parts can be read at the moment.") in text("/fr/packs/pochette/")


@pytest.mark.parametrize("count", [1, 8])
def test_the_cost_does_not_grow(django_assert_max_num_queries, count):
    kits = make_kits(count)
    make_pack(*kits)
    for number, kit in enumerate(kits):
        make_handbook(kit, title=f"Guide {number}")
    for path in ("/fr/packs/", "/fr/packs/pochette/"):
        with django_assert_max_num_queries(14):
            text(path)


def test_the_menu_and_the_front_page_lead_there(kit):
    make_pack(kit)
    assert text("/fr/").count('href="/fr/packs/"') >= 2
    assert 'href="/fr/packs/"' in text("/fr/kits/france/nantes/")
