"""What readers see where something isn't there or broke."""

import logging

from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.template.loader import render_to_string
from django.utils.translation import get_language, gettext

from cms import editions
from website.answers import HTML, encoded, remembered
from website.frame import MENU, NAMES, Frame, Link, menu, tongues

logger = logging.getLogger(__name__)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404 in the language of the address, with the ways on. Never says why: hidden and absent look the same. One query where known."""
    made = remembered("not found", lost, editions.version())
    return encoded(request, made, HttpResponse(content_type=HTML, status=404, headers={"Cache-Control": "no-cache"}))


def lost() -> str:
    """The page for addresses where nothing is."""
    locale = get_language() or ""
    found = editions.readable(kinds=("home", *MENU))
    homes = [page for page in found if page.kind == "home"]
    frame = Frame(
        locale=locale if locale in NAMES else "en",
        language=locale if locale in NAMES else "en",
        title=gettext("Page not found"),
        tongues=tongues(homes, [], locale),
        nav=tuple(map(Link.to, menu([page for page in found if page.locale == locale]))),
        home=next((page.path for page in homes if page.locale == locale), "/"),
    )
    return render_to_string("404.html", {"frame": frame})


def broken(request: HttpRequest) -> HttpResponse:
    """500 that asks nothing of the database; plain words where even the template fails."""
    try:
        body = render_to_string("500.html", {"locale": get_language()})
    except Exception:  # whatever broke may have broken this too
        logger.exception("The error page failed")
        return HttpResponseServerError("Something went wrong.\n", content_type="text/plain")
    return HttpResponseServerError(body, headers={"Cache-Control": "no-store"})
