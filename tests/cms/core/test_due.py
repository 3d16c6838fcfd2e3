"""Which facts must be looked at again, and the editors' report of them."""

import csv
import datetime
import io

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from factories import SOURCE, block, locales, make_admin, make_country, make_editor, make_kit, make_kits, make_partner, publish, translate

from cms import editions
from cms.core.due import LIFETIME, Standing, findings, is_old
from cms.kits.models import KitPage

TODAY = datetime.date(2026, 11, 24)
DAY = datetime.timedelta(days=1)


def make_seen_kit(city: str = "Angers", **blocks: object) -> KitPage:
    """A kit with one chapter that holds a fact; ``blocks`` override the fact's fields."""
    fact = {"heading": "Tram", "value": "<p>Valide.</p>", **SOURCE, **blocks}
    chapter = {"topic": "transport", "title": "Circuler", "lead": "", "content": [block("fact", f"{city}-fact", fact)]}
    return make_kit(city, chapters=[block("chapter", f"{city}-chapter", chapter)])


def standings(page: KitPage, today: datetime.date = TODAY) -> list[tuple[str, Standing]]:
    reading = editions.at(f"/fr/kits/france/{page.slug}/")
    return [(finding.what, finding.standing) for finding in findings(reading.document, today)]


@pytest.mark.parametrize(
    ("seen_on", "checked_on", "old"),
    [
        (None, None, False),
        (TODAY - LIFETIME, None, False),
        (TODAY - LIFETIME - DAY, None, True),
        (TODAY - LIFETIME - DAY, TODAY - LIFETIME, False),
        (TODAY - LIFETIME - DAY, TODAY - LIFETIME - 9 * DAY, True),
    ],
)
def test_what_was_seen_is_old_after_a_year(seen_on, checked_on, old):
    assert is_old(seen_on, TODAY, checked_on) is old


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({}, [("Tram", Standing.NEVER)]),
        ({"source_seen_on": "2026-11-01"}, []),
        ({"source_seen_on": "2025-11-01"}, [("Tram", Standing.OLD)]),
        ({"source_seen_on": "2026-11-01", "valid_until": "2026-11-23"}, [("Tram", Standing.OVER)]),
        ({"source_seen_on": "2026-11-01", "valid_until": "2026-11-24"}, []),
        ({"valid_until": "2026-01-01"}, [("Tram", Standing.OVER)]),
    ],
)
def test_a_fact_is_found_for_what_is_wrong_with_it(db, fields, found):
    assert standings(make_seen_kit(**fields)) == found


def test_an_old_price_is_found_even_where_its_source_was_seen_lately(db):
    sold = {"title": "Ticket", "for_whom": "Tous", "where": "Gare", "url": "https://example.org/", "price": "2.50", "price_seen_on": "2025-01-01"}
    content = [block("travel_pass", "ticket", {**sold, **SOURCE, "source_seen_on": "2026-11-01"})]
    kit = make_kit("Angers", chapters=[block("chapter", "c", {"topic": "transport", "title": "Circuler", "lead": "", "content": content})])
    assert standings(kit) == [("Ticket", Standing.OLD)]


def test_all_blocks_of_a_kit_that_state_facts_are_looked_at_and_named(kit):
    found = standings(kit)
    assert len(found) == 10
    assert {standing for _, standing in found} == {Standing.NEVER}
    assert all(what for what, _ in found)
    assert ("Paris – Nantes", Standing.NEVER) in found


def report(client: Client, **query: str) -> str:
    response = client.get(reverse("due_facts"), query)
    assert response.status_code == 200
    return b"".join(response.streaming_content).decode() if response.streaming else response.content.decode()


def logged_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_the_report_lists_what_readers_have_and_where_to_change_it(kit):
    html = report(logged_in(make_admin()))
    assert reverse("wagtailadmin_pages:edit", args=[kit.pk]) in html
    assert "Paris – Nantes" in html
    assert "https://www.service-public.gouv.fr/" in html


def test_a_partner_sees_own_pages_alone(kit):
    other = make_kit("Como", iso="it")
    html = report(logged_in(make_editor(make_partner("formazione", other.get_parent().specific))))
    assert reverse("wagtailadmin_pages:edit", args=[other.pk]) in html
    assert reverse("wagtailadmin_pages:edit", args=[kit.pk]) not in html


def test_who_may_change_no_page_gets_no_report(kit, django_user_model):
    reader = django_user_model.objects.create_user("reader", "r@example.org", "pw")
    assert logged_in(reader).get(reverse("due_facts")).status_code == 302
    assert Client().get(reverse("due_facts")).status_code == 302


def test_drafts_translations_and_hidden_pages_are_not_listed(kit, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        (german,) = translate(kit, "de")
        hidden = make_kit("Angers")
        hidden.unpublish()
        draft = KitPage(title="Brouillon", slug="brouillon", city="Brouillon", region="R", latitude="47.2", longitude="-1.5", locale=locales()["fr"])
        draft.live = False
        make_country().add_child(instance=draft)
    html = report(logged_in(make_admin()))
    for page in (german, hidden, draft):
        assert reverse("wagtailadmin_pages:edit", args=[page.pk]) not in html


def test_a_page_whose_facts_are_fresh_is_not_listed_and_an_unchecked_one_says_so(db):
    today = timezone.localdate()
    fresh = make_seen_kit(source_seen_on=today.isoformat())
    old = make_seen_kit("Nantes", source_seen_on=today.isoformat())
    old.checked_on = today - LIFETIME - DAY
    publish(old)
    html = report(logged_in(make_admin()))
    assert reverse("wagtailadmin_pages:edit", args=[fresh.pk]) not in html
    assert reverse("wagtailadmin_pages:edit", args=[old.pk]) in html


def test_the_report_can_be_taken_away_as_a_table(kit):
    rows = list(csv.reader(io.StringIO(report(logged_in(make_admin()), export="csv"))))
    assert len(rows) == 1 + 10 + 4  # headings; the kit's; the country's two numbers and two facts
    assert ["Nantes", "/fr/kits/france/nantes/", "Tram"] in [row[:3] for row in rows]


def test_the_menu_leads_to_the_report(kit):
    assert reverse("due_facts") in logged_in(make_admin()).get(reverse("wagtailadmin_home")).content.decode()


@pytest.mark.parametrize("more", [0, 8])
def test_the_report_takes_few_queries_however_many_pages(kit, more, django_assert_max_num_queries):
    make_kits(more)
    client = logged_in(make_admin())
    report(client)
    with django_assert_max_num_queries(10):  # session, user, profile, permissions; pages and editions; site and menus of the frame
        report(client)
