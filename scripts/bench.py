"""Measures the GraphQL API beside wagtail-grapple and Wagtail's REST API: the same content, one process, one run.

Usage: ``python scripts/bench.py [rounds]`` (21 by default). Each round asks everybody once, in turn, so that a busy moment of the machine
hits all alike; the medians are told. What is told is processor time: client, server and database are one process that waits for nothing.
After the clock has stopped the answers are compared: all of ours must be equal, and nothing that a peer returns may be missing in them.
"""

import gc
import json
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
os.environ.setdefault("VR4M_DATA", tempfile.mkdtemp(prefix="vr4m-bench-"))
os.environ["DJANGO_SETTINGS_MODULE"] = "settings"
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "benchmarks"), os.environ["VR4M_DATA"]]

import django  # noqa: E402

django.setup()
# The peers' models exist only now.
import content  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.cache import caches  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from cms.editions import reading  # noqa: E402
from cms.kits.models import KitPage  # noqa: E402
from content_api import operations  # noqa: E402
from queries import GRAPPLE, OURS, REST  # noqa: E402

client = Client()
GOALS = {"parsed query kept": 12, "an edition just published": 20, "whole answer kept": 60}
BASE = "wagtail-grapple"


def ours(**headers: str) -> Any:
    """Our answer, by GET as apps ask."""
    return client.get("/graphql/", {"query": OURS}, headers=headers)


def grapple() -> Any:
    """grapple's answer."""
    return client.post("/peer/graphql/", json.dumps({"query": GRAPPLE}), content_type="application/json")


def forget(*, query: bool = False, documents: bool = False) -> None:
    """Empties what a process keeps: answers always, the parsed query and decoded documents where told."""
    caches["pages"].clear()
    if query:
        operations._parsed.clear()
    if documents:
        reading._decoded.clear()


def publish_one() -> None:
    """An editor publishes a change in one of the twenty kits."""
    page = KitPage.objects.filter(locale__language_code="fr").order_by("path")[7]
    page.region = f"{page.region.rstrip()}{' ' * (1 - page.region.count(' ', -1))}"
    page.save_revision().publish()


def prepare(name: str) -> str | None:
    """What must have happened before a run, outside the clock; returns the ETag that the run sends."""
    forget(query="nothing" in name, documents="nothing" in name or "parsed" in name or "graphql-core" in name)
    settings.GRAPHQL_PROJECTION = "graphql-core" not in name
    if "just published" in name:
        ours()
        publish_one()
    if "whole answer" in name:
        return str(ours().headers["ETag"])
    return None


def run(name: str, etag: str | None) -> Any:
    """Asks once."""
    if name.startswith(BASE):
        return grapple()
    if name.startswith("REST"):
        return client.get(REST)
    if name.startswith("an empty"):
        return client.get("/empty/")
    return ours(**{"If-None-Match": etag}) if "304" in name and etag else ours()


NAMES = (
    BASE,
    "REST API v2",
    "ours by graphql-core, parsed query kept",
    "ours, nothing kept",
    "ours, parsed query kept",
    "ours, documents kept too",
    "ours, an edition just published",
    "ours, whole answer kept",
    "ours, whole answer kept, 304",
    "an empty view",
)


def measure(rounds: int) -> dict[str, list[float]]:
    """Seconds of processor time of each run, by its name."""
    times: dict[str, list[float]] = {name: [] for name in NAMES}
    for _ in range(rounds):
        for name in NAMES:
            etag = prepare(name)
            gc.collect()
            gc.disable()
            began = time.process_time()
            run(name, etag)
            times[name].append(time.process_time() - began)
            gc.enable()
    return times


def counted(name: str) -> tuple[int, int]:
    """SQL queries and bytes of one run."""
    etag = prepare(name)
    with CaptureQueriesContext(connection) as captured:
        response = run(name, etag)
    return len(captured), len(response.content)


def leaves(value: Any, key: str = "") -> Iterator[str]:
    """All that an answer says, in one spelling: numbers without trailing zeros, choices in small letters; no ids, addresses and meta data."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name not in {"id", "meta", "type", "__typename", "detail_url", "url_720", "full_url"}:
                yield from leaves(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner, key)
    elif isinstance(value, bool) or value is None or value == "":
        return
    else:
        yield spelled(value)


def spelled(value: Any) -> str:
    """A number or text in the spelling that all share."""
    try:
        return str(Decimal(str(value)).normalize())
    except ArithmeticError:
        text = str(value).casefold()
        return text.replace("http://localhost", "").rpartition("/media/")[2] if "/media/" in text else text


def verify() -> list[str]:
    """What is wrong with the answers; nothing, normally."""
    wrong = []
    bodies = {}
    for name in NAMES[2:8]:
        etag = prepare(name)
        bodies[name] = run(name, etag).json()
        if "errors" in bodies[name] or len(bodies[name]["data"]["kits"]["nodes"]) != content.KITS:
            wrong.append(f"{name}: {str(bodies[name])[:300]}")
    first = bodies["ours, nothing kept"]
    wrong += [f"{name} differs from the others" for name, body in bodies.items() if body != first]
    said = set(leaves(first["data"]))
    for name, answer in ((BASE, grapple().json()), ("REST API v2", client.get(REST).json())):
        if "errors" in answer:
            wrong.append(f"{name}: {str(answer['errors'])[:300]}")
        pages = answer["data"]["pages"] if "data" in answer else answer["items"]
        if len(pages) != content.KITS:
            wrong.append(f"{name} gives {len(pages)} kits")
        missing = sorted(set(leaves(pages)) - said)
        wrong += [f"{name} says {text!r}, ours doesn't" for text in missing[:10]]
    return wrong


def table(times: dict[str, list[float]]) -> list[str]:
    """The figures as a Markdown table."""
    base = statistics.median(times[BASE])
    lines = [f"| median of {len(times[BASE])} | SQL | CPU ms | × grapple | bytes |", "| --- | --: | --: | --: | --: |"]
    for name, seconds in times.items():
        median = statistics.median(seconds)
        queries, size = counted(name)
        lines.append(f"| {name} | {queries} | {median * 1e3:.2f} | {base / median:.1f} | {size:,} |")
    return lines


def goals(times: dict[str, list[float]]) -> list[str]:
    """Each goal, and how it was met."""
    base = statistics.median(times[BASE])
    found = []
    for name, goal in GOALS.items():
        ratio = base / statistics.median(times[f"ours, {name}"])
        found.append(f"- {name}: {ratio:.1f} times as fast as grapple, goal {goal}: {'met' if ratio >= goal else 'missed'}")
    return found


def main() -> int:
    """Prints the table; returns 1 where answers are wrong."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 21
    migrations = Path(os.environ["VR4M_DATA"], "peer_migrations")
    migrations.mkdir()
    migrations.joinpath("__init__.py").touch()
    call_command("makemigrations", "peer", verbosity=0)
    call_command("migrate", verbosity=0)
    content.make()
    for name in NAMES:  # once outside the clock: imports, lazy settings, compiled regular expressions
        run(name, prepare(name))
    times = measure(rounds)
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {connection.vendor}"
    print(f"{date.today()}, {machine}, `make bench`: {content.KITS} kits, 6 languages, {KitPage.objects.count()} pages of each site\n")
    print("\n".join([*table(times), "", *goals(times)]))
    wrong = verify()
    print("\n".join(["", *(f"WRONG: {line}" for line in wrong)]) if wrong else "\nAll answers are equal, and nothing that a peer returns is missing.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
