"""From publication to file: queued with the edition, made once, tried again, never taken from readers."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from factories import make_kit, publish, translate

from cms import editions
from cms.editions import FileState
from exports import fingerprint, formats, store, tasks
from exports.formats import Made, Refused
from exports.pool import RenderFailed
from exports.print.kit import KIT_PDF

pytestmark = pytest.mark.django_db
NAME = KIT_PDF.name
MADE = Made(b"%PDF-1.7 made", 7)


class Renderer:
    """Stands for the pool: counts, and fails as long as it is told to."""

    def __init__(self) -> None:
        self.made = 0
        self.fails: Exception | None = None

    def render(self, format_: formats.Format, book: object, **kwargs: object) -> Made:
        assert isinstance(book, format_.book)
        if self.fails:
            raise self.fails
        self.made += 1
        return Made(MADE.data + fingerprint.of(format_, book).encode(), MADE.pages)


@pytest.fixture(autouse=True)
def renderer(monkeypatch: pytest.MonkeyPatch, settings, tmp_path: Path) -> Renderer:
    settings.STORAGES = {
        **settings.STORAGES,
        "exports": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path / "exports", "base_url": None}},
    }
    renderer = Renderer()
    monkeypatch.setattr(tasks, "POOL", renderer)
    monkeypatch.setattr(formats, "_formats", {NAME: KIT_PDF})  # one is enough to see what becomes of any
    return renderer


def reading(path: str = "/fr/kits/france/nantes/") -> editions.Reading:
    found = editions.at(path)
    assert found is not None
    return found


def file_of(edition_id: int) -> editions.files.File:
    (file,) = editions.files.of_edition(edition_id)
    return file


def waiting() -> list[DBTaskResult]:
    return list(DBTaskResult.objects.filter(task_path="exports.tasks.render_edition", status="READY").order_by("enqueued_at"))


def work_off() -> list[str]:
    """Runs the queued renderings, those put off included, as the worker does; returns what each did."""
    done = []
    while queue := waiting():
        for result in queue:
            done.append(tasks.render_edition.call(*result.args_kwargs["args"], **result.args_kwargs["kwargs"]))
            result.set_successful(done[-1])
    return done


def test_publication_queues_the_file_in_its_own_transaction() -> None:
    with transaction.atomic():
        sid = transaction.savepoint()
        make_kit()
        assert len(waiting()) == 1 and waiting()[0].queue_name == "exports"
        transaction.savepoint_rollback(sid)
    assert waiting() == [] and DBTaskResult.objects.count() == 0


def test_a_file_waits_then_is_ready_with_all_that_readers_need(renderer: Renderer) -> None:
    make_kit()
    edition = reading().edition_id
    assert file_of(edition).state == FileState.WAITING
    assert work_off() == ["rendered"]
    file = file_of(edition)
    assert (file.state, file.pages, file.format, file.reason) == (FileState.READY, 7, "kit.pdf", "")
    stored = (storages["exports"]).open(file.name).read()
    assert len(stored) == file.bytes and store.checksum(stored) == file.checksum
    assert file.name == f"{file.fingerprint}.pdf"


def test_the_same_edition_renders_nothing_twice(renderer: Renderer) -> None:
    make_kit()
    tasks.queue(reading().edition_id, NAME)
    assert work_off() == ["rendered", "unchanged"] and renderer.made == 1


def test_an_edition_with_a_fingerprint_known_takes_that_file(renderer: Renderer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fingerprint, "of", lambda format_, book: "a" * 64)
    page = make_kit()
    work_off()
    page.intro = "Autre chose."
    publish(page)
    assert work_off() == ["reused"] and renderer.made == 1
    assert file_of(reading().edition_id).name == f"{'a' * 64}.pdf"


def test_a_lost_file_is_made_again(renderer: Renderer) -> None:
    make_kit()
    work_off()
    storages["exports"].delete(file_of(reading().edition_id).name)
    tasks.queue(reading().edition_id, NAME)
    assert work_off() == ["rendered"] and renderer.made == 2


def test_a_superseded_edition_is_left_alone(renderer: Renderer) -> None:
    page = make_kit()
    page.intro = "Autre chose."
    publish(page)
    assert work_off() == ["superseded", "rendered"] and renderer.made == 1


def test_a_failure_is_tried_again_later_and_later_then_stays_with_its_reason(renderer: Renderer) -> None:
    make_kit()
    edition = reading().edition_id
    renderer.fails = RenderFailed("The renderer took longer than 60 seconds.")
    delays, states = [], []
    while queue := waiting():
        (result,) = queue
        delays.append(result.run_after - timezone.now())
        tasks.render_edition.call(*result.args_kwargs["args"], **result.args_kwargs["kwargs"])
        result.set_successful("")
        states.append(file_of(edition).state)
    assert states == [FileState.WAITING, FileState.WAITING, FileState.FAILED]
    assert delays[1] == pytest.approx(timedelta(seconds=30), abs=timedelta(seconds=5))
    assert delays[2] == pytest.approx(timedelta(minutes=5), abs=timedelta(seconds=5))
    assert file_of(edition).reason == "The renderer took longer than 60 seconds." and file_of(edition).attempts == 3


def test_a_file_that_is_refused_leaves_the_last_good_one_to_readers(renderer: Renderer) -> None:
    page = make_kit()
    work_off()
    good = file_of(reading().edition_id)
    renderer.fails = Refused("PDFUA1: a figure has no words")
    page.intro = "Autre chose."
    publish(page)
    work_off()
    assert file_of(reading().edition_id).state == FileState.FAILED
    assert editions.files.ready([page.pk])[page.pk] == [good]


def test_a_store_that_refuses_leaves_the_publication_alone(renderer: Renderer, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object) -> str:
        raise OSError("No space left on device")

    monkeypatch.setattr(store, "keep", refuse)
    page = make_kit()
    assert page.live and work_off() == ["retrying", "retrying", "failed"]
    assert "No space left" in file_of(reading().edition_id).reason
    monkeypatch.undo()


def test_an_edition_whose_new_rendering_fails_keeps_its_file_with_the_reason(renderer: Renderer, monkeypatch: pytest.MonkeyPatch) -> None:
    make_kit()
    work_off()
    edition = reading().edition_id
    monkeypatch.setattr(fingerprint, "of", lambda format_, book: "b" * 64)
    renderer.fails = RenderFailed("no")
    tasks.queue(edition, NAME)
    work_off()
    assert file_of(edition).state == FileState.READY and file_of(edition).reason == "no"


def test_phrases_of_the_host_s_language_renew_the_other_languages(renderer: Renderer, django_capture_on_commit_callbacks) -> None:
    page = make_kit()
    with django_capture_on_commit_callbacks(execute=True):
        translate(page, "de")
    work_off()
    german = reading("/de/kits/france/nantes/")
    before = file_of(german.edition_id)
    page.refresh_from_db()
    content = page.chapters.get_prep_value()
    phrasebook = next(block for block in content[0]["value"]["content"] if block["type"] == "phrasebook")
    phrasebook["value"]["phrases"][0]["value"]["text"] = "Bonjour à tous"
    page.chapters = content
    publish(page)
    work_off()
    after = file_of(german.edition_id)
    assert reading("/de/kits/france/nantes/").edition_id == german.edition_id
    assert after.fingerprint != before.fingerprint and after.state == FileState.READY


def test_a_change_in_the_country_renews_its_kits(renderer: Renderer) -> None:
    kit = make_kit()
    work_off()
    country = kit.get_parent().specific
    country.intro = "Nouveau."
    publish(country)
    assert work_off() == ["rendered"] and file_of(reading().edition_id).number == 2


def test_what_is_outdated_is_found_and_queued(renderer: Renderer, monkeypatch: pytest.MonkeyPatch) -> None:
    make_kit()
    work_off()
    assert tasks.refresh_exports.call() == 0
    monkeypatch.setattr(fingerprint, "of", lambda format_, book: "c" * 64)
    assert tasks.refresh_exports.call() == 1
    assert work_off() == ["rendered"]


def test_a_task_that_runs_again_after_its_worker_was_killed_makes_the_file(renderer: Renderer) -> None:
    make_kit()
    edition = reading().edition_id
    editions.files.record(edition, NAME, FileState.RENDERING, attempts=1)  # as the killed worker left it
    assert work_off() == ["rendered"] and file_of(edition).state == FileState.READY
