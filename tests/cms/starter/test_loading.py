"""Loading starter files: idempotent, never over an editor's work, each mistake told with file, line and key."""

import shutil
from pathlib import Path

import pytest
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation

from cms import editions
from cms.kits.models import CountryPage, KitPage
from cms.starter.checking import another_language, check
from cms.starter.files import PAGES
from cms.starter.loading import load

pytestmark = pytest.mark.django_db
FILES = {
    "home/fr.yaml": "type: home\ntitle: VR4M\nintro: Partir.\n",
    "home/de.yaml": "title: VR4M\nintro: Losfahren.\n",
    "kits/fr.yaml": "type: kits\nparent: home\ntitle: Kits\n",
    "kits/de.yaml": "title: Stadt-Kits\n",
    "kits/france/fr.yaml": """type: country
parent: kits
title: France
iso: fr
emergency:
  - {key: "112", number: "112", when: Toute urgence}
chapters:
  - key: work
    topic: work_rules
    facts:
      - key: hours
        heading: Durée
        value: |
          Tu travailles **35 heures**.

          - le jour
          - jamais la nuit
        source_title: Service public
        source_url: https://www.service-public.gouv.fr/
""",
    "kits/france/de.yaml": """title: Frankreich
emergency:
  - {key: "112", when: Jeder Notfall}
chapters:
  - key: work
    facts:
      - key: hours
        heading: Dauer
        value: |
          Du arbeitest **35 Stunden**.

          - am Tag
          - nie nachts
        source_title: Öffentlicher Dienst
""",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def loading(folder, django_capture_on_commit_callbacks):
    def run():
        with django_capture_on_commit_callbacks(execute=True):
            return load(folder)

    return run


def put(folder, name, old, new):
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new), encoding="utf-8")


def test_pages_are_made_in_all_their_languages(loading):
    report = loading()
    assert (len(report.made), report.mistakes) == (6, [])
    german = editions.at("/de/kits/france/")
    assert german.document.title == "Frankreich" and not german.is_fallback
    fact = german.document.chapters[0].facts[0]
    assert fact.value.html == "<p>Du arbeitest <b>35 Stunden</b>.</p><ul><li>am Tag</li><li>nie nachts</li></ul>"
    assert editions.at("/nl/kits/france/").is_fallback
    assert all(t.get_status_display() == "Up to date" or t.get_progress()[0] == t.get_progress()[1] for t in Translation.objects.all())


def test_a_second_load_changes_nothing(loading):
    loading()
    before = set(Page.objects.values_list("pk", "latest_revision_id"))
    report = loading()
    assert (report.made, report.renewed, report.kept) == ([], [], [])
    assert set(Page.objects.values_list("pk", "latest_revision_id")) == before


def test_a_changed_file_renews_what_nobody_touched(loading, folder):
    loading()
    put(folder, "kits/france/fr.yaml", "Toute urgence", "Urgence")
    put(folder, "kits/france/de.yaml", "Jeder Notfall", "Notfall")
    report = loading()
    assert report.renewed == ["kits/france fr", "kits/france de"]
    assert editions.at("/de/kits/france/").document.emergency[0].when == "Notfall"


def test_what_an_editor_wrote_stays(loading, folder):
    loading()
    page = CountryPage.objects.get(locale__language_code="fr")
    page.intro = "Écrit par le partenaire."
    page.save_revision().publish()
    put(folder, "kits/france/fr.yaml", "title: France", "title: La France")
    report = loading()
    assert "kits/france fr" in report.kept
    assert editions.at("/fr/kits/france/").document.intro == "Écrit par le partenaire."


def test_what_an_editor_translated_stays(loading, folder):
    loading()
    StringTranslation.objects.filter(locale__language_code="de", data="Jeder Notfall").update(data="Alles Dringende", tool_name="")
    put(folder, "kits/france/de.yaml", "Frankreich", "In Frankreich")
    assert loading().kept == ["kits/france de"]
    assert editions.at("/de/kits/france/").document.title == "Frankreich"


