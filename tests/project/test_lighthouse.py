"""What the nightly look at speed and accessibility says of its runs, and where its packages come from."""

import importlib
import json
import re
import sys
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"
GOOD = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}


@pytest.fixture
def lighthouse(monkeypatch):
    monkeypatch.syspath_prepend(SCRIPTS)
    monkeypatch.setitem(sys.modules, "services", importlib.import_module("scripts.services"))  # ours for tests has the same name
    return importlib.import_module("lighthouse")


def test_of_three_runs_the_middle_one_counts(lighthouse):
    runs = [{"scores": {"performance": score}} for score in (100, 84, 98)]
    assert lighthouse.medians(runs, "scores") == {"performance": 98}


@pytest.mark.parametrize(("category", "score"), [("performance", 97), ("accessibility", 99), ("best-practices", 96), ("seo", 92)])
def test_a_page_below_its_floor_is_named(lighthouse, category, score):
    assert lighthouse.below(GOOD) == []
    assert lighthouse.below({**GOOD, category: score}) == [category]


def test_without_a_browser_it_says_what_is_missing(lighthouse, monkeypatch):
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(lighthouse.Unfit, match="chromium-headless-shell"):
        lighthouse.chromium()


def test_its_packages_are_pinned_with_checksums_and_without_addresses():
    wanted = json.loads((SCRIPTS / "lighthouse" / "package.json").read_text())
    locked = json.loads((SCRIPTS / "lighthouse" / "package-lock.json").read_text())["packages"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in {**wanted["dependencies"], **wanted["overrides"]}.values())
    assert {name: locked[f"node_modules/{name}"]["version"] for name in wanted["dependencies"]} == wanted["dependencies"]
    assert all(entry["integrity"].startswith("sha512-") and "resolved" not in entry for path, entry in locked.items() if path)
