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
from playwright.sync_api import Browser, Error, Page, Playwright, sync_playwright

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


class Chromium:
    """Chromium as the system has it, started when first needed and again after it crashed."""

    def __init__(self, playwright: Playwright) -> None:
        self.playwright = playwright
        self.running: Browser | None = None

    def browser(self) -> Browser:
        if self.running is None or not self.running.is_connected():
            path = os.environ.get("CHROMIUM") or shutil.which("chromium")
            self.running = self.playwright.chromium.launch(executable_path=path, args=FLAGS)
        return self.running

    def again(self) -> Browser:
        """A new process in place of one that lost a page."""
        if self.running is not None and self.running.is_connected():
            self.running.close()
        return self.browser()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    """The browser. Playwright leaves its event loop visible in this thread, which Django takes for a danger to its connections."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        found = Chromium(playwright)
        yield found
        if found.running is not None:
            found.running.close()


class Reader:
    """A page in the browser that remembers what went wrong there."""

    def __init__(self, chromium: Chromium, site: Site, **settings: object) -> None:
        self.chromium = chromium
        self.site = site
        self.settings = {"viewport": {"width": 390, "height": 844}, "reduced_motion": "reduce", **settings}
        self.start(chromium.browser())

    def start(self, browser: Browser) -> None:
        self.context = browser.new_context(**self.settings)
        self.context.add_init_script(VIOLATIONS)
        self.page: Page = self.context.new_page()
        self.errors: list[str] = []
        self.page.on("console", lambda message: self.errors.append(message.text) if message.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("requestfailed", lambda request: self.errors.append(f"failed {request.url}"))

    def open(self, path: str) -> Page:
        """The page at ``path``, loaded. A crash of the browser itself says nothing about our page: it is opened once more."""
        try:
            self.page.goto(self.site.url + path)
        except Error as error:
            if "crashed" not in error.message and "has been closed" not in error.message:
                raise
            self.start(self.chromium.again())
            self.page.goto(self.site.url + path)
        self.page.wait_for_load_state("networkidle")
        return self.page

    def refused(self) -> list[str]:
        """What the content security policy refused on this page."""
        return self.page.evaluate("window.__refused")


@pytest.fixture
def reading(chromium: Chromium, site: Site) -> Iterator[Callable[..., Reader]]:
    """Makes readers with settings of the browser: ``reading(color_scheme="dark")``."""
    made: list[Reader] = []

    def make(**settings: object) -> Reader:
        made.append(Reader(chromium, site, **settings))
        return made[-1]

    yield make
    for reader in made:
        reader.context.close()


@pytest.fixture
def reader(reading: Callable[..., Reader]) -> Reader:
    """A reader with a phone."""
    return reading()
