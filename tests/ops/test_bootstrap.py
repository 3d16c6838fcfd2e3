"""What makes a bare machine ready: asks for what is missing in one sentence, installs once, and only what the lock holds."""

import subprocess

import pytest

from scripts import bootstrap
from scripts.bootstrap import Need, Unready

LIBRARY = Need("libnowhere1", library="libnowhere.so.1")
PROGRAM = Need("nowhere-tools", program="nowhere-tool")
FILE = Need("libnowhere-java", file="/usr/share/nowhere/*.jar")


@pytest.fixture
def bare(monkeypatch):
    """A machine that lacks three things; what would be called instead of apt and pip."""
    calls: list[list[str]] = []
    monkeypatch.setitem(bootstrap.NEEDS, "dev", [LIBRARY, PROGRAM, FILE])
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name, path=None: "/usr/bin/apt-get" if name == "apt-get" else None)
    monkeypatch.setattr(bootstrap.os, "geteuid", lambda: 0)

    def run(command, **options):
        calls.append([str(word) for word in command])
        return subprocess.CompletedProcess(command, 0, stdout=b"known")

    monkeypatch.setattr(bootstrap.subprocess, "run", run)
    return calls


def test_this_machine_has_what_the_tests_need():
    assert bootstrap.missing("dev") == []


@pytest.mark.parametrize("need", [LIBRARY, PROGRAM, FILE])
def test_what_is_missing_is_found_out(need):
    assert not need.met()


def test_root_installs_what_is_missing_and_nothing_else(bare):
    bootstrap.install_system("dev")
    assert bare == [
        ["apt-get", "-qq", "update"],
        ["apt-get", "-qq", "install", "--yes", "--no-install-recommends", "libnowhere1", "nowhere-tools", "libnowhere-java"],
    ]


def test_nothing_is_called_where_nothing_is_missing(bare, monkeypatch):
    monkeypatch.setitem(bootstrap.NEEDS, "dev", [])
    bootstrap.install_system("dev")
    assert bare == []


def test_anyone_else_gets_one_sentence_with_all_names(bare, monkeypatch):
    monkeypatch.setattr(bootstrap.os, "geteuid", lambda: 1000)
    with pytest.raises(Unready) as told:
        bootstrap.install_system("dev")
    assert "sudo apt-get install libnowhere1 nowhere-tools libnowhere-java" in str(told.value)
    assert bare == []


def test_a_failure_of_apt_is_told_with_the_names(bare, monkeypatch):
    def fail(command, **options):
        raise subprocess.CalledProcessError(100, command)

    monkeypatch.setattr(bootstrap.subprocess, "run", fail)
    with pytest.raises(Unready, match="could not install libnowhere1 nowhere-tools libnowhere-java"):
        bootstrap.install_system("dev")


def test_where_debian_has_no_chromium_the_rest_is_installed_and_playwright_brings_it(bare, monkeypatch):
    monkeypatch.setitem(bootstrap.NEEDS, "dev", [PROGRAM, Need(bootstrap.BROWSER.package, program="no-such-browser")])
    nothing = subprocess.CompletedProcess([], 0, stdout=b"")
    monkeypatch.setattr(bootstrap.subprocess, "run", lambda command, **options: bare.append(list(command)) or nothing)
    bootstrap.install_system("dev")
    assert bare[-1][-1] == "nowhere-tools"


def test_python_packages_come_from_the_lock_with_hashes_and_once(bare, monkeypatch, tmp_path):
    (tmp_path / "bin").mkdir()
    monkeypatch.setattr(bootstrap, "VENV", tmp_path)
    monkeypatch.setattr(bootstrap, "PYTHON", tmp_path / "bin" / "python")
    bootstrap.install_python("dev")
    installs = [call for call in bare if "install" in call]
    assert [call[-2:] for call in installs] == [
        ["--requirement", "requirements-build.lock"],
        ["--requirement", "requirements-dev.lock"],
        ["--editable", "."],
    ]
    assert all("--require-hashes" in call for call in installs[:2])
    assert all({"--no-deps", "--no-build-isolation"} <= set(call) for call in installs)
    del bare[:]
    bootstrap.install_python("dev")
    bootstrap.install_python("run")
    assert bare == []


def test_another_lock_is_another_stamp(monkeypatch, tmp_path):
    before = bootstrap.stamp("run")
    for name in ("pyproject.toml", "requirements.lock"):
        (tmp_path / name).write_bytes((bootstrap.ROOT / name).read_bytes())
    assert bootstrap.stamp("run") == before
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    (tmp_path / "requirements.lock").write_text("another")
    assert bootstrap.stamp("run") != before


def test_a_failure_of_pip_is_told(bare, monkeypatch, tmp_path):
    (tmp_path / "bin").mkdir()
    monkeypatch.setattr(bootstrap, "VENV", tmp_path)
    monkeypatch.setattr(bootstrap, "PYTHON", tmp_path / "bin" / "python")
    monkeypatch.setattr(
        bootstrap.subprocess, "run", lambda command, **options: subprocess.CompletedProcess(command, 1 if "install" in command else 0)
    )
    with pytest.raises(Unready, match=r"pip could not install requirements-build\.lock"):
        bootstrap.install_python("run")
    assert not bootstrap.installed("run")


def test_an_old_python_is_told(monkeypatch):
    monkeypatch.setattr(bootstrap.sys, "version_info", (3, 10, 2))
    with pytest.raises(Unready, match=r"Python 3\.11 or newer"):
        bootstrap.main("run")
