"""The layout keeps its promises: names that others own stay theirs, nothing of one machine is in the tree, nothing is forgotten."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.utils import translation

ROOT = Path(settings.BASE_DIR)
TEXTS = {".py", ".html", ".css", ".js", ".md", ".toml", ".yaml", ".yml", ".txt", ".lock", ".po", ".sh", ".xml", ".graphql", ""}
OURS = [path for name in ("cms", "exports", "graphql", "site", "tests", "scripts") for path in sorted((ROOT / name).rglob("*.py"))]


def tracked() -> list[Path]:
    """The files of the project: what git knows or would add; in a copy without git, all of our folders."""
    command = ["git", "-C", str(ROOT), "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    found = subprocess.run(command, capture_output=True, text=True)
    if found.returncode == 0:
        return [ROOT / name for name in found.stdout.split("\0") if name and (ROOT / name).is_file()]
    folders = {path.name for path in ROOT.iterdir() if path.is_dir() and (path.name == ".ci" or path.name[0] != ".")} - {"var", "build", "dist"}
    return [path for path in ROOT.rglob("*") if path.is_file() and (path.parent == ROOT or path.relative_to(ROOT).parts[0] in folders)]


@pytest.mark.parametrize(("name", "owner"), [("graphql", "site-packages"), ("site", "python3"), ("locale", "python3")])
def test_names_of_others_stay_theirs(name, owner):
    """Our folders graphql, site and locale hide neither graphql-core nor the standard library."""
    script = f"import {name}; print({name}.__file__)"
    told = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
    assert owner in told
    assert not Path(told).is_relative_to(ROOT / name)


@pytest.mark.parametrize("folder", ["graphql", "site", "locale"])
def test_such_a_folder_is_no_package(folder):
    assert not (ROOT / folder / "__init__.py").exists()


def test_no_path_of_a_machine_and_no_registry_in_any_file():
    """The tree works wherever it lies, and packages come from wherever the machine's own clients say."""
    wrong = re.compile(r"/wo" + r"rk/|/ro" + r"ot/|/ho" + r"me/[a-z]+/|pypi\.o" + r"rg|python" + r"hosted|registry\.npm" + r"js|deb\.deb" + r"ian")
    found = []
    for path in tracked():
        if path.suffix in TEXTS and path.stat().st_size < 2_000_000:
            text = path.read_text(encoding="utf-8", errors="ignore")
            found += [f"{path.relative_to(ROOT)}: {match.group()}" for match in wrong.finditer(text)]
    assert found == []


def test_no_secret_and_no_data_is_tracked():
    kept = {"vr4m.sqlite3", "secret-key", "passwords.json", ".env"}
    assert [path for path in tracked() if path.name in kept] == []


@pytest.mark.django_db
def test_no_migration_is_missing():
    """Of our apps: what others forget isn't ours to mend. (A migration of wagtail-localize asks the database when it is loaded.)"""
    loader = MigrationLoader(None)
    with translation.override(None):  # migrations hold the message ids
        changes = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps)).changes(graph=loader.graph)
    ours = {config.label for config in apps.get_app_configs() if Path(config.path).parent in {ROOT / "cms", ROOT / "site", ROOT / "graphql", ROOT}}
    assert len(ours) >= 7
    assert ours & set(changes) == set()


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_modules_are_short_and_say_what_they_are(path):
    """A module over 400 lines has more than one subject; one with more than a few lines opens with its place in the whole."""
    text = path.read_text(encoding="utf-8")
    if "migrations" in path.parts:
        return
    assert text.count("\n") <= 400
    assert text.count("\n") <= 20 or ast.get_docstring(ast.parse(text))


def test_every_folder_of_tests_mirrors_something_and_is_no_package():
    """With ``__init__.py`` in tests, pytest would put tests/graphql before graphql-core."""
    assert [*(ROOT / "tests").glob("__init__.py"), *(ROOT / "tests").glob("*/__init__.py")] == []
