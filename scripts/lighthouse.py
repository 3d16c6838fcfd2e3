"""Lighthouse on the phone profile: ``python scripts/lighthouse.py [PATH…]``; without paths one page of each kind in French and German.

Fills a folder of its own with the starter content, serves it as ``make run`` does, and takes the median of three runs a page. Ends with 1 where
a page scores less than :data:`FLOOR`. Needs npm and Chromium; the packages are pinned in ``scripts/lighthouse/package-lock.json``.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median_low

import npm
from services import free_port

ROOT = Path(__file__).resolve().parents[1]
FOLDER = Path(__file__).with_name("lighthouse")
FLOOR = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
RUNS = 3
KINDS = (
    "",
    "kits/",
    "kits/france/nantes/",
    "kits/germany/flensburg/",
    "timeline/",
    "timeline/before/",
    "packs/",
    "packs/nantes/",
    "search/",
    "search/?q=bus",
)
PATHS = [f"/{language}/{kind}" for language in ("fr", "de") for kind in KINDS]
PATIENCE = 60.0  # seconds until the site answers


class Unfit(Exception):
    """Why nothing could be measured, in a sentence."""


def chromium() -> str:
    """The browser of this machine, as the tests choose it. :raises Unfit: where there is none."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if found is None:
        raise Unfit("Chromium isn't installed; under Debian: apt install chromium-headless-shell.")
    return found


@contextmanager
def site() -> Iterator[str]:
    """The address of a site with the starter content, compressed as in production, for the time of a block. :raises Unfit: where none starts."""
    with tempfile.TemporaryDirectory(prefix="vr4m-lighthouse-") as folder:
        port = free_port()
        url = f"http://127.0.0.1:{port}"
        environment = {name: value for name, value in os.environ.items() if name != "VR4M_DATABASE_URL"}
        environment |= {"DJANGO_SETTINGS_MODULE": "cms.settings.local", "VR4M_DATA": folder, "VR4M_BASE_URL": url}
        for command in (("migrate", "-v0"), ("load_starter",), ("collectstatic", "--noinput", "-v0")):
            subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
        command = [
            sys.executable,
            "-m",
            "granian",
            "--interface",
            "wsgi",
            "--no-ws",
            "--workers",
            "1",
            "--port",
            str(port),
            "website.wsgi:application",
        ]
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            wait_for(f"{url}/healthz")
            yield url
        finally:
            server.terminate()
            server.wait()


def wait_for(url: str) -> None:
    """:raises Unfit: where nothing answers in time."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise Unfit(f"{url} doesn't answer after {PATIENCE:.0f} s.")


def measured(urls: Sequence[str]) -> Iterator[dict]:
    """What Lighthouse says of each page and run. :raises Unfit: where it stops."""
    environment = {name: value for name, value in os.environ.items() if name != "FONTCONFIG_FILE"}  # the browser reads the system's fonts
    command = ["node", str(FOLDER / "audit.mjs"), chromium(), str(RUNS), *urls]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        for line in process.stdout:
            yield json.loads(line)
    if process.returncode:
        raise Unfit(f"Lighthouse ended with {process.returncode}; its message stands above.")


def medians(runs: Sequence[Mapping[str, Mapping[str, float]]], what: str) -> dict[str, float]:
    """The median of each of the runs' ``scores`` or ``metrics``."""
    return {name: median_low(run[what][name] for run in runs) for name in runs[0][what]}


def below(scores: Mapping[str, float]) -> list[str]:
    """The categories that score less than they must."""
    return [name for name, least in FLOOR.items() if scores[name] < least]


def main(paths: Sequence[str]) -> int:
    """The exit code: 1 where a page is below the floor, or nothing could be measured."""
    try:
        npm.install(FOLDER)
        with site() as base:
            urls = [base + path for path in paths]
            for url in urls:
                wait_for(url)  # pages are made at their first reader's; what is measured is what all others get
            runs = list(measured(urls))
    except (npm.NpmError, Unfit, subprocess.CalledProcessError) as error:
        print(error, file=sys.stderr)
        return 1
    failed = False
    print("| page | performance | accessibility | best practices | SEO | LCP ms | TBT ms | CLS | kB |\n| --- |" + " ---: |" * 8)
    for path, url in zip(paths, urls, strict=True):
        mine = [run for run in runs if run["url"] == url]
        scores, metrics = medians(mine, "scores"), medians(mine, "metrics")
        told = [*(f"{scores[name]:.0f}" for name in FLOOR), f"{metrics['largest-contentful-paint']:.0f}", f"{metrics['total-blocking-time']:.0f}"]
        print(f"| {path} | {' | '.join(told)} | {metrics['cumulative-layout-shift']:.3f} | {metrics['total-byte-weight'] / 1000:.0f} |")
        if missed := below(scores):
            failed = True
            print(f"{path} is below the floor in {', '.join(missed)}: {'; '.join(sorted({audit for run in mine for audit in run['failing']}))}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or PATHS))
