"""What changed since a reader's print. The code on paper leads here: the key outlives addresses, the number says which edition it is."""

import re
import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseNotFound
from django.http.response import HttpResponseBase, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.views.decorators.http import require_safe
from msgspec import structs

from cms import editions
from cms.editions import Reading
from website.answers import answer
from website.frame import NAMES, Link, around
from website.kits import PDF

ASKED = re.compile(r"\s*(?:(?P<locale>[a-z]{2})[\s.-]*)?(?P<number>\d{1,6})\s*", re.IGNORECASE)
COMPOSED_WITH = {"kit": "country"}  # the kind of the page that an edition of a kind contains


class EditionConverter:
    """An edition in an address, as it is printed: ``fr-12``."""

    regex = r"[a-z]{2}-\d{1,6}"

    def to_python(self, value: str) -> tuple[str, int]:
        locale, _, number = value.partition("-")
        return locale, int(number)

    def to_url(self, value: tuple[str, int]) -> str:
        return f"{value[0]}-{value[1]}"


@require_safe
def print_asked(request: HttpRequest, key: uuid.UUID) -> HttpResponseBase:
    """Leads a reader who typed the edition of a print to its page; ``fr-12`` or ``12``, with or without blanks.

    Without any, as the code on a poster says it, to the page itself in the language that the reader's phone speaks.

    :raises Http404: where the text names no edition, or the public may not read the page.
    """
    if "edition" not in request.GET:
        return HttpResponseRedirect(best_language(key, request.LANGUAGE_CODE).path, headers={"Vary": "Accept-Language"})
    found = ASKED.fullmatch(request.GET.get("edition", ""))
    locale = ((found and found["locale"]) or request.GET.get("locale", "")).lower()
    if found is None or not re.fullmatch("[a-z]{2}", locale):
        raise Http404("No edition is named so.")
    return HttpResponseRedirect(reverse("print", args=[key, (locale, int(found["number"]))]))


def best_language(key: uuid.UUID, wanted: str) -> Reading:
    """The page in the language ``wanted``, else in the language of its words. :raises Http404: where the public may read it in none."""
    pages = editions.readable(keys=[key])
    true = [page for page in pages if not page.is_fallback]
    best = next((page for page in (*true, *pages) if page.locale == wanted), next(iter((*true, *pages)), None))
    if best is None:
        raise Http404("No such page.")
    return best


class UnknownEdition(Exception):
    """There is no edition of that number; ``page`` says so and names the current one."""

    def __init__(self, page: str) -> None:
        super().__init__("no such edition")
        self.page = page


@require_safe
def print_changes(request: HttpRequest, key: uuid.UUID, edition: tuple[str, int]) -> HttpResponseBase:
    """Which edition of a page is current, and what a reader of an older ``edition`` (language, number) must know, safety first.

    Where there was no such edition, 404 that names the current one. :raises Http404: where the public may not read the page.
    """
    locale, number = edition
    if locale not in NAMES:
        raise Http404("No such language.")

    def make() -> str:
        current = next(iter(editions.readable(keys=[key], locale=locale)), None)
        if current is None:
            raise Http404("No such page.")
        printed = editions.cited(key, locale, number)
        made = comparison(current, printed, f"{locale}-{number}")
        if printed is None:
            raise UnknownEdition(made)
        return made

    with translation.override(locale):
        try:
            return answer(request, make)
        except UnknownEdition as unknown:
            return HttpResponseNotFound(unknown.page, headers={"Cache-Control": "no-cache"})


def comparison(current: Reading, printed: Reading | None, asked: str) -> str:
    """The page that compares a print with the current edition."""
    frame, _, _ = around(current)
    crumbs = (*frame.crumbs, Link.to(current))
    title = gettext("What has changed: %(title)s") % {"title": current.document.title}
    same = printed is not None and printed.edition_id == current.edition_id
    translated = printed is not None and printed.document.language != current.document.language
    found = differences(printed, current) if printed and not same and not translated else []
    files = {file.format: file for file in editions.files.ready([current.page_id]).get(current.page_id, ())}
    values: dict[str, Any] = {
        "frame": structs.replace(frame, title=title, crumbs=crumbs, language=frame.locale),
        "reading": current,
        "printed": printed,
        "asked": asked,
        "current": current.cited,
        "same": same,
        "translated": translated,
        "unknown": printed is None,
        "note": getattr(current.document, "changes", ""),
        "note_is_safety": getattr(current.document, "safety_change", False),
        "safety": [change for change in found if change.safety],
        "others": [change for change in found if not change.safety],
        "pdf": files.get(PDF),
    }
    return render_to_string("pages/print.html", values)


def differences(printed: Reading, current: Reading) -> list[editions.Change]:
    """What changed in the page itself, then in the part that it is composed with."""
    changes = editions.changes(printed.document, current.document)
    if part := COMPOSED_WITH.get(current.kind):
        changes += editions.changes(editions.part_of(printed, part), editions.part_of(current, part))
    return changes
