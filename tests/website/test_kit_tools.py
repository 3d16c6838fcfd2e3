"""A kit's tools as the server gives them, for readers with scripts and without."""

import datetime
import re
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import brotli
import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from factories import SOURCE, block, every_block, items, locales, make_country, make_kit, publish
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction
from wagtail_localize.synctree import synchronize_tree

from cms.core.documents import Phrase
from cms.core.due import LIFETIME
from cms.core.enums import Situation
from website.middleware import joined

KIT = "/fr/kits/france/nantes/"
OWN = {"source_title": "Naolib", "source_url": "https://naolib.fr/"}
SCRIPTS = Path(settings.BASE_DIR) / "site" / "website" / "static" / "js"


def text(path: str = KIT) -> str:
    response = Client().get(path)
    assert response.status_code == 200
    return response.content.decode()


def with_blocks(*blocks: dict, topic: str = "transport") -> str:
    """The page of a kit with one chapter of these blocks."""
    make_kit(chapters=[block("chapter", "only", {"topic": topic, "title": "Ici", "lead": "", "content": list(blocks)})])
    return text()


def seen(kind: str, day: str, **fields: object) -> dict:
    """A complete block of a kind whose source was seen on a day."""
    found = next(found for found in every_block() if found["type"] == kind)
    return block(kind, f"seen-{kind}", {**found["value"], **OWN, "source_seen_on": day, **fields})


def test_the_urgent_is_one_tap_from_the_top(kit):
    html = text()
    quick = re.search(r'<nav class="quick".*?</nav>', html, re.DOTALL)[0]
    wanted = ["first-48h", "early", "dates", "emergency"]
    assert re.findall(r'href="#([\w-]+)"', quick) == wanted
    for name in wanted:
        assert html.count(f'id="{name}"') == 1, name
    assert html.index(quick) < html.index('id="first-48h"')


def test_a_kit_without_these_things_leads_to_none_of_them(db):
    make_kit(first_48h=[], chapters=[])
    quick = re.search(r'<nav class="quick".*?</nav>', text(), re.DOTALL)[0]
    assert re.findall(r'href="#([\w-]+)"', quick) == ["dates", "emergency"]


def test_of_two_early_shifts_the_first_is_the_one_that_is_led_to(db):
    shift = {"first_service": "Taxi partagé", "night": "", "bike": "", **SOURCE}
    html = with_blocks(block("early_shift", "one", {**shift, "first_service": "Bus de 4 h"}), block("early_shift", "two", shift))
    assert html.count('id="early"') == 1
    assert html.index('id="early"') < html.index("Bus de 4 h") < html.index("Taxi partagé")


def test_places_open_in_the_phones_own_map(kit):
    links = re.findall(r'href="(geo:[^"]+)"', text())
    assert links
    assert all(link.startswith("geo:47.22,-1.55?q=") for link in links)
    assert unquote(links[0].partition("?q=")[2]) == "1 rue de l’Exemple, 44000 Nantes"


def test_an_offer_is_checked_by_the_signs_of_all_lodgings_each_once(db):
    place = next(found for found in every_block() if found["type"] == "housing")["value"]
    html = with_blocks(
        block("housing", "one", {**place, "fraud_signs": items("On te presse", "Pas d’adresse")}),
        block("housing", "two", {**place, "fraud_signs": items("Pas d’adresse", "Loyer trop bas")}),
        topic="housing",
    )
    assert html.count("data-signs") == 1
    check = re.search(r"<form[^>]*data-signs.*?</form>", html, re.DOTALL)[0]
    assert re.findall(r"<span>([^<]+)</span></label>", check) == ["On te presse", "Pas d’adresse", "Loyer trop bas"]
    assert html.count("Pas d’adresse") == 1


def test_a_kit_without_signs_checks_nothing(db):
    assert "data-signs" not in with_blocks(seen("fact", "2026-11-01"))


def test_prices_that_were_seen_are_counted_and_others_are_not(db):
    fresh, none = seen("travel_pass", "2026-11-01"), seen("travel_pass", "2026-11-01", price=None, price_seen_on=None, title="Sans prix")
    html = with_blocks(fresh, {**none, "id": "0b0b0b0b-0000-4000-8000-00000000000b"})
    assert html.count("data-price=") == 1
    assert 'data-price="2.5"' in html
    assert '<template data-budget><form class="budget"' in html  # it comes with the script that adds up


