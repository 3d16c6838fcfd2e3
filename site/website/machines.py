"""Addresses that programs ask for: the front door, the site map, what robots may read."""

from collections import defaultdict
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase, HttpResponseRedirect
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import translation
from django.views.decorators.http import require_safe

from cms import editions
from website.answers import answer, remembered
from website.frame import absolute
from website.middleware import accepted


@require_safe
def front_door(request: HttpRequest) -> HttpResponseBase:
    """Leads to the front page in the language that the reader's browser wants most; the source's where it wants none that is there."""
    with translation.override(None):
        made = remembered("front pages", lambda: " ".join(home.locale for home in editions.readable(kind="home")), editions.version())
    there = set(made.text().split()) or {settings.LANGUAGE_CODE}
    response = HttpResponseRedirect(f"/{accepted(request, there)}/")
    response["Vary"] = "Accept-Language"
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
def sitemap(request: HttpRequest) -> HttpResponseBase:
    """All pages that search engines should know: those in their own words, each with its translations."""

    def make() -> str:
        pages = [page for page in editions.readable() if not page.is_fallback]
        families: dict[Any, list[tuple[str, str]]] = defaultdict(list)
        for page in pages:
            families[page.key].append((page.locale, absolute(page.path)))
        found = [{"url": absolute(page.path), "changed": page.published_at, "alternates": families[page.key]} for page in pages]
        return render_to_string("sitemap.xml", {"pages": found})

    return answer(request, make, content_type="application/xml; charset=utf-8")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Everything public may be read by robots."""
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /e/", f"Sitemap: {absolute('/sitemap.xml')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8", headers={"Cache-Control": "public, max-age=3600"})


@require_safe
def favicon(request: HttpRequest) -> HttpResponseBase:
    """Leads browsers that ask by habit to the icon."""
    return HttpResponseRedirect(static("favicon.svg"), headers={"Cache-Control": "public, max-age=3600"})