def test_what_an_editor_deleted_stays_away(loading, folder):
    loading()
    CountryPage.objects.get(locale__language_code="fr").delete()
    put(folder, "kits/france/fr.yaml", "title: France", "title: La France")
    loading()
    assert not CountryPage.objects.filter(locale__language_code="fr").exists()


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("kits/france/fr.yaml", "topic: work_rules", "topic: wrok", "kits/france/fr.yaml:9: chapters.work.topic"),
        ("kits/france/fr.yaml", "heading: Durée", "headign: Durée", "kits/france/fr.yaml:12: chapters.work.facts.hours: “headign” is unknown"),
        ("kits/france/fr.yaml", "https://www.service-public.gouv.fr/", "no address", "kits/france/fr.yaml:19: chapters.work.facts.hours.source_url"),
        ("kits/france/fr.yaml", "key: work", "key: Work!", "kits/france/fr.yaml:8: chapters: “key” is Work!"),
        ("kits/france/fr.yaml", "title: France", "title: France\ntitle: Encore", "kits/france/fr.yaml:4: “title” stands twice"),
        ("kits/france/fr.yaml", "title: France", "titel: France", "“titel” is unknown"),
        ("kits/france/fr.yaml", "iso: fr", "iso: xx", "kits/france/fr.yaml:4: iso"),
        ("kits/france/fr.yaml", "parent: kits", "parent: kist", "kits/france/fr.yaml:2: parent: there is no page “kist”"),
        ("kits/france/fr.yaml", "type: country", "type: land", "type: is land"),
        ("kits/france/fr.yaml", "emergency:", "emergency: [", "is no YAML"),
        ("kits/france/de.yaml", "when: Jeder Notfall", "number: '110'", "“number” is no language"),
        ("kits/france/de.yaml", "heading: Dauer\n", "\n", "chapters.work.facts.hours.heading: has no translation"),
        ("kits/france/de.yaml", "key: hours", "key: days", "the key “days” isn’t in the source"),
        ("kits/france/de.yaml", "          - nie nachts\n", "", "has"),
        ("kits/france/de.yaml", "title: Frankreich", "iso: de", "“iso” is no language field"),
    ],
)
def test_a_mistake_is_named_and_nothing_of_the_page_is_loaded(loading, folder, name, old, new, told):
    put(folder, name, old, new)
    report = loading()
    assert any(told in str(mistake) for mistake in report.mistakes), list(map(str, report.mistakes))
    assert not CountryPage.objects.exists()
    assert editions.at("/fr/kits/") is not None  # the others are


def test_a_page_below_a_wrong_one_stays_out(loading, folder):
    (folder / "kits/nantes").mkdir()
    (folder / "kits/nantes/fr.yaml").write_text(
        "type: kit\nparent: kits/france\ntitle: N\ncity: N\nregion: R\nlatitude: 47.2\nlongitude: -1.5\n", encoding="utf-8"
    )
    put(folder, "kits/france/fr.yaml", "iso: fr", "iso: xx")
    loading()
    assert not KitPage.objects.exists()
    put(folder, "kits/france/fr.yaml", "iso: xx", "iso: fr")
    assert loading().mistakes == []
    assert KitPage.objects.filter(locale__language_code="fr").count() == 1


def test_our_own_files_have_no_mistake_and_no_fact_without_a_source():
    found = check()
    assert found.mistakes == []
    assert found.unsourced == []
    assert found.foreign == []
    for file in PAGES.rglob("fr.yaml"):
        assert {f.stem for f in file.parent.glob("*.yaml")} == {"fr", "en", "es", "it", "de", "nl"}, file


def test_our_own_files_claim_no_look_that_nobody_took():
    for file in PAGES.rglob("*.yaml"):
        text = file.read_text(encoding="utf-8")
        assert not any(name in text for name in ("seen_on", "checked_on", "checked_by")), file


def test_foreign_words_are_noticed():
    assert another_language("Appelle ton tuteur avant le premier jour avec tes papiers", "de") == "fr"
    assert another_language("Ruf vor dem ersten Tag deine Betreuung an und nimm die Papiere mit", "de") == ""


def test_partners_are_made_once(loading, folder):
    from cms.partners.models import Partner
    from cms.starter.partners import load_partners

    loading()
    assert load_partners() == 5
    assert load_partners() == 0
    group = Partner.objects.get(short_name="cma-pdl").group
    pages = Page.objects.filter(group_permissions__group=group).distinct()
    assert {p.title for p in pages} == {"France", "Frankreich"}
    shutil.rmtree(folder)
