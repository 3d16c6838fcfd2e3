"""Reads settings from the environment, checks them at start, and knows them all: a test compares the README's table with ``KNOWN``."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True)
class Variable:
    """An environment variable: its name, what it is for, and what holds where it is absent."""

    name: str
    purpose: str
    default: str


KNOWN: dict[str, Variable] = {}


def text(name: str, purpose: str, *, default: str = "", told: str | None = None) -> str:
    """The variable's value, or ``default``. ``told`` is how documentation states the default where it depends on the machine."""
    KNOWN[name] = Variable(name, purpose, default if told is None else told)
    return os.environ.get(name, "").strip() or default


def integer(name: str, purpose: str, *, default: int, at_least: int = 0) -> int:
    """The variable as a whole number. :raises ImproperlyConfigured: where it is none or too small."""
    value = text(name, purpose, default=str(default))
    try:
        number = int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} is {value!r}: a whole number is needed, such as {default}.") from None
    if number < at_least:
        raise ImproperlyConfigured(f"{name} is {number}: at least {at_least} is needed.")
    return number


def flag(name: str, purpose: str, *, default: bool) -> bool:
    """The variable as yes or no. :raises ImproperlyConfigured: where it is neither."""
    value = text(name, purpose, default="yes" if default else "no").lower()
    if value not in {"yes", "no", "true", "false", "1", "0"}:
        raise ImproperlyConfigured(f"{name} is {value!r}: yes or no is needed.")
    return value in {"yes", "true", "1"}


def words(name: str, purpose: str, *, default: str = "") -> list[str]:
    """The variable as a list, separated by commas."""
    return [word.strip() for word in text(name, purpose, default=default).split(",") if word.strip()]


def folder(name: str, purpose: str, *, default: Path, told: str) -> Path:
    """The variable as a folder, absolute."""
    return Path(text(name, purpose, default=str(default), told=told)).resolve()


def url(name: str, purpose: str, schemes: tuple[str, ...], *, default: str = "", told: str | None = None) -> str:
    """The variable as an address with one of ``schemes``, or "". :raises ImproperlyConfigured: where the scheme is another."""
    value = text(name, purpose, default=default, told=told)
    if value and value.partition(":")[0] not in schemes:
        raise ImproperlyConfigured(f"{name} is {value!r}: an address that starts with {' or '.join(s + ':' for s in schemes)} is needed.")
    return value


def database(name: str, purpose: str, *, embedded: Path) -> dict[str, Any]:
    """Django's settings of the database at the variable's address; the embedded SQLite file where there is none.

    :raises ImproperlyConfigured: where the address isn't PostgreSQL's.
    """
    import environ

    address = url(name, purpose, ("postgres", "postgresql"), told="SQLite in `VR4M_DATA`")
    if address:
        return {**environ.Env.db_url_config(address), "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    # IMMEDIATE and WAL: readers never wait, writers wait instead of failing (measured with 20 readers and two editors at once).
    options = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"}
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(embedded), "OPTIONS": options}
