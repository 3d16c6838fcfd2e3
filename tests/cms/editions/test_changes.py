"""What changed between two editions, as readers of a print need it."""

import pytest
from factories import SOURCE, block, items, make_country, publish

from cms import editions

pytestmark = pytest.mark.django_db


def document():
    return editions.readable(kind="kit")[0].document


def test_same_content_has_no_changes(kit):
    assert editions.changes(document(), document()) == []


def test_safety_comes_first(kit):
    before = document()
    chapter = kit.chapters.raw_data[0]
    content = [dict(b) for b in chapter["value"]["content"]]
    for b in content:
        if b["type"] == "leisure":
            b["value"] = {**b["value"], "title": "Parc"}
        if b["type"] == "health_place":
            b["value"] = {**b["value"], "phone": "+33240000000"}
    kit.chapters = [{**chapter, "value": {**chapter["value"], "content": [b for b in content if b["type"] != "quote"]}}]
    publish(kit)
    found = editions.changes(before, document())
    assert [(c.kind, c.safety) for c in found] == [("changed", True), ("changed", False), ("removed", False)]
    assert (found[0].what, found[0].chapter, found[0].before, found[0].after) == ("Hôpital", "Travailler ici", "+33240083333", "+33240000000")
    assert (found[1].before, found[1].after) == ("Jardin des Plantes", "Parc")
    assert found[2].before and not found[2].after


def test_an_added_line_of_a_checklist_is_a_change_of_its_own(kit):
    before = document()
    kit.first_48h = [
        *kit.first_48h.raw_data,
        block("item", "new", {"text": "Appelle ta banque", "anchor": "", "offset_days": None, "critical": True}),
    ]
    publish(kit)
    (change,) = editions.changes(before, document())
    assert (change.kind, change.what, change.safety) == ("added", "Appelle ta banque", True)


def test_order_alone_is_no_change(kit):
    before = document()
    chapter = kit.chapters.raw_data[0]
    kit.chapters = [{**chapter, "value": {**chapter["value"], "content": list(reversed(chapter["value"]["content"]))}}]
    publish(kit)
    assert editions.changes(before, document()) == []


def test_a_countrys_fact_that_changed():
    country = make_country()
    before = editions.readable(kind="country")[0].document
    fact = {"heading": "Carte", "value": "<p>Payante.</p>", **SOURCE}
    country.chapters = [{**block("chapter", "fr-card", {"topic": "health_card", "facts": items(fact)})}]
    publish(country)
    kinds = [c.kind for c in editions.changes(before, editions.readable(kind="country")[0].document)]
    assert "added" in kinds and "removed" in kinds  # another id is another fact
    assert editions.changes(None, before)[0].kind == "added"
