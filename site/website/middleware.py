"""Language from the address, and one set of security headers for every answer."""

from collections.abc import Callable, Mapping, Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import trans_real

Next = Callable[[HttpRequest], HttpResponse]

# What no page of ours needs, the admin included.
FEATURES = ("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer", "microphone", "midi", "payment", "usb")
FILES_POLICY = "default-src 'none'; sandbox"  # a file that people uploaded must run nothing, whatever it pretends to be


def joined(policy: Mapping[str, Sequence[str]]) -> str:
    """A content security policy as its header wants it."""
    return "; ".join(f"{directive} {' '.join(sources)}" for directive, sources in policy.items())


def policy_for(path: str) -> str:
    """The content security policy of an address."""
    if path.startswith((settings.MEDIA_URL, "/documents/")):
        return FILES_POLICY
    if path.startswith("/admin/") and not path.startswith(("/admin/login/", "/admin/password_reset/")):
        return joined(settings.ADMIN_POLICY)
    if path.startswith("/graphql/"):
        return joined(settings.GRAPHIQL_POLICY)
    return joined(settings.PUBLIC_POLICY)


class HeadersMiddleware:
    """Gives every answer its security headers, those of static files and errors too. What a view has set itself stays."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        policy = policy_for(request.path)
        if policy == FILES_POLICY:
            response["Content-Security-Policy"] = policy  # stricter than what Wagtail sets for documents
        headers = {
            "Content-Security-Policy": policy,
            "Permissions-Policy": ", ".join(f"{feature}=()" for feature in FEATURES),
            "Cross-Origin-Opener-Policy": "same-origin",
            "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
            "X-Content-Type-Options": "nosniff",
        }
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        return response


class LanguageMiddleware:
    """Activates the language that the address starts with, else the best that the reader's browser accepts.

    The admin is left to Wagtail, which knows its users' own preference. Cookies are never asked: visitors have none.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response
        self.languages = {code for code, _ in settings.LANGUAGES}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        first = request.path_info.lstrip("/").partition("/")[0]
        stated = first in self.languages
        language = first if stated else accepted(request, self.languages)
        with translation.override(language):
            request.LANGUAGE_CODE = language  # type: ignore[attr-defined]
            response = self.get_response(request)
        if not stated and response.headers.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ["Accept-Language"])
        return response


def accepted(request: HttpRequest, languages: set[str]) -> str:
    """The language among ``languages`` that the browser wants most; the source's where it names none of them."""
    header = request.headers.get("Accept-Language", "")
    for wanted, _ in trans_real.parse_accept_lang_header(header):
        if (code := wanted.partition("-")[0]) in languages:
            return code
    return settings.LANGUAGE_CODE
