"""What publishing a page makes of it."""

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult
from factories import block, every_block, locales, make_country, make_image, make_kit, make_kits, publish, translate
from wagtail.models import Page

from cms import editions
from cms.editions import store
from cms.editions.models import CompileFailure, Edition, EditionRead
from cms.editions.tasks import recompile_pages, retry_compile

pytestmark = pytest.mark.django_db


def numbers(page) -> list[int]:
    return list(Edition.objects.filter(page_id=page.pk).order_by("number").values_list("number", flat=True))


def test_first_publication_makes_edition_one(kit):
    (reading,) = editions.readable(kind="kit")
    assert (reading.cited, reading.path, reading.country) == ("fr-1", "/fr/kits/france/nantes/", "fr")
    assert reading.document.city == "Nantes"


def test_unchanged_content_makes_no_edition(kit):
    publish(kit)
    assert numbers(kit) == [1]


def test_changed_content_makes_the_next_number_and_keeps_the_old_one(kit):
    kit.intro = "Autre chose."
    publish(kit)
    assert numbers(kit) == [1, 2]
    assert [e.current for e in Edition.objects.filter(page_id=kit.pk).order_by("number")] == [False, True]


def test_a_draft_changes_nothing_for_readers(kit):
    kit.intro = "Brouillon."
    kit.save_revision()
    assert editions.readable(kind="kit")[0].document.intro != "Brouillon."


def test_a_countrys_change_makes_a_new_number_for_its_kits_in_each_language(kit, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        translate(kit, "de")
    other = make_kit("Flensburg", iso="de")
    before = {(r.page_id): r.number for r in editions.readable(kind="kit")}
    country = make_country("fr")
    country.emergency = [block("emergency_number", "fr-112", {"number": "112", "when": "Tout", "by_text": False})]
    publish(country)
    after = {(r.page_id): r.number for r in editions.readable(kind="kit")}
    assert after[kit.pk] == before[kit.pk] + 1
    assert after[other.pk] == before[other.pk]
    german = make_country("fr").get_translation(locales()["de"])
    german.intro = "Neu"
    publish(german)
    of_german_kit = kit.get_translation(locales()["de"]).pk
    assert {(r.page_id): r.number for r in editions.readable(kind="kit")}[of_german_kit] == before[of_german_kit] + 1


def test_scheduled_publication_makes_no_edition_yet(kit):
    from datetime import timedelta

    from django.utils import timezone

    kit.intro = "Demain."
    kit.go_live_at = timezone.now() + timedelta(days=1)
    kit.save_revision().publish()
    assert numbers(kit) == [1]


def test_a_compile_that_fails_keeps_the_last_edition_and_its_reason_and_is_tried_again(kit, monkeypatch):
    kit.intro = "Nouvelle."
    with monkeypatch.context() as broken:
        broken.setattr(store, "compile_draft", lambda page: 1 / 0)
        publish(kit)
    assert Page.objects.get(pk=kit.pk).live
    assert editions.readable(kind="kit")[0].number == 1
    assert "ZeroDivisionError" in CompileFailure.objects.get(page_id=kit.pk).reason
    assert DBTaskResult.objects.filter(task_path="cms.editions.tasks.retry_compile").count() == 1
    assert retry_compile.func(kit.pk) is True
    assert editions.readable(kind="kit")[0].document.intro == "Nouvelle."
    assert not CompileFailure.objects.exists()


def test_a_retry_that_fails_is_put_off(kit, monkeypatch):
    monkeypatch.setattr(store, "compile_draft", lambda page: 1 / 0)
    assert retry_compile.func(kit.pk) is False
    again = DBTaskResult.objects.get(task_path="cms.editions.tasks.retry_compile")
    assert again.run_after is not None


def test_a_changed_picture_compiles_the_pages_that_show_it(kit):
    image = make_image()
    kit.hero, kit.hero_alt = image, "Le port"
    publish(kit)
    assert EditionRead.objects.filter(page_id=kit.pk, model="wagtailimages.image", object_id=str(image.pk)).exists()
    DBTaskResult.objects.all().delete()
    image.title = "Autre"
    image.save()
    queued = DBTaskResult.objects.filter(task_path="cms.editions.tasks.recompile_pages")
    assert [task.args_kwargs["args"] for task in queued] == [[[kit.pk]]]
    assert recompile_pages.func([kit.pk]) == 1


def test_an_untranslated_page_falls_back_to_its_source_with_an_edition_of_its_own(kit):
    for ancestor in [*kit.get_ancestors().filter(depth__gt=1).specific(), kit]:
        ancestor.copy_for_translation(locales()["de"], alias=True)
    german = editions.at("/de/kits/france/nantes/")
    assert german.is_fallback and german.document.language == "fr" and german.cited == "de-1"


@pytest.mark.parametrize("count", [1, 8])
def test_publishing_takes_the_same_queries_whatever_the_number_of_blocks(kit, count, django_assert_max_num_queries):
    kit.chapters = [block("chapter", n, {"topic": "work", "title": f"{n}", "lead": "", "content": every_block(str(n))}) for n in range(count)]
    with django_assert_max_num_queries(30), transaction.atomic():
        assert store.publish(kit).number == 2


def test_reconcile_heals_what_no_signal_told(kit):
    from cms.editions.reconcile import reconcile

    make_kits(2)
    type(kit).objects.filter(pk=kit.pk).update(intro="Écrit sans signal.")
    assert editions.readable(kind="kit", slugs=["nantes"])[0].document.intro != "Écrit sans signal."
    assert reconcile() == 1
    assert editions.readable(kind="kit", slugs=["nantes"])[0].document.intro == "Écrit sans signal."
    assert reconcile() == 0


def test_editions_of_former_types_are_compiled_anew(kit):
    from django.core.management import call_command

    Edition.objects.filter(page_id=kit.pk).update(schema="former")
    call_command("recompile", "--if-outdated")
    assert editions.readable(kind="kit")[0].number == 2
    call_command("recompile", "--if-outdated")
    assert numbers(kit) == [1, 2]
