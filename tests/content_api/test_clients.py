"""Clients that we haven't written, and the samples for developers, against a running server."""

import json
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from importlib import util
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, connections
from factories import make_kit, publish
from gql import Client, gql
from gql.transport.exceptions import TransportQueryError
from gql.transport.httpx import HTTPXTransport

from cms.kits.models import KitPage
from cms.webhooks.sending import headers

pytestmark = pytest.mark.django_db
SAMPLES = Path(settings.BASE_DIR, "site", "website", "samples")
QUERIES = Path(settings.BASE_DIR, "graphql", "queries")


@pytest.fixture
def kit(shared_kit: int) -> KitPage:
    """The kit that all tests here share; what they change in it is undone."""
    return KitPage.objects.get(pk=shared_kit)


class Quiet(WSGIRequestHandler):
    """Says nothing of its requests."""

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture
def server(kit: KitPage) -> Iterator[str]:
    """The address of a server that sees what the test has written and not committed: it shares the test's connection."""
    shared = connections["default"]
    shared.inc_thread_sharing()
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)  # they would end the test's transaction

    def serve() -> None:
        connections["default"] = shared
        found.serve_forever(poll_interval=0.05)

    found = make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=Quiet)
    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{found.server_port}"
    found.shutdown()
    thread.join(timeout=10)
    found.server_close()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
    shared.dec_thread_sharing()


def run(command: list[str], server: str, folder: Path) -> str:
    """What a program says; fails where it fails."""
    environment = {**os.environ, "VR4M": server, "NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_gql_lists_kits_reads_a_page_syncs_and_follows_an_update(server: str, kit: KitPage) -> None:
    with Client(transport=HTTPXTransport(url=f"{server}/graphql/", trust_env=False), fetch_schema_from_transport=True) as client:
        listed = client.execute(gql((QUERIES / "kits.graphql").read_text(encoding="utf-8")))
        assert [node["title"] for node in listed["kits"]["nodes"]] == ["Nantes"]
        page = client.execute(gql('{ page(path: "/fr/kits/france/nantes/") { title ... on Kit { sections { title } } } }'))
        assert page["page"]["sections"]
        sync = gql((QUERIES / "sync.graphql").read_text(encoding="utf-8"))
        first = client.execute(sync)["changes"]
        assert len(first["items"]) == 4 and not first["hasMore"]
        kit.intro = "Neu."
        publish(kit)
        sync.variable_values = {"after": first["cursor"]}
        (update,) = client.execute(sync)["changes"]["items"]
        assert (update["event"], update["document"]["intro"]) == ("UPDATED", "Neu.")
        sync.variable_values = {"after": "x"}
        with pytest.raises(TransportQueryError) as caught:
            client.execute(sync)
        assert caught.value.errors[0]["extensions"]["code"] == "BAD_CURSOR"


def test_the_sample_of_python_keeps_a_copy(server: str, kit: KitPage, tmp_path: Path) -> None:
    command = [sys.executable, str(SAMPLES / "sync.py")]
    assert run(command, server, tmp_path).count("CREATED") == 4
    assert run(command, server, tmp_path) == ""
    other = make_kit("Angers")
    assert run(command, server, tmp_path).startswith("CREATED")
    other.unpublish()
    assert run(command, server, tmp_path).startswith("REMOVED")
    copy = json.loads((tmp_path / "copy.json").read_text())
    assert {page["title"] for page in copy["pages"].values()} == {"VR4M", "Kits de ville", "France", "Nantes"}


def test_the_sample_of_curl(server: str, tmp_path: Path) -> None:
    assert shutil.which("curl"), "the sample needs curl"
    said = run(["bash", "-e", str(SAMPLES / "curl.sh")], server, tmp_path)
    assert '"kits":{"nodes":[]}' in said and '"title":"Nantes"' in said
    assert re.search(r"(?im)^etag: W/", said)


def test_the_sample_of_javascript(server: str, tmp_path: Path) -> None:
    assert shutil.which("node"), "the sample needs Node"
    assert run(["node", str(SAMPLES / "kits.mjs")], server, tmp_path) == "Nantes 112\n"


def test_the_sample_of_webhooks_knows_our_signature(monkeypatch: pytest.MonkeyPatch) -> None:
    spec = util.spec_from_file_location("sample", SAMPLES / "webhook.py")
    assert spec and spec.loader
    sample = util.module_from_spec(spec)
    spec.loader.exec_module(sample)
    signed = headers("secret", "key", b"{}")["VR4M-Signature"]
    assert sample.is_ours(b"{}", signed, "secret")
    assert not sample.is_ours(b"{ }", signed, "secret") and not sample.is_ours(b"{}", signed, "other")
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 400)
    assert not sample.is_ours(b"{}", signed, "secret"), "an old one sent again"
