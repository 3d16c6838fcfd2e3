"""Cover art: drawn once for each place and ink, whatever the editor typed."""

import hashlib

import pytest
from django.core.files.storage import default_storage

from cms import water
from cms.kits import covers


def test_a_new_way_of_drawing_is_a_new_number():
    """Stored covers are kept by what they were drawn from. Where this fails, raise covers.DRAWING and write the new digest here."""
    drawing = water.draw(47.22, -1.55, stroke="#fff")
    assert (covers.DRAWING, hashlib.sha256(drawing.encode()).hexdigest()[:16]) == (1, "20445844d49ea90c")


def test_a_cover_is_drawn_once(monkeypatch):
    name = covers.stored(54.78, 9.44, "de")
    assert b'stroke="#1b1c24"' in default_storage.open(name).read()
    monkeypatch.setattr(water, "draw", lambda *args, **options: 1 / 0)
    assert covers.stored(54.78, 9.44, "de") == name
    with pytest.raises(ZeroDivisionError):
        covers.stored(54.79, 9.44, "de")


@pytest.mark.parametrize("typed", [(None, None), ("", ""), ("abc", "1"), ("98", "0"), ("nan", "nan"), ("47.2", "-170")])
def test_a_draft_without_a_place_on_the_map_has_a_cover_all_the_same(typed):
    assert covers.place(*typed) == covers.MIDDLE


def test_a_place_is_taken_as_typed():
    assert covers.place("47.22", "-1.55") == (47.22, -1.55)
