"""The embedded default: one machine, no service. Makes its own secret and keeps it with the data."""

import os

from django.utils.crypto import get_random_string

from cms.settings import env
from cms.settings.base import *  # noqa: F403
from cms.settings.base import BASE_URL, DATA, SECRET_KEY

PORT = env.integer("PORT", "Port that `make run` listens on.", default=8000, at_least=1)
ADMIN_PASSWORD = env.text("VR4M_ADMIN_PASSWORD", "Password of the account `admin`, set at each `make run`.", told="made and kept in `VR4M_DATA`")
if "VR4M_BASE_URL" not in os.environ:
    WAGTAILADMIN_BASE_URL = BASE_URL = f"http://localhost:{PORT}"
    CSRF_TRUSTED_ORIGINS = [BASE_URL]

if not SECRET_KEY:
    DATA.mkdir(parents=True, exist_ok=True)
    _kept = DATA / "secret-key"
    if not _kept.exists():
        with open(os.open(_kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as _file:
            _file.write(get_random_string(60))
    SECRET_KEY = _kept.read_text(encoding="utf-8").strip()
