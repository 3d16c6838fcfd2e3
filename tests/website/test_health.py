"""Whether the site can do its work, seen from outside: each fault names itself and nothing more."""

import pytest
from django.core.files.storage import storages
from django.db import DatabaseError
from django.test import Client

from cms.core import heartbeat
from website import health


@pytest.fixture
def worker(db):
    heartbeat.beat("w1", heartbeat.QUEUES)


def ready() -> tuple[int, dict]:
    response = Client().get("/readyz")
    assert "no-store" in response["Cache-Control"]
    return response.status_code, response.json()


def test_the_process_answers_without_asking_anything(django_assert_num_queries, db):
    with django_assert_num_queries(0):
        response = Client().get("/healthz")
    assert response.json() == {"alive": True}


def test_all_is_well(worker):
    assert ready() == (200, {"ready": True, "problems": {}})


def test_no_worker(db):
    status, answer = ready()
    assert status == 503
    assert answer["problems"] == {"worker": "no living worker for default, exports"}


def test_a_queue_that_nobody_serves(db):
    heartbeat.beat("w1", ["default"])
    assert ready()[1]["problems"] == {"worker": "no living worker for exports"}


def test_the_database_is_away(worker, monkeypatch):
    def refuse(*args: object) -> None:
        raise DatabaseError("password of the database")

    monkeypatch.setitem(health.CHECKS, "database", refuse)
    status, answer = ready()
    assert status == 503
    assert answer["problems"] == {"database": "DatabaseError"}


def test_a_migration_is_missing(worker, monkeypatch):
    class Migration:
        app_label, name = "kits", "0002_new"

    health._migrated.clear()
    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda self, nodes: [(Migration, False)])
    assert ready()[1]["problems"] == {"migrations": "1 not applied, first kits.0002_new"}
    health._migrated.clear()


@pytest.mark.parametrize(("alias", "name"), [("default", "media"), ("exports", "exports")])
def test_a_storage_that_refuses_or_forgets(worker, monkeypatch, alias, name):
    monkeypatch.setattr(health, "storages", {"default": storages["default"], "exports": storages["exports"], alias: Broken(storages[alias])})
    status, answer = ready()
    assert status == 503
    assert answer["problems"] == {name: "PermissionError"}


class Broken:
    """A storage on a full disk."""

    def __init__(self, storage: object) -> None:
        self.storage = storage

    def save(self, *args: object) -> str:
        raise PermissionError("/srv/secret/path")


def test_the_check_leaves_nothing_behind(worker):
    ready()
    for alias in ("default", "exports"):
        if storages[alias].exists("health"):
            assert storages[alias].listdir("health") == ([], [])
