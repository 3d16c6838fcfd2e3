"""Shows pages: finds the edition at an address and renders it with the template of its kind."""

from collections.abc import Callable, Mapping

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils import translation
from django.views.decorators.http import require_safe

from cms import editions
from cms.editions import Reading
from website import courses, kits, packs, timeline
from website.answers import HTML, Made, answer, encoded

KINDS: Mapping[str, Callable[..., kits.Page]] = {**kits.KINDS, **timeline.KINDS, **courses.KINDS, **packs.KINDS}
# By kind: the parameters of an address that a page answers; its function takes them as a second argument.
ASKED = {**kits.ASKED, **timeline.ASKED, **courses.ASKED}
PERSONAL = "private, no-store"  # what one reader asked for is kept for nobody else


@require_safe
def page(request: HttpRequest, path: str) -> HttpResponseBase:
    """The page at ``path`` below the front page of the active language. :raises Http404: where the public may read none.

    With parameters that the page answers it is made for this reader alone; others change nothing, so that no address fills the memory.
    """
    address = f"/{translation.get_language()}/{path}"
    if request.GET.keys() & set().union(*ASKED.values()):
        reading = found(address)
        if request.GET.keys() & set(ASKED.get(reading.kind, ())):
            made = Made.of(rendered(reading, request.GET))
            return encoded(request, made, HttpResponse(content_type=HTML, headers={"Cache-Control": PERSONAL}))
    return answer(request, lambda: rendered(found(address)))


def found(address: str) -> Reading:
    """The page at an address. :raises Http404: where the public may read none."""
    reading = editions.at(address)
    if reading is None or reading.kind not in KINDS:
        raise Http404("No such page.")
    return reading


def rendered(reading: Reading, query: QueryDict | None = None) -> str:
    """A page as HTML, its frame in the language of its tree, its words in their own; with what a reader asked for in ``query``."""
    with translation.override(reading.locale):
        show = KINDS[reading.kind]
        template, values = show(reading) if query is None else show(reading, query)
        return render_to_string(template, values)


def preview(request: HttpRequest, reading: Reading) -> HttpResponse:
    """An editor's draft as readers would see it, marked as a draft."""
    return HttpResponse(rendered(reading))
