"""Makes a bare machine ready: system libraries (apt), the environment `.venv`, the locked packages. Standard library only.

Usage: ``python3 scripts/bootstrap.py run|dev|bench``. What is there already is left alone, so that a second call takes a tenth of a second.
"""

import ctypes
import glob
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
BUILD = "requirements-build.lock"
LOCKS = {"run": "requirements.lock", "dev": "requirements-dev.lock", "bench": "requirements-bench.lock"}
IMPLIED = {"run": ["run"], "dev": ["run", "dev"], "bench": ["run", "dev", "bench"]}


@dataclass(frozen=True)
class Need:
    """Something that the system must have: a shared ``library``, a ``program`` or another one ``instead``, or a ``file`` (a glob).

    ``package`` brings it under Debian.
    """

    package: str
    library: str = ""
    program: str = ""
    instead: str = ""
    file: str = ""

    def met(self) -> bool:
        if self.library:
            try:
                ctypes.CDLL(self.library)
            except OSError:
                return False
        path = f"{VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
        programs = [name for name in (self.program, self.instead) if name]
        found = any(shutil.which(name, path=path) for name in programs)
        return (not programs or found) and (not self.file or bool(glob.glob(self.file)))


# Its headless shell opens pages three times as fast as the whole browser, which will do where somebody has it already.
BROWSER = Need("chromium-headless-shell", program="chromium-headless-shell", instead="chromium")
RUN = [
    Need("libpango-1.0-0", library="libpango-1.0.so.0"),
    Need("libpangoft2-1.0-0", library="libpangoft2-1.0.so.0"),
    Need("libharfbuzz-subset0", library="libharfbuzz-subset.so.0"),
    Need("libfontconfig1", library="libfontconfig.so.1"),
]
DEV = [
    BROWSER,
    Need("postgresql", file="/usr/lib/postgresql/*/bin/pg_ctl"),
    Need("default-jre-headless", program="java"),
    Need("libjaxb-java", file="/usr/share/java/jaxb-runtime*.jar"),
    Need("poppler-utils", program="pdftoppm"),
    Need("gettext", program="xgettext"),
]
NEEDS = {"run": RUN, "dev": RUN + DEV, "bench": RUN + DEV}


class Unready(Exception):
    """Why the machine can't be made ready, in a sentence for the person in front of it."""


def missing(group: str) -> list[str]:
    """The Debian packages of what the system lacks for ``group``."""
    names = [need.package for need in NEEDS[group] if not need.met()]
    if not PYTHON.exists() and importlib.util.find_spec("ensurepip") is None:
        names.append(f"python3.{sys.version_info.minor}-venv")
    return names


def apt(*arguments: str) -> None:
    subprocess.run(["apt-get", "-qq", *arguments], check=True, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, stdout=subprocess.DEVNULL)


def install_system(group: str) -> None:
    """Installs what the system lacks. Chromium is left to Playwright where the system has no package of it (Ubuntu).

    :raises Unready: without root, without apt, or where apt fails.
    """
    names = missing(group)
    if not names:
        return
    listed = " ".join(names)
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        raise Unready(f"These system packages are missing: {listed}. As root this would install them; else: sudo apt-get install {listed}")
    say(f"Installing system packages: {listed}")
    try:
        apt("update")
        known = [name for name in names if name != BROWSER.package or subprocess.run(["apt-cache", "madison", name], capture_output=True).stdout]
        if known:
            apt("install", "--yes", "--no-install-recommends", *known)
    except subprocess.CalledProcessError as error:
        raise Unready(f"apt-get could not install {listed} (it ended with {error.returncode}; its message stands above).") from None


def stamp(group: str) -> str:
    """What must be the same for the installed packages to be the right ones: the lock, the project's own metadata, Python."""
    parts = [(ROOT / LOCKS[group]).read_bytes(), (ROOT / "pyproject.toml").read_bytes(), str(ROOT).encode(), sys.version.encode()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def installed(group: str) -> bool:
    """Whether exactly the locked packages of ``group`` were installed by us."""
    kept = VENV / f".installed-{group}"
    return kept.exists() and kept.read_text() == stamp(group)


def install_python(group: str) -> None:
    """Makes `.venv`, and in it the locked packages and the project itself. :raises Unready: where pip fails."""
    if installed(group):
        return
    started = time.monotonic()
    if not PYTHON.exists() or subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True).returncode:
        say("Making the environment .venv")
        subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=True)
    lock = LOCKS[group]
    say(f"Installing the packages of {lock} (a minute or two, once)")
    # What builds comes first and from its own lock, so that no build fetches tools by itself.
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--no-build-isolation", "--use-pep517"]
    for what in (["--require-hashes", "--requirement", BUILD], ["--require-hashes", "--requirement", lock], ["--editable", "."]):
        if code := subprocess.run([*pip, *what], cwd=ROOT).returncode:
            raise Unready(f"pip could not install {what[-1]} (it ended with {code}; its message stands above).")
    for name in IMPLIED[group]:
        (VENV / f".installed-{name}").write_text(stamp(name))
    say(f"Installed in {time.monotonic() - started:.0f} s")


def install_browser() -> None:
    """Has Playwright bring the Chromium that belongs to its locked version, where the system has none. :raises Unready: where it fails."""
    if BROWSER.met():
        return
    say("Installing Chromium through Playwright")
    steps = "from playwright.sync_api import sync_playwright as start\nwith start() as tools: print(tools.chromium.executable_path)"
    code = subprocess.run([PYTHON, "-m", "playwright", "install", "--with-deps", "chromium"]).returncode
    found = Path(subprocess.run([PYTHON, "-c", steps], capture_output=True, text=True).stdout.strip() or "nowhere")
    if code or not found.exists():
        raise Unready("Chromium could not be installed: the tests need it as the command chromium.")
    (VENV / "bin" / "chromium").symlink_to(found)


def say(text: str) -> None:
    print(text, flush=True)


def main(group: str) -> None:
    """Makes the machine ready for ``group``. :raises Unready: where it can't be."""
    if sys.version_info < (3, 11):  # noqa: UP036  (this file meets whatever python3 is there)
        raise Unready(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}. Name another one: make PYTHON=python3.12 …")
    install_system(group)
    install_python(group)
    if group != "run":
        install_browser()
        if names := missing(group):
            raise Unready(f"Installed, and yet not to be found: {' '.join(names)}.")


if __name__ == "__main__":
    try:
        main(sys.argv[1] if len(sys.argv) > 1 and sys.argv[1] in LOCKS else "run")
    except Unready as reason:
        sys.exit(f"bootstrap: {reason}")
