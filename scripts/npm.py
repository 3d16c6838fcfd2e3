"""The npm packages that browser files and fonts are taken from, pinned in ``scripts/vendor/package-lock.json``; other folders have their own.

A lock has no addresses: packages come from the registry that npm is set up for, and must match its checksums.
"""

import json
import shutil
import subprocess
from pathlib import Path

FOLDER = Path(__file__).with_name("vendor")
PACKAGES = FOLDER / "node_modules"


class NpmError(Exception):
    """Why the packages can't be had, in a sentence."""


def install(folder: Path = FOLDER) -> None:
    """Put a folder's locked packages into its ``node_modules``, which isn't committed; no package's scripts run.

    Raises NpmError where npm isn't installed or fails.
    """
    if shutil.which("npm") is None:
        raise NpmError("npm isn't installed. It is needed only to renew vendored files and at night; under Debian: apt install npm.")
    done = subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=folder, capture_output=True, text=True)
    if done.returncode:
        raise NpmError(f"npm ci failed in {folder}:\n{done.stderr.strip()}")


def about(package: str) -> tuple[str, str]:
    """Version and licence of an installed package, as it says itself."""
    described = json.loads((PACKAGES / package / "package.json").read_text())
    return described["version"], described["license"]
