"""The test run: its own folder, fast password hashes, mail kept in memory. Storages, cache and database are real ones."""

import os
import tempfile

os.environ.setdefault("VR4M_DATA", tempfile.mkdtemp(prefix="vr4m-test-"))
os.environ.setdefault("VR4M_SECRET_KEY", "only-for-the-test-run-" + "x" * 40)

from cms.settings.base import *  # noqa: F403

ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# Compressing Wagtail's files takes most of a minute, and nothing here reads them compressed.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["css", "js", "map", "svg", "json", "txt", "html", "woff", "woff2", "png", "gif", "jpg", "ico"]