@pytest.mark.parametrize("chapters", [[], [block("chapter", "m", {"topic": "money", "title": "Argent", "lead": "", "content": []})]])
def test_the_budget_stands_once_even_where_nobody_writes_of_money(db, chapters):
    make_kit(chapters=chapters)
    assert text().count('<form class="budget"') == 1


def test_the_emergency_card_repeats_the_numbers_and_asks_for_own_ones(kit):
    html = text()
    card = re.search(r"<dialog.*?</dialog>", html, re.DOTALL)[0]
    assert re.findall(r'href="((?:tel|sms):\w+)"', card) == ["tel:112", "sms:114"]
    assert len(re.findall(r"<input ", card)) == 3
    assert '<a class="alarm" href="#emergency"' in html


def test_without_a_readable_country_there_is_no_card(kit):
    make_country().unpublish()
    assert Client().get(KIT).status_code == 404  # a kit below a hidden country is hidden
    preview = kit.make_preview_request(preview_mode="web").content.decode()
    assert "<dialog" not in preview
    assert 'href="#emergency"' not in preview


def test_messages_are_in_the_language_of_each_learner(kit, translated, say):
    translated(kit, "de")
    links = re.findall(r'<a class="btn btn--line" href="(mailto:\?[^"]+)" hreflang="(\w\w)"', text())
    assert [code for _, code in links] == ["fr", "de"]
    for link, code in links:
        asked = parse_qs(urlsplit(link.replace("&amp;", "&")).query)
        assert asked["body"][0].endswith(f"\nhttp://localhost:8000/{code}/kits/france/nantes/")
        assert asked["subject"] == [say("Your kit for %(city)s", code, city="Nantes" if code == "fr" else "de Nantes")]


def test_the_code_opens_the_kit_in_the_language_of_the_phone(kit, translated):
    translated(kit, "de")
    path = f"/e/{kit.translation_key}/"
    assert f"http://localhost:8000{path}" in text()
    assert text().count('class="qr"') == 2  # beside the message, on the poster
    for accepted, target in (("de-AT,de;q=0.9", "/de/kits/france/nantes/"), ("fr", KIT), ("nl", KIT), ("", KIT)):
        response = Client().get(path, headers={"Accept-Language": accepted})
        assert (response.status_code, response["Location"]) == (302, target), accepted
        assert "Accept-Language" in response["Vary"]


def test_the_code_prefers_a_fallback_in_the_readers_frame_to_another_language(kit):
    synchronize_tree(locales()["fr"], locales()["nl"])
    response = Client().get(f"/e/{kit.translation_key}/", headers={"Accept-Language": "nl"})
    assert response["Location"] == "/nl/kits/france/nantes/"


def test_the_code_of_a_hidden_kit_leads_nowhere(kit):
    kit.unpublish()
    assert Client().get(f"/e/{kit.translation_key}/").status_code == 404


def old_day() -> str:
    return (timezone.localdate() - LIFETIME - datetime.timedelta(days=1)).isoformat()


def test_what_was_seen_over_a_year_ago_is_marked_and_explained(db, say):
    html = with_blocks(seen("fact", old_day()))
    label = say("Source %(number)s, seen more than a year ago", number=2)
    assert f'class="ref ref--old" href="#source-2" aria-label="{label}"' in html
    assert say("A double ring marks what was seen more than a year ago: look at the source before you rely on it.") in html


def test_a_page_that_was_checked_since_carries_no_such_mark(db):
    kit = make_kit(chapters=[block("chapter", "only", {"topic": "transport", "title": "Ici", "lead": "", "content": [seen("fact", old_day())]})])
    assert "ref--old" in text()
    kit.checked_on = timezone.localdate()
    publish(kit)
    assert "ref--old" not in text()


def test_a_check_over_a_year_ago_says_so(kit, say):
    words = say("That is more than a year ago. The partner is asked to check again.")
    kit.checked_on = timezone.localdate()
    publish(kit)
    assert words not in text()
    kit.checked_on = old_day()
    publish(kit)
    assert words in text()


def test_what_is_over_and_old_prices_say_so(db, say):
    html = with_blocks(seen("fact", "2026-11-01", valid_until="2026-01-31"), seen("travel_pass", "2026-11-01", price_seen_on="2025-01-01"))
    assert say("over: look at the source") in html
    assert say("may have changed since") in html


