"""The test run: its own folder, fast password hashes, mail kept in memory. Storages, cache and database are real ones."""

import atexit
import os
import shutil
import tempfile

# Parallel test processes inherit the variable from the one that starts them: each makes a folder of its own, and shares it with its programs.
_worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
if "VR4M_DATA" not in os.environ or (_worker != "main" and "vr4m-test-main-" in os.environ["VR4M_DATA"]):
    os.environ["VR4M_DATA"] = tempfile.mkdtemp(prefix=f"vr4m-test-{_worker}-")
    atexit.register(shutil.rmtree, os.environ["VR4M_DATA"], ignore_errors=True)
os.environ.setdefault("VR4M_SECRET_KEY", "only-for-the-test-run-" + "x" * 40)

from cms.settings.base import *  # noqa: E402, F403

ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# Compressing Wagtail's files takes most of a minute, and nothing here reads them compressed.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["css", "js", "map", "svg", "json", "txt", "html", "woff", "woff2", "png", "gif", "jpg", "ico"]
