"""What README and docs say is what the code does."""

import re
import subprocess
from importlib import metadata
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands

from services import known_settings

ROOT = Path(settings.BASE_DIR)
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCS = {path: path.read_text(encoding="utf-8") for path in [ROOT / "README.md", ROOT / "SECURITY.md", *sorted((ROOT / "docs").rglob("*.md"))]}
ALL_DOCS = "\n".join(DOCS.values())
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE)


def test_the_table_of_settings_is_the_code():
    rows = re.findall(r"^\| `((?:VR4M_\w+|PORT))` \| (.*?) \| (.*?) \|$", README, re.MULTILINE)
    table = {name: (purpose, default.replace("`", "")) for name, purpose, default in rows}
    assert table == {name: (purpose, default.replace("`", "") or "–") for name, (purpose, default) in known_settings().items()}


def test_every_variable_in_the_code_is_declared():
    """Nothing reads a variable of ours behind the back of cms.settings.env."""
    names = set()
    for folder in ("cms", "exports", "graphql", "site", "scripts"):
        for path in (ROOT / folder).rglob("*.py"):
            names |= set(re.findall(r"VR4M_[A-Z0-9_]*[A-Z0-9]\b", path.read_text(encoding="utf-8")))
    assert names - set(known_settings()) <= {"VR4M_S3"}


def test_make_lists_every_target():
    told = subprocess.run(["make", "--silent"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    listed = dict(line.split(None, 1) for line in told.splitlines())
    assert set(listed) == set(TARGETS)
    assert all(len(text) > 10 for text in listed.values())


def test_every_target_is_described():
    assert [target for target in TARGETS if f"make {target}" not in ALL_DOCS and target != "help"] == []


def test_every_command_of_ours_is_described():
    ours = [name for name, app in get_commands().items() if app.startswith(("cms.", "website", "content_api", "exports"))]
    assert len(ours) >= 4
    assert [name for name in ours if f"manage.py {name}" not in ALL_DOCS] == []


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(path):
    for target in re.findall(r"\]\((?!https?:|mailto:)([^)#]+)(?:#[^)]*)?\)", DOCS[path]):
        assert (path.parent / target).exists(), target


def test_paths_that_docs_name_exist():
    """A file between back ticks that starts with a folder of ours."""
    names = set(re.findall(r"`((?:cms|exports|graphql|site|tests|scripts|locale|docs)/[\w./-]+)`", ALL_DOCS))
    assert [name for name in sorted(names) if not (ROOT / name).exists()] == []


def test_every_decision_is_listed_and_has_its_parts():
    decisions = sorted((ROOT / "docs" / "decisions").glob("0*.md"))
    index = (ROOT / "docs" / "decisions" / "README.md").read_text(encoding="utf-8")
    assert len(decisions) >= 8
    for path in decisions:
        title, *_ = DOCS[path].splitlines()
        assert re.match(r"# .*\.$", title), f"{path.name}: the title is a rule, a sentence"
        assert re.search(r"^20\d\d-\d\d-\d\d, (accepted|replaced by \d+)\.", DOCS[path], re.MULTILINE), path.name
        assert all(f"**{part}.**" in DOCS[path] for part in ("Danger", "Rule", "Must hold", "Rejected")), path.name
        assert f"({path.name})" in index


def test_every_package_we_run_on_is_named_with_its_licence():
    """The third parties of the lock; a package that is new there needs a line."""
    locked = set(re.findall(r"^([a-z0-9][a-z0-9._-]*)(?:\[[a-z,]+\])?==", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE))
    table = (ROOT / "docs" / "third-party.md").read_text(encoding="utf-8").partition("| package | licence |\n| --- | --- |\n")[2]
    listed = set(re.findall(r"^\| ([a-z0-9._-]+) \| [^|]+ \|$", table, re.MULTILINE))
    assert listed == locked


def test_the_locks_agree():
    """What runs in tests is what runs for readers."""

    def versions(name: str) -> dict[str, str]:
        return dict(re.findall(r"^([a-z0-9][a-z0-9._-]*)(?:\[[a-z,]+\])?==(\S+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))

    build, run, dev, bench = (versions(f"requirements{name}.lock") for name in ("-build", "", "-dev", "-bench"))
    assert build.items() <= run.items() <= dev.items() <= bench.items()


def test_installed_is_what_is_locked():
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    for name, version in re.findall(r"^([a-z0-9][a-z0-9._-]*)==([^\s;]+) \\$", lock, re.MULTILINE):
        assert metadata.version(name) == version, name
