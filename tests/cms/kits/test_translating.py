"""What wagtail-localize takes for language in our pages, and how a source's change reaches its languages."""

import pytest
from factories import block, locales, make_kit, publish, translate
from wagtail_localize.models import StringSegment, TranslationSource

from cms import editions
from cms.core.translations import carry_over

pytestmark = pytest.mark.django_db
NEUTRAL = {"phone", "address", "url", "source_url", "key", "slug", "latitude", "number", "operator_url", "email"}


@pytest.fixture
def translated(django_capture_on_commit_callbacks):
    kit = make_kit()
    with django_capture_on_commit_callbacks(execute=True):
        translate(kit, "de")
    return kit


def test_words_are_language_and_codes_are_not(translated):
    source = TranslationSource.objects.get(object_id=translated.translation_key)
    paths = {s.context.path.split(".")[-1] for s in StringSegment.objects.filter(source=source).select_related("context")}
    assert not paths & NEUTRAL
    assert {"title", "heading", "hours", "phonetic", "source_title", "from_place", "when"} - paths == {"when"}


def test_a_translation_holds_every_word_and_every_code(translated):
    (reading,) = editions.readable(kind="kit", locale="de")
    (chapter,) = reading.document.chapters
    by_tag = {b.tag(): b for b in chapter.blocks}
    assert chapter.title == "de Travailler ici" and not reading.is_fallback
    assert by_tag["contact"].office == "de Mairie" and by_tag["contact"].phone == "+33240083333"
    assert by_tag["housing"].fraud_signs == ("de On te presse",)
    assert by_tag["phrasebook"].phrases[0].key == "hello" and by_tag["phrasebook"].phrases[0].phonetic == "de bon-jour"
    assert by_tag["checklist"].items[0].text == "de Prends ta carte"
    assert by_tag["fact"].source.url == "https://www.service-public.gouv.fr/"
    french = editions.readable(kind="kit", locale="fr")[0].document
    assert [b.id for b in chapter.blocks] == [b.id for b in french.chapters[0].blocks]


def test_a_new_phone_number_reaches_all_languages(translated, django_capture_on_commit_callbacks):
    chapter = translated.chapters.raw_data[0]
    for b in chapter["value"]["content"]:
        if b["type"] == "contact":
            b["value"]["phone"] = "+33240000000"
    translated.chapters = [chapter]
    publish(translated)
    with django_capture_on_commit_callbacks(execute=True):
        assert carry_over.func(translated.pk) == ["de"]
    (chapter,) = editions.readable(kind="kit", locale="de")[0].document.chapters
    assert next(b for b in chapter.blocks if b.tag() == "contact").phone == "+33240000000"


def test_a_new_sentence_waits_for_its_translator_and_shows_no_french(translated, django_capture_on_commit_callbacks):
    translated.first_48h = [
        *translated.first_48h.raw_data,
        block("item", "n", {"text": "Va dormir", "anchor": "", "offset_days": None, "critical": False}),
    ]
    publish(translated)
    with django_capture_on_commit_callbacks(execute=True):
        assert carry_over.func(translated.pk) == []
    assert all(i.text.startswith("de ") for i in editions.readable(kind="kit", locale="de")[0].document.first_48h)
    translation = TranslationSource.objects.get(object_id=translated.translation_key).translations.get(target_locale=locales()["de"])
    total, done = translation.get_progress()
    assert total == done + 1
