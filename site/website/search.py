"""Search over everything that can be read: results that say what they are, suggestions as one types, and a way on where nothing is found."""

from collections import Counter
from collections.abc import Mapping
from urllib.parse import quote

import msgspec
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, gettext, gettext_lazy
from django.views.decorators.http import require_safe

from cms import editions
from cms.editions import finding
from website.answers import HTML
from website.frame import view_frame

MOST = 50  # results that are looked through
LONGEST = finding.LONGEST
LABELS: Mapping[str, object] = {
    "home": gettext_lazy("Front page"),
    "kits": gettext_lazy("List of kits"),
    "country": gettext_lazy("Country"),
    "kit": gettext_lazy("Kit"),
    "timeline": gettext_lazy("Host timeline"),
    "phase": gettext_lazy("Step of the host timeline"),
    "courses": gettext_lazy("List of courses"),
    "course": gettext_lazy("Course"),
    "module": gettext_lazy("Module of a course"),
    "packs": gettext_lazy("Handbooks and packs"),
    "handbook": gettext_lazy("Handbook"),
    "pack": gettext_lazy("Onboarding pack"),
}
PRIVATE = {"Cache-Control": "private, no-store"}


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """A result as it is shown; ``pieces`` is the excerpt, cut at the words that were asked for (True)."""

    title: str
    kind: str
    url: str
    country: str
    language: str
    pieces: tuple[tuple[str, bool], ...]


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """A kind that results can be narrowed down to, "" for all."""

    value: str
    label: str
    count: int


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The search page with the results of ``q``, of one ``kind`` where that is asked for."""
    locale = get_language() or ""
    query = " ".join(request.GET.get("q", "").replace("\0", " ").split())[:LONGEST]
    hits = editions.search(query, locale, MOST)
    counted = Counter(hit.reading.kind for hit in hits)
    kind = request.GET.get("kind", "")
    kind = kind if kind in counted else ""
    here = reverse("search")
    shown = [result(hit, query) for hit in hits if not kind or hit.reading.kind == kind]
    every = Choice(value="", label=gettext("Everything"), count=len(hits))
    values = {
        "frame": view_frame(gettext("Search"), "search", f"?q={quote(query)}" if query else ""),
        "here": here,
        "suggest": reverse("suggest"),
        "query": query,
        "kind": kind,
        "kinds": [every, *(Choice(value=name, label=str(LABELS[name]), count=count) for name, count in counted.most_common())],
        "hits": shown,
        "total": len(shown),
        "nearest": editions.suggest(query, locale, 5) if query and not hits else [],
    }
    return HttpResponse(render_to_string("pages/search.html", values), content_type=HTML, headers=PRIVATE)


@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """Titles that ``q`` may be the beginning of: a JSON list of texts."""
    return JsonResponse(editions.suggest(request.GET.get("q", ""), get_language() or ""), safe=False, headers=PRIVATE)


def result(hit: editions.Hit, query: str) -> Result:
    """A hit as it is shown."""
    document, passage = hit.reading.document, hit.passage
    inner = passage.anchor and passage.title != document.title
    return Result(
        title=within(document.title, passage.title) if inner and hit.reading.kind != "phase" else passage.title,
        kind=str(LABELS[hit.reading.kind]),
        url=f"{hit.reading.path}#{passage.anchor}" if passage.anchor else hit.reading.path,
        country=hit.reading.country,
        language=document.language,
        pieces=pieces(hit.excerpt, query),
    )


def within(page: str, passage: str) -> str:
    """The title of a passage, after that of the page it stands in."""
    return gettext("%(page)s: %(passage)s") % {"page": page, "passage": passage}


def pieces(excerpt: str, query: str) -> tuple[tuple[str, bool], ...]:
    """The excerpt in pieces, those that begin like a word of ``query`` marked."""
    asked = finding.words(query)
    found: list[tuple[str, bool]] = []
    end = 0
    for match in finding.WORD.finditer(excerpt):
        if any(finding.plain(match.group()).startswith(word) for word in asked):
            found += [(excerpt[end : match.start()], False), (match.group(), True)]
            end = match.end()
    return tuple(piece for piece in (*found, (excerpt[end:], False)) if piece[0])
