"""An app keeps a copy by a first request and small ones after; nothing hidden comes through."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone
from factories import make_kit, make_kits, publish
from wagtail.models import Page

from cms.editions.models import Ledger
from cms.kits.models import KitPage
from content_api.pages import SHOWN
from content_api.sync import DocumentType

pytestmark = pytest.mark.django_db
SYNC = Path(settings.BASE_DIR, "graphql", "queries", "sync.graphql").read_text(encoding="utf-8")
SHORT = """query($after: String, $types: [DocumentType!], $first: Int) {
  changes(after: $after, types: $types, first: $first) { items { event id type document { title } } cursor hasMore }
}"""
Names = Callable[[Callable[[], Any]], list[str]]


@pytest.fixture
def kit(shared_kit: int) -> KitPage:
    """The kit that all tests here share; what they change in it is undone."""
    return KitPage.objects.get(pk=shared_kit)


class App:
    """An app with a copy: documents by id, and where it stands."""

    def __init__(self, api: Any) -> None:
        self.api, self.copy, self.cursor, self.requests = api, dict[str, Any](), None, 0

    def sync(self, first: int = 20) -> list[str]:
        """Brings the copy up to date; returns the events that came."""
        events, more = [], True
        while more:
            found = self.api.data(SYNC, after=self.cursor, first=first)["changes"]
            self.requests += 1
            for item in found["items"]:
                events.append(item["event"])
                if item["event"] == "REMOVED":
                    del self.copy[item["id"]]
                else:
                    self.copy[item["id"]] = item["document"]
            self.cursor, more = found["cursor"], found["hasMore"]
        return events

    def titles(self) -> set[str]:
        """The titles of the copy."""
        return {page["title"] for page in self.copy.values()}


def test_an_app_keeps_a_copy(api: Any, kit: Any) -> None:
    app = App(api)
    assert app.sync() == ["CREATED"] * 4 and app.requests == 1
    assert app.titles() == {"VR4M", "Kits de ville", "France", "Nantes"}
    assert app.sync() == []
    kit.intro = "Neu."
    publish(kit)
    other = make_kit("Angers")
    assert app.sync(1) == ["UPDATED", "CREATED"]
    assert app.copy[f"fr:{kit.translation_key}"]["intro"] == "Neu."
    other.unpublish()
    assert app.sync() == ["REMOVED"]
    assert app.titles() == {"VR4M", "Kits de ville", "France", "Nantes"}
    fresh = App(api)
    fresh.sync(2)
    assert fresh.copy == app.copy


def test_of_a_removed_page_only_id_and_type_are_said(api: Any, kit: Any) -> None:
    cursor = api.data(SHORT)["changes"]["cursor"]
    Page.objects.filter(pk=kit.get_parent().pk).update(expire_at=timezone.now())
    answer = api.post(SHORT, after=cursor)
    gone = [(item["event"], item["type"], item["document"]) for item in answer.json()["data"]["changes"]["items"]]
    assert gone == [("REMOVED", "COUNTRY", None), ("REMOVED", "KIT", None)] or gone == [("REMOVED", "KIT", None), ("REMOVED", "COUNTRY", None)]
    assert "Nantes" not in answer.content.decode() and "France" not in answer.content.decode()


def test_what_was_never_public_is_never_named(api: Any, kit: Any) -> None:
    cursor = api.data(SHORT)["changes"]["cursor"]
    draft = KitPage(title="Secret", slug="secret", city="S", region="S", latitude=1, longitude=1, locale=kit.locale, live=False)
    Page.objects.get(pk=kit.get_parent().pk).add_child(instance=draft)
    assert api.data(SHORT, after=cursor)["changes"]["items"] == []
    draft.delete()
    assert api.data(SHORT, after=cursor)["changes"]["items"] == []


def test_only_some_types(api: Any, kit: Any) -> None:
    items = api.data(SHORT, types=["COUNTRY", "KIT"])["changes"]["items"]
    assert [item["type"] for item in items] == ["COUNTRY", "KIT"]
    assert api.data(SHORT, types=[])["changes"]["items"] == []


def test_every_kind_of_page_has_a_type() -> None:
    assert [kind.value for kind in DocumentType] == list(SHOWN)
    assert all(kind.label for kind in DocumentType)


def test_cursors_that_can_not_be_used_have_codes(api: Any, kit: Any) -> None:
    cursor = api.data(SHORT)["changes"]["cursor"]
    assert api.codes(SHORT, after="x") == ["BAD_CURSOR"]
    assert api.codes(SHORT, after="dHJlZTowMDAx") == ["BAD_CURSOR"], "one of another list"
    Ledger.objects.update(epoch="another00000")
    assert api.codes(SHORT, after=cursor) == ["CURSOR_TOO_OLD"]
    assert api.codes(SHORT, first=101) == ["PAGE_TOO_LARGE"]


def test_small_steps_cost_little_and_are_kept(api: Any, kit: Any) -> None:
    cursor = api.data(SHORT)["changes"]["cursor"]
    first = api.get(SHORT, after=cursor, first=20)
    assert first.json()["extensions"]["cost"] < 150
    assert api.get(SHORT, after=cursor, first=20, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    make_kit("Angers")
    changed = api.get(SHORT, after=cursor, first=20, headers={"If-None-Match": first.headers["ETag"]})
    assert [item["event"] for item in changed.json()["data"]["changes"]["items"]] == ["CREATED"]


@pytest.mark.parametrize("count", [1, 6])
def test_queries_do_not_grow_with_pages(api: Any, queries_of: Names, count: int) -> None:
    make_kits(count)
    api.data(SHORT)
    again = SHORT.replace("title", "title key")
    names = queries_of(lambda: api.data(again))
    assert names == ["content version", "content version", "ledger", "ledger entries", "readable"]
    cursor = api.data(SHORT)["changes"]["cursor"]
    assert queries_of(lambda: api.data(again, after=cursor)) == ["content version", "content version", "ledger", "ledger entries"]
