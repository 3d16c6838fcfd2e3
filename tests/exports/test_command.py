"""``render_exports`` makes what is missing, with the real renderer, and says what it did."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from factories import make_kit, translate

from cms import editions
from exports import formats, tasks
from exports.formats import Refused
from exports.print.kit import KIT_PDF

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "_formats", {KIT_PDF.name: KIT_PDF})
    settings.STORAGES = {
        **settings.STORAGES,
        "exports": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path, "base_url": None}},
    }


def test_it_makes_what_is_missing_once(visitor, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        translate(make_kit(), "de")
    out = io.StringIO()
    call_command("render_exports", stdout=out)
    assert sorted(out.getvalue().split("\n")[:-1]) == ["/de/kits/france/nantes/kit.pdf: rendered", "/fr/kits/france/nantes/kit.pdf: rendered"]
    again = io.StringIO()
    call_command("render_exports", stdout=again)
    assert again.getvalue() == ""
    reading = editions.at("/de/kits/france/nantes/")
    (file,) = editions.files.ready([reading.page_id])[reading.page_id]
    answer = visitor.get("/de/kits/france/nantes/kit.pdf")
    assert answer.status_code == 200 and int(answer["Content-Length"]) == file.bytes and file.pages >= 5


def test_it_says_what_failed_and_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    make_kit()
    make_kit("Angers")

    def refuse(*args: object) -> str:
        raise Refused("PDFUA1: no")

    monkeypatch.setattr(tasks, "make", refuse)
    err = io.StringIO()
    with pytest.raises(CommandError, match=r"2 couldn't be made"):
        call_command("render_exports", stderr=err)
    assert err.getvalue().count("PDFUA1: no") == 2


def test_it_can_be_told_where(monkeypatch: pytest.MonkeyPatch) -> None:
    make_kit()
    monkeypatch.setattr(tasks, "make", lambda reading, format_: "rendered")
    out = io.StringIO()
    call_command("render_exports", "--path", "/de/", stdout=out)
    assert out.getvalue() == ""
