"""Browser files of others: as recorded, pinned, complete with licences, and loading nothing from elsewhere. And the icons, which are ours."""

import hashlib
import json
import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "site" / "website" / "static"
FOLDERS = [STATIC / "vendor" / "graphiql", STATIC / "vendor" / "uqr", ROOT / "tests" / "vendor"]
FILES = [file for folder in FOLDERS for file in sorted(folder.iterdir())]
ROW = re.compile(r"^\| (\S+) \| (\S+) (\S+) \| (\S+) \| ([0-9a-f]{64}) \|$", re.MULTILINE)
ICONS = {"train", "plane", "coach", "car", "boat", "search", "keep", "download", "print", "phone", "map-pin", "bed", "health"}


def name(path: Path) -> str:
    return path.name


def rows(folder: Path) -> list[tuple[str, str, str, str, str]]:
    return ROW.findall((folder / "VERSIONS.md").read_text())


@pytest.mark.parametrize("folder", FOLDERS, ids=name)
def test_files_are_those_that_were_recorded(folder):
    recorded = {file: digest for file, _, _, _, digest in rows(folder)}
    assert recorded == {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.iterdir() if file.name != "VERSIONS.md"}


@pytest.mark.parametrize("folder", FOLDERS, ids=name)
def test_versions_are_those_that_are_pinned(folder):
    pinned = json.loads((ROOT / "scripts" / "vendor" / "package.json").read_text())["dependencies"]
    assert {(package, version) for _, package, version, _, _ in rows(folder)} <= set(pinned.items())
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in pinned.values())


@pytest.mark.parametrize("folder", FOLDERS, ids=name)
def test_every_package_comes_with_its_licence(folder):
    packages = {package for _, package, _, _, _ in rows(folder)}
    assert {package for file, package, _, _, _ in rows(folder) if "LICENSE" in file} == packages


@pytest.mark.parametrize("file", FILES, ids=name)
def test_file_points_to_no_source_map_and_no_registry(file):
    text = file.read_text()
    assert "sourceMappingURL" not in text
    assert not re.search(r"\b(?:registry|cdn)\.[a-z0-9-]+\.[a-z]{2,}", text)


def test_styles_load_nothing():
    text = (STATIC / "vendor" / "graphiql" / "graphiql.min.css").read_text()
    assert not re.search(r"@import|url\(\s*[\"']?(?!data:|#)", text)


def test_lock_holds_checksums_and_no_addresses():
    lock = json.loads((ROOT / "scripts" / "vendor" / "package-lock.json").read_text())
    packages = [entry for path, entry in lock["packages"].items() if path]
    assert all(entry["integrity"].startswith("sha512-") for entry in packages)
    assert not any("resolved" in entry for entry in packages)


def test_sprite_has_an_icon_for_each_name_drawn_on_one_grid_with_one_line():
    symbols = ElementTree.parse(STATIC / "icons.svg").getroot().findall("{http://www.w3.org/2000/svg}symbol")
    assert {symbol.get("id") for symbol in symbols} == ICONS
    for symbol in symbols:
        assert symbol.get("viewBox") == "0 0 24 24"
        assert (symbol.get("fill"), symbol.get("stroke"), symbol.get("stroke-width")) == ("none", "currentColor", "2")


@pytest.mark.parametrize("picture", ["icons.svg", "favicon.svg", "logo.svg", "eu.svg"])
def test_pictures_need_no_script_and_no_style(picture):
    root = ElementTree.parse(STATIC / picture).getroot()
    assert not any(element.tag.rpartition("}")[2] in ("script", "style", "image") for element in root.iter())
    assert not any(attribute in ("style", "href") or attribute.startswith("on") for element in root.iter() for attribute in element.attrib)
