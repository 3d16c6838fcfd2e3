"""The settings modules start with what they need, and say what is missing; each in a process of its own, as a start is."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from services import clean_environment

ROOT = Path(settings.BASE_DIR)
SECRET = "0123456789abcdef" * 4
PUBLIC = {"VR4M_SECRET_KEY": SECRET, "VR4M_BASE_URL": "https://kits.example.org", "VR4M_HOSTS": "kits.example.org"}


def started(module: str, *names: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Loads a settings module and prints some settings as JSON."""
    script = f"import json; from django.conf import settings as s; print(json.dumps([getattr(s, n) for n in {['DEBUG', *names]!r}], default=str))"
    variables = clean_environment(DJANGO_SETTINGS_MODULE=f"cms.settings.{module}", **environment)
    return subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=variables, capture_output=True, text=True)


def values(module: str, *names: str, **environment: str) -> list:
    told = started(module, *names, **environment)
    assert told.returncode == 0, told.stderr
    return json.loads(told.stdout)[1:]


def test_local_makes_its_secret_and_keeps_it(tmp_path):
    first = values("local", "SECRET_KEY", VR4M_DATA=str(tmp_path))
    again = values("local", "SECRET_KEY", VR4M_DATA=str(tmp_path))
    assert first == again
    assert len(first[0]) >= 50
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600


def test_local_says_the_port_in_its_address(tmp_path):
    names = ("BASE_URL", "WAGTAILADMIN_BASE_URL", "CSRF_TRUSTED_ORIGINS")
    here = "http://localhost:8123"
    assert values("local", *names, VR4M_DATA=str(tmp_path), PORT="8123") == [here, here, [here]]
    there = "http://kits.example.org"
    assert values("local", *names, VR4M_DATA=str(tmp_path), PORT="8123", VR4M_BASE_URL=there) == [there, there, [there]]


def test_debug_is_off_everywhere(tmp_path):
    assert values("local", "DEBUG", VR4M_DATA=str(tmp_path)) == [False]
    assert values("production", "DEBUG", **PUBLIC) == [False]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"VR4M_SECRET_KEY": ""}, "VR4M_SECRET_KEY is missing"),
        ({"VR4M_SECRET_KEY": "short"}, "VR4M_SECRET_KEY is missing or shorter than 50"),
        ({"VR4M_BASE_URL": "http://kits.example.org"}, "VR4M_BASE_URL is 'http://kits.example.org'"),
        ({"VR4M_PROXIES": "two"}, "VR4M_PROXIES is 'two': a whole number"),
        ({"VR4M_DATABASE_URL": "mysql://db/kits"}, "VR4M_DATABASE_URL"),
        ({"VR4M_CACHE_URL": "memcached://cache"}, "VR4M_CACHE_URL"),
        ({"VR4M_EMAIL_URL": "http://mail"}, "VR4M_EMAIL_URL"),
        ({"VR4M_GRAPHQL_PROJECTION": "perhaps"}, "VR4M_GRAPHQL_PROJECTION is 'perhaps': yes or no"),
    ],
)
def test_production_does_not_start_with_nonsense(change, told):
    result = started("production", **{**PUBLIC, **change})
    assert result.returncode != 0
    assert told in result.stderr.splitlines()[-1]


def test_production_is_https_only():
    names = ("SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SECURE_HSTS_SECONDS")
    assert values("production", *names, **PUBLIC) == [True, True, True, "__Host-session", "__Host-csrf", 31_536_000]


def test_djangos_own_check_of_a_deployment_finds_only_what_is_meant(tmp_path):
    """W019: the admin shows previews in a frame. W021: whether browsers list the host for good is its owner's decision."""
    variables = clean_environment(DJANGO_SETTINGS_MODULE="cms.settings.production", VR4M_DATA=str(tmp_path), **PUBLIC)
    told = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--tag", "security"], cwd=ROOT, env=variables, capture_output=True, text=True
    )
    assert told.returncode == 0
    assert re.findall(r"security\.[EW]\d+", told.stdout + told.stderr) == ["security.W019", "security.W021"]


def test_the_larger_size_by_settings_alone():
    given = {"VR4M_DATABASE_URL": "postgres://me:x@db/kits", "VR4M_CACHE_URL": "redis://cache:6379/0", "VR4M_S3_BUCKET": "kits"}
    databases, caches, storages = values("production", "DATABASES", "CACHES", "STORAGES", **PUBLIC, **given)
    assert databases["default"]["ENGINE"] == "django.db.backends.postgresql"
    assert "redis" in caches["default"]["BACKEND"]
    assert {name: storages[name]["OPTIONS"]["location"] for name in ("default", "exports")} == {"default": "media", "exports": "exports"}
