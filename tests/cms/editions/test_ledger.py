"""The ledger says to each copy what came, changed and went since, whatever way it happened."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from factories import make_country, make_kit, make_kits, publish, translate
from wagtail.models import Page, PageViewRestriction

from cms.editions import ledger
from cms.editions.ledger import BadCursor, Event, OldCursor
from cms.editions.models import Ledger, LedgerEntry

pytestmark = pytest.mark.django_db


def told(cursor: str | None = None, **wanted: Any) -> list[tuple[str, str]]:
    """(event, slug or "") of all pages since a cursor."""
    return [(item.event.value, item.reading.slug if item.reading else "") for item in ledger.since(cursor, **wanted).items]


def test_at_first_all_that_can_be_read_is_created(kit: Any) -> None:
    assert told() == [("created", "home"), ("created", "kits"), ("created", "france"), ("created", "nantes")]
    assert told(kinds=["kit"]) == [("created", "nantes")]
    assert told(locale="de") == []
    assert told(ledger.here()) == []


def test_a_copy_that_is_up_to_date_hears_of_what_happens_next(kit: Any) -> None:
    cursor = ledger.since().cursor
    kit.intro = "Neu."
    publish(kit)
    make_kit("Angers")
    assert told(cursor) == [("updated", "nantes"), ("created", "angers")]
    assert told(ledger.since(cursor).cursor) == []
    assert told(cursor) == [("updated", "nantes"), ("created", "angers")], "a cursor may be used again"


def hidden_by_expiry(kit: Page) -> None:
    Page.objects.filter(pk=kit.pk).update(expire_at=timezone.now() - datetime.timedelta(seconds=1))


def hidden_by_its_parent(kit: Page) -> None:
    Page.objects.filter(pk=kit.get_parent().pk).update(live=False)


def hidden_by_privacy(kit: Page) -> None:
    PageViewRestriction.objects.create(page=kit.get_parent(), restriction_type=PageViewRestriction.LOGIN)


def hidden_by_unpublishing(kit: Page) -> None:
    kit.unpublish()


def hidden_by_deletion(kit: Page) -> None:
    Page.objects.get(pk=kit.pk).delete()


WAYS = [hidden_by_expiry, hidden_by_its_parent, hidden_by_privacy, hidden_by_unpublishing, hidden_by_deletion]


@pytest.mark.parametrize("hide", WAYS)
def test_what_is_hidden_was_removed_and_only_its_name_is_said(kit: Any, hide: Any) -> None:
    cursor = ledger.since(kinds=["kit"]).cursor
    hide(Page.objects.get(pk=kit.pk))
    (gone,) = ledger.since(cursor, kinds=["kit"]).items
    assert (gone.event, gone.key, gone.kind, gone.locale, gone.reading) == (Event.REMOVED, kit.translation_key, "kit", "fr", None)
    assert "kit" not in {item.kind for item in ledger.since().items}


def test_what_comes_back_is_created_again(kit: Any) -> None:
    cursor = ledger.since().cursor
    Page.objects.filter(pk=kit.pk).update(live=False)
    between = ledger.since(cursor).cursor
    Page.objects.filter(pk=kit.pk).update(live=True)
    assert told(between) == [("created", "nantes")]
    assert told(cursor) == [("created", "nantes")]


def test_a_page_hidden_between_the_look_and_the_reading_is_removed(kit: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    cursor = ledger.since().cursor
    kit.intro = "Neu."
    publish(kit)
    ledger.caught_up()
    monkeypatch.setattr(ledger, "version", lambda: Ledger.objects.get().version)
    Page.objects.filter(pk=kit.pk).update(live=False)
    assert told(cursor) == [("removed", "")]


def test_who_never_knew_a_page_does_not_hear_that_it_went(kit: Any) -> None:
    cursor = ledger.since().cursor
    other = make_kit("Angers")
    assert told(cursor) == [("created", "angers")]
    other.unpublish()
    assert told(cursor) == []
    assert "removed" not in {event for event, _ in told()}


def test_an_address_that_changes_changes_the_pages_that_link_to_it(kit: Any) -> None:
    from factories import block

    text = f'<p>Comme à <a linktype="page" id="{kit.pk}">Nantes</a>.</p>'
    make_kit("Angers", chapters=[block("chapter", "c", {"topic": "work", "title": "T", "lead": "", "content": [block("text", "t", text)]})])
    make_kit("Rennes")
    cursor = ledger.since().cursor
    kit.slug = "nantes-2"
    publish(kit)
    assert sorted(told(cursor)) == [("updated", "angers"), ("updated", "nantes-2")]


def test_a_move_is_an_update(kit: Any) -> None:
    elsewhere = make_country("es")
    cursor = ledger.since().cursor
    Page.objects.get(pk=kit.pk).move(Page.objects.get(pk=elsewhere.pk), pos="last-child")
    assert ("updated", "nantes") in told(cursor)


def test_languages_are_told_apart(kit: Any, django_capture_on_commit_callbacks: Any) -> None:
    cursor = ledger.since(locale="de").cursor
    with django_capture_on_commit_callbacks(execute=True):
        translate(kit, "de")
    assert {event for event, _ in told(cursor, locale="de")} == {"created"}
    assert told(cursor, locale="de", kinds=["kit"]) == [("created", "nantes")]


def whole(first: int, between: Any = None) -> tuple[list[Any], str]:
    """All items of a first copy, fetched ``first`` at a time; ``between`` happens after the first part."""
    items, cursor, more = [], None, True
    while more:
        part = ledger.since(cursor, first=first)
        items += part.items
        cursor, more = part.cursor, part.more
        if between:
            between()
            between = None
    assert cursor is not None
    return items, cursor


def test_parts_make_a_whole(db: None) -> None:
    make_kits(5)
    items, cursor = whole(3)
    assert [item.reading.slug for item in items] == [reading.reading.slug for reading in ledger.since().items]
    assert {item.event for item in items} == {Event.CREATED}
    assert told(cursor) == []


def test_what_happens_while_a_first_copy_is_made_is_in_it(db: None) -> None:
    kits = make_kits(4)
    ledger.caught_up()
    make_kit("Lost").unpublish()
    ledger.caught_up()

    def meanwhile() -> None:
        Page.objects.get(slug="home").specific.unpublish(set_expired=False)  # was in the first part, and hides all below
        Page.objects.filter(slug="home").update(live=True)
        kits[0].intro = "Neu."
        publish(kits[0])
        Page.objects.get(pk=kits[3].pk).delete()

    items, cursor = whole(2, meanwhile)
    final = {item.key: item for item in items}
    assert {item.key for item in final.values() if item.reading} == {item.key for item in ledger.since().items}
    assert final[kits[0].translation_key].reading.document.intro == "Neu."
    assert kits[3].translation_key not in final
    assert told(cursor) == []


def test_none_at_all_is_asked_for(kit: Any) -> None:
    part = ledger.since(first=0)
    assert (part.items, part.more) == ((), True)
    assert len(ledger.since(part.cursor).items) == 4


@pytest.mark.parametrize("cursor", ["", "x", "dHJlZTowMDAx", "c3luYzphYmM6MTox", "é", "=" * 10, "c3luYzo"])
def test_other_texts_are_no_cursors(kit: Any, cursor: str) -> None:
    with pytest.raises(BadCursor):
        ledger.since(cursor)


def test_a_cursor_of_another_database_or_of_the_future_is_too_old(kit: Any) -> None:
    cursor = ledger.since().cursor
    Ledger.objects.update(last=1)
    with pytest.raises(OldCursor):
        ledger.since(cursor)
    Ledger.objects.all().delete()
    LedgerEntry.objects.all().delete()
    with pytest.raises(OldCursor):
        ledger.since(cursor)


def test_removals_are_forgotten_after_half_a_year_and_cursors_say_so(kit: Any) -> None:
    before = ledger.since().cursor
    Page.objects.get(pk=kit.pk).delete()
    after = ledger.since(before).cursor
    assert ledger.forget() == 0
    LedgerEntry.objects.filter(shown=False).update(changed_at=timezone.now() - ledger.KEPT - datetime.timedelta(days=1))
    assert ledger.forget() == 1
    assert told(after) == []
    with pytest.raises(OldCursor):
        ledger.since(before)


@pytest.mark.parametrize("count", [1, 6])
def test_queries_do_not_grow_with_pages(count: int, db: None) -> None:
    make_kits(count)
    ledger.since()
    with CaptureQueriesContext(connection) as captured:
        assert len(ledger.since().items) == count + 3
    assert len(captured) == 4  # content version, ledger, entries, editions
    cursor = ledger.here()
    with CaptureQueriesContext(connection) as captured:
        assert ledger.since(cursor).items == ()
    assert len(captured) == 3


@pytest.mark.parametrize("count", [1, 6])
def test_looking_takes_as_many_queries_for_few_and_many_changes(count: int, db: None) -> None:
    make_kits(count)
    with CaptureQueriesContext(connection) as captured:
        ledger.caught_up()
    inserts = [query for query in captured.captured_queries if query["sql"].startswith("INSERT")]
    assert len(inserts) == 2
    assert len(captured) == 14
