"""What a public server adds: HTTPS only, mail by SMTP, and no start without what it needs."""

import environ
from django.core.exceptions import ImproperlyConfigured

from cms.settings import env
from cms.settings.base import *  # noqa: F403
from cms.settings.base import BASE_URL, SECRET_KEY

if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("VR4M_SECRET_KEY is missing or shorter than 50 characters: make one at random and keep it secret.")
if not BASE_URL.startswith("https://"):
    raise ImproperlyConfigured(f"VR4M_BASE_URL is {BASE_URL!r}: a public site has an address that starts with https://.")

_mail = env.url(
    "VR4M_EMAIL_URL",
    "Mail server, as smtp+tls://user:password@host:587.",
    ("smtp", "smtps", "smtp+tls", "smtp+ssl"),
    told="mail is printed",
)
if _mail:
    globals().update(environ.Env.email_url_config(_mail))
SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrf"
