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
from offline_in_browser import INTRO, PDF, PUBLISH, UNPUBLISH
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


class Server:
    """The site on its own folder, database and port, served by granian as in production; tests may stop it and start it again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "cms.settings.test",
            "VR4M_DATA": str(folder),
            "VR4M_BASE_URL": self.url,
            "PYTHONPATH": f"{ROOT / 'tests'}:{ROOT}",
        }

    def manage(self, *command: str, stdin: str = "") -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *command], cwd=ROOT, env=self.environment, input=stdin, text=True, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def fill(self) -> None:
        """Makes the content, and notes the key of the kit of Nantes."""
        self.manage("collectstatic", "--noinput", "-v0")
        said = self.manage("shell", "-v0", stdin=(HERE / "content.py").read_text())
        key = re.search(r"key=([0-9a-f-]{36})", said)
        assert key, said
        (self.folder / "key").write_text(key[1])

    def start(self, **more: str) -> None:
        """Serves, with ``more`` variables; returns once it answers."""
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--workers", "1", "--port", str(self.port)]
        self.process = subprocess.Popen(
            [*command, "website.wsgi:application"],
            cwd=ROOT,
            env={**self.environment, **more},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        wait_for(f"{self.url}/healthz")

    def stop(self) -> None:
        """Ends the server; nothing answers any more."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait(timeout=30)
            self.process = None


@pytest.fixture(scope="session")
def filled(migrated_folder: Path, made_once: Callable[[str, Callable[[Path], None]], Path]) -> Path:
    """A data folder with content, to be copied."""

    def make(folder: Path) -> None:
        shutil.copytree(migrated_folder, folder, dirs_exist_ok=True)
        Server(folder).fill()

    return made_once("filled", make)


@pytest.fixture(scope="session")
def site(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site that runs all the time."""
    server = Server(shutil.copytree(filled, tmp_path_factory.mktemp("site"), dirs_exist_ok=True))
    try:
        server.start()
        yield Site(server.url, (filled / "key").read_text())
    finally:
        server.stop()


@pytest.fixture(scope="session")
def server(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A second site, which tests may stop; the PDF of its kit is really there."""
    made = Server(shutil.copytree(filled, tmp_path_factory.mktemp("server"), dirs_exist_ok=True))
    made.manage("shell", "-v0", stdin=PDF)
    try:
        made.start()
        yield made
    finally:
        made.stop()


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
    """Chromium as the system has it, its headless shell first, which is three times as fast.

    It gets the system's fonts: tests of print leave ours alone in the environment, and it crashes on them.

    Playwright leaves its event loop visible in this thread, which Django takes for a danger to its connections.
    """
    environment = {name: value for name, value in os.environ.items() if name != "FONTCONFIG_FILE"}
    path = os.environ.get("CHROMIUM") or shutil.which("chromium-headless-shell") or shutil.which("chromium")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        found = playwright.chromium.launch(executable_path=path, args=FLAGS, env=environment)
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


@pytest.fixture
def online(server: Server) -> Server:
    """The second site, running whatever the test before did to it."""
    if server.process is None:
        server.start()
    return server


@pytest.fixture
def publish(online: Server) -> Iterator[Callable[[str], None]]:
    """Publishes the kit of Nantes with an intro, as an editor does; without one it withdraws it. Afterwards it's as it was."""
    done: list[str] = []

    def change(intro: str) -> None:
        online.manage("shell", "-v0", stdin=PUBLISH.format(intro=intro) if intro else UNPUBLISH)
        done.append(intro)

    yield change
    if done:
        change(INTRO)


@pytest.fixture
def page(browser: Browser, online: Server) -> Iterator[Page]:
    """A phone that never was on the second site before. Faults of scripts fail the test."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce", base_url=online.url, locale="fr-FR")
    opened, wrong = context.new_page(), []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    yield opened
    assert wrong == []
    context.close()
