"""Dockerfile and compose file: linted, since no engine may run where the tests do, and consistent with everything else."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from scripts import bootstrap
from services import known_settings

ROOT = Path(settings.BASE_DIR)
BIN = Path(sys.executable).parent


def test_the_dockerfile_passes_hadolint():
    told = subprocess.run([shutil.which("hadolint", path=str(BIN)), "Dockerfile"], cwd=ROOT, capture_output=True, text=True)
    assert (told.returncode, told.stdout) == (0, "")


def test_the_image_has_what_make_run_installs_and_is_not_run_by_root():
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    packages = {need.package for need in bootstrap.RUN}
    assert all(text.count(package) == 2 for package in packages)
    assert "--require-hashes" in text
    last = text.rpartition("\nFROM ")[2]
    assert re.search(r"^USER \d{4,}$", last, re.MULTILINE)
    assert "HEALTHCHECK" in last


def test_the_compose_file_follows_its_schema():
    told = subprocess.run(
        [BIN / "check-jsonschema", "--builtin-schema", "vendor.compose-spec", "compose.yaml"], cwd=ROOT, capture_output=True, text=True
    )
    assert told.returncode == 0, told.stdout


@pytest.fixture
def services():
    return yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]


def test_it_has_the_parts_of_the_larger_size(services):
    assert set(services) == {"migrate", "web", "worker", "worker-exports", "postgres", "redis", "s3"}


def test_its_variables_are_known_settings(services):
    names = {name for service in services.values() for name in service.get("environment", {}) if name.startswith("VR4M_")}
    assert names <= set(known_settings())


def test_its_images_have_versions(services):
    assert all(re.search(r":\d", service["image"]) for service in services.values() if service["image"] != "vr4m")


def test_it_writes_no_password_down(services):
    secrets = [value for service in services.values() for name, value in service.get("environment", {}).items() if re.search("PASSWORD|SECRET", name)]
    assert secrets
    assert all(re.fullmatch(r"\$\{\w+:\?[^}]+\}", value) for value in secrets)


def test_each_queue_has_a_worker(services):
    from cms.core.heartbeat import QUEUES

    served = [service["command"][-1] for name, service in services.items() if name.startswith("worker")]
    assert sorted(served) == sorted(QUEUES)
