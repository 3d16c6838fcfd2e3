"""What leads on from a kit: other languages keep the reader's days, and recordings are kept with the page."""

import hashlib

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from factories import block, items, make_kit
from wagtail.documents.models import Document

KIT = "/fr/kits/france/nantes/"
GERMAN = "/de/kits/france/nantes/"


def text(path: str) -> str:
    response = Client().get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def test_another_language_keeps_the_days_of_the_stay(kit, translated):
    translated(kit, "de")
    asked = f"{GERMAN}?arrival=2027-01-18&amp;days=14"
    html = text(f"{KIT}?arrival=2027-01-18&days=14")
    assert html.count(f'<a href="{asked}"') == 2  # the menu and the foot of the page
    assert f'<link rel="alternate" hreflang="de" href="http://localhost:8000{GERMAN}">' in html  # what search engines keep has no days
    assert "2027-01-18" in text(asked.replace("&amp;", "&"))
    assert f'<a href="{GERMAN}"' in text(KIT)


@pytest.mark.parametrize(("arrival", "shown"), [("1999-01-01", "arrival=1999-01-01"), ('"><u>', "arrival=%22%3E%3Cu%3E")])
def test_days_that_are_wrong_are_kept_too_and_harmless(kit, translated, arrival, shown):
    translated(kit, "de")
    html = Client().get(KIT, {"arrival": arrival, "days": "14"}).content.decode()
    assert f'<a href="{GERMAN}?{shown}&amp;days=14"' in html
    assert "<u>" not in html


def test_a_kept_kit_has_its_recordings_whole(db):
    sound = Document.objects.create(title="Bonjour", file=ContentFile(b"ID3" + bytes(997), "bonjour.mp3"))
    phrase = {"key": "hello", "text": "Bonjour", "phonetic": "bon-jour", "situation": "first_day", "audio": sound.pk}
    spoken = {"topic": "language", "title": "Parler", "lead": "", "content": [block("phrasebook", "p", {"phrases": items(phrase)})]}
    make_kit(chapters=[block("chapter", "only", spoken)])
    told = Client().get(f"{KIT}offline.json").json()
    (found,) = [file for file in told["files"] if file["url"].endswith(".mp3")]
    content = Client().get(found["url"]).getvalue()
    assert (
        (found["bytes"], found["sha256"])
        == (len(content), hashlib.sha256(content).hexdigest())
        == (1000, hashlib.sha256(b"ID3" + bytes(997)).hexdigest())
    )
    assert told["bytes"] == sum(file["bytes"] for file in told["files"])