def test_a_mark_is_there_on_its_day_though_nothing_was_published(kit, monkeypatch, django_assert_num_queries):
    kit.chapters = [block("chapter", "only", {"topic": "transport", "title": "Ici", "lead": "", "content": [seen("fact", "2026-11-01")]})]
    publish(kit)
    monkeypatch.setattr(timezone, "localdate", lambda *args: datetime.date(2027, 11, 1))
    first = Client().get(KIT)
    assert "ref--old" not in first.content.decode()
    monkeypatch.setattr(timezone, "localdate", lambda *args: datetime.date(2027, 11, 2))
    again = Client().get(KIT, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 200
    assert "ref--old" in again.content.decode()
    with django_assert_num_queries(1):  # content version
        assert Client().get(KIT, headers={"If-None-Match": again["ETag"]}).status_code == 304


def record(name: str = "bonjour.mp3", **fields: object) -> Document:
    return Document.objects.create(title="Bonjour", file=ContentFile(b"ID3" + bytes(97), name), **fields)


def test_a_recording_is_linked_and_served_in_parts(db):
    sound = record()
    phrase = {"key": "hello", "text": "Bonjour", "phonetic": "bon-jour", "situation": "first_day", "audio": sound.pk}
    html = with_blocks(block("phrasebook", "p", {"phrases": items(phrase)}), topic="language")
    url = re.search(r'<a class="say" href="([^"]+)"', html)[1]
    whole = Client().get(url)
    assert (whole.status_code, whole["Content-Type"], len(whole.content)) == (200, "audio/mpeg", 100)
    for asked, status, size in (("bytes=0-1", 206, 2), ("bytes=90-", 206, 10), ("bytes=90-500", 206, 10), ("bytes=100-", 416, 0), ("x", 200, 100)):
        part = Client().get(url, headers={"Range": asked})
        assert (part.status_code, len(part.content)) == (status, size), asked
    assert Client().get(url, headers={"Range": "bytes=0-1"})["Content-Range"] == "bytes 0-1/100"


def test_no_other_document_and_no_private_recording_is_served_so(db):
    private = Collection.get_first_root_node().add_child(name="Privé")
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    hidden, paper, loose = record(collection=private), record("papier.pdf"), record("gone.mp3")
    name = loose.file.name
    loose.delete()
    for path in (hidden.file.name, paper.file.name, name, "documents/none.mp3", "documents/../secret.mp3"):
        assert Client().get(f"/media/{path}").status_code == 404, path


def test_a_phrase_without_recording_has_no_address():
    phrase = Phrase(id="1", key="hello", text="Bonjour", phonetic="bon-jour", situation=Situation.FIRST_DAY)
    assert phrase.audio_url() == ""


def test_sounds_may_come_from_ourselves_alone(kit):
    assert "media-src 'self'" in joined(settings.PUBLIC_POLICY)
    assert "media-src 'self'" in Client().get(KIT)["Content-Security-Policy"]


def compressed(data: bytes) -> float:
    """Kilobytes as a server sends them."""
    return len(brotli.compress(data, quality=11)) / 1000


def scripts_of(html: str) -> set[str]:
    """The scripts that a page of ours can load: those it names, and those that they name."""
    ahead, found = re.findall(r'src="[^"]*/js/(\w+)\.\w+\.js"', html), set()
    while ahead:
        name = ahead.pop()
        found.add(name)
        named = re.findall(r'"\./(\w+)\.js"', (SCRIPTS / f"{name}.js").read_text())
        ahead += [other for other in named if other not in found]
    return found


def test_the_page_stays_within_its_budget(kit):
    """The budgets of a phone's first view (kB, compressed); fonts are the two that every page preloads."""
    html = text()
    sheet = (Path(settings.STATIC_ROOT) / staticfiles_storage.stored_name("css/vr4m.css")).read_bytes()
    found = scripts_of(html)
    assert {"menus", "kit", "arrival", "stay", "phrases", "budget", "share"} <= found
    assert compressed(html.encode()) <= 35
    assert compressed(sheet) <= 15
    first = set(re.findall(r'src="[^"]*/js/(\w+)\.\w+\.js"', html))
    assert sum(compressed((SCRIPTS / f"{name}.js").read_bytes()) for name in first) <= 10
