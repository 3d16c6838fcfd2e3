"""Each kind of variable takes what it should and refuses the rest with one clear sentence."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from cms.settings import env


@pytest.fixture(autouse=True)
def known(monkeypatch):
    """What the tests declare is forgotten again."""
    monkeypatch.setattr(env, "KNOWN", {})


def given(monkeypatch, value: str) -> None:
    monkeypatch.setenv("VR4M_EXAMPLE", value)


def test_absent_and_blank_are_the_default(monkeypatch):
    assert env.text("VR4M_EXAMPLE", "An example.", default="this") == "this"
    given(monkeypatch, "  ")
    assert env.text("VR4M_EXAMPLE", "An example.", default="this") == "this"
    assert env.KNOWN["VR4M_EXAMPLE"] == env.Variable("VR4M_EXAMPLE", "An example.", "this")


def test_whole_numbers(monkeypatch):
    given(monkeypatch, " 12 ")
    assert env.integer("VR4M_EXAMPLE", "", default=1) == 12


@pytest.mark.parametrize("value", ["high", "1.5", "-1", "0x10"])
def test_other_numbers_are_refused_by_name(monkeypatch, value):
    given(monkeypatch, value)
    with pytest.raises(ImproperlyConfigured, match="VR4M_EXAMPLE"):
        env.integer("VR4M_EXAMPLE", "", default=3)


@pytest.mark.parametrize(("value", "expected"), [("yes", True), ("TRUE", True), ("1", True), ("no", False), ("False", False), ("0", False)])
def test_flags(monkeypatch, value, expected):
    given(monkeypatch, value)
    assert env.flag("VR4M_EXAMPLE", "", default=not expected) is expected


def test_a_flag_is_yes_or_no(monkeypatch):
    given(monkeypatch, "maybe")
    with pytest.raises(ImproperlyConfigured, match="VR4M_EXAMPLE is 'maybe': yes or no"):
        env.flag("VR4M_EXAMPLE", "", default=True)


def test_lists(monkeypatch):
    given(monkeypatch, "kits.example.org, ,www.example.org,")
    assert env.words("VR4M_EXAMPLE", "") == ["kits.example.org", "www.example.org"]


@pytest.mark.parametrize("value", ["kits.example.org", "ftp://kits.example.org", "//kits.example.org"])
def test_addresses_need_their_scheme(monkeypatch, value):
    given(monkeypatch, value)
    with pytest.raises(ImproperlyConfigured, match=r"https?:"):
        env.url("VR4M_EXAMPLE", "", ("http", "https"))


def test_the_embedded_database_waits_instead_of_failing(tmp_path):
    options = env.database("VR4M_EXAMPLE", "", embedded=tmp_path / "db.sqlite3")["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in options["init_command"]


def test_postgresql_by_address(monkeypatch):
    given(monkeypatch, "postgres://me:pa%40ss@db.example.org:5433/kits")
    settings = env.database("VR4M_EXAMPLE", "", embedded=None)
    assert (settings["HOST"], settings["PORT"], settings["NAME"], settings["PASSWORD"]) == ("db.example.org", 5433, "kits", "pa@ss")
    assert settings["CONN_HEALTH_CHECKS"] is True


def test_another_database_is_refused(monkeypatch):
    given(monkeypatch, "mysql://me@db.example.org/kits")
    with pytest.raises(ImproperlyConfigured, match="postgres"):
        env.database("VR4M_EXAMPLE", "", embedded=None)
