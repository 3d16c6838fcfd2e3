"""The page for those who build apps on our content. Its samples are files, which tests run where their tools are at hand."""

from pathlib import Path

import msgspec
from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_safe

from website.answers import answer
from website.frame import address, view_frame
from website.middleware import accepted

SAMPLES = Path(__file__).parent / "samples"
TITLES = (  # file, what it shows, whether a test runs it
    ("curl.sh", gettext_lazy("A list and one kit with curl"), True),
    ("kits.mjs", gettext_lazy("All kits in JavaScript"), True),
    ("sync.py", gettext_lazy("A copy that stays up to date, in Python"), True),
    ("webhook.py", gettext_lazy("The signature of a webhook, in Python"), True),
    ("codegen.ts", gettext_lazy("Types for Apollo Client"), False),
    ("Kits.kt", gettext_lazy("Kotlin (Apollo)"), False),
    ("Kits.swift", gettext_lazy("Swift (Apollo)"), False),
)


class Sample(msgspec.Struct, frozen=True, kw_only=True):
    """A program to start from; one that isn't ``tested`` says so."""

    name: str
    title: str
    text: str
    tested: bool


@require_safe
def page(request: HttpRequest) -> HttpResponseBase:
    """The page in the active language."""

    def make() -> str:
        samples = [
            Sample(name=name, title=str(title), text=(SAMPLES / name).read_text(encoding="utf-8").strip(), tested=tested)
            for name, title, tested in TITLES
        ]
        values = {"frame": view_frame(gettext("For app developers"), "developers"), "samples": samples, "site": settings.BASE_URL}
        return render_to_string("pages/developers.html", values)

    return answer(request, make)


@require_safe
def in_any_language(request: HttpRequest) -> HttpResponseBase:
    """Leads to the page in the language that the reader's browser wants most."""
    response = HttpResponseRedirect(address("developers", accepted(request, {code for code, _ in settings.LANGUAGES})))
    response["Vary"] = "Accept-Language"
    response["Cache-Control"] = "no-cache"
    return response
