"""A real server with real content, and a browser that reaches nothing else."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
FLAGS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
VIOLATIONS = (
    "window.__refused = []; document.addEventListener('securitypolicyviolation', e => __refused.push(`${e.effectiveDirective} ${e.blockedURI}`));"
)


@dataclass(frozen=True)
class Site:
    """A running site: its address, and the key of the kit of Nantes."""

    url: str
    key: str


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site on its own folder, database and port, served by granian as in production."""
    port = free_port()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "cms.settings.test",
        "VR4M_DATA": str(tmp_path_factory.mktemp("site")),
        "VR4M_BASE_URL": f"http://127.0.0.1:{port}",
        "PYTHONPATH": f"{ROOT / 'tests'}:{ROOT}",
    }

    def manage(*command: str, stdin: str = "") -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *command], cwd=ROOT, env=environment, input=stdin, text=True, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    manage("migrate", "-v0")
    manage("collectstatic", "--noinput", "-v0")
    said = manage("shell", "-v0", stdin=(HERE / "content.py").read_text())
    key = re.search(r"key=([0-9a-f-]{36})", said)
    assert key, said
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--workers", "1", "--port", str(port), "website.wsgi:application"]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            wait_for(f"http://127.0.0.1:{port}/healthz")
            yield Site(f"http://127.0.0.1:{port}", key[1])
        finally:
            server.terminate()


def wait_for(url: str, seconds: float = 60) -> None:
    """:raises TimeoutError: where nothing answers in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(url)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium as the system has it."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"), args=FLAGS)
        yield found
        found.close()


class Reader:
    """A page in the browser that remembers what went wrong there."""

    def __init__(self, browser: Browser, site: Site, **settings: object) -> None:
        self.site = site
        self.context = browser.new_context(**{"viewport": {"width": 390, "height": 844}, "reduced_motion": "reduce", **settings})
        self.context.add_init_script(VIOLATIONS)
        self.page: Page = self.context.new_page()
        self.errors: list[str] = []
        self.page.on("console", lambda message: self.errors.append(message.text) if message.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("requestfailed", lambda request: self.errors.append(f"failed {request.url}"))

    def open(self, path: str) -> Page:
        self.page.goto(self.site.url + path)
        self.page.wait_for_load_state("networkidle")
        return self.page

    def refused(self) -> list[str]:
        """What the content security policy refused on this page."""
        return self.page.evaluate("window.__refused")


@pytest.fixture
def reading(browser: Browser, site: Site) -> Iterator[Callable[..., Reader]]:
    """Makes readers with settings of the browser: ``reading(color_scheme="dark")``."""
    made: list[Reader] = []

    def make(**settings: object) -> Reader:
        made.append(Reader(browser, site, **settings))
        return made[-1]

    yield make
    for reader in made:
        reader.context.close()


@pytest.fixture
def reader(reading: Callable[..., Reader]) -> Reader:
    """A reader with a phone."""
    return reading()
