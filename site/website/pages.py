"""Shows pages: finds the edition at an address and renders it with the template of its kind."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils import translation
from django.views.decorators.http import require_safe

from cms import editions
from cms.editions import Reading
from website import kits
from website.answers import answer

KINDS = {**kits.KINDS}


@require_safe
def page(request: HttpRequest, path: str) -> HttpResponseBase:
    """The page at ``path`` below the front page of the active language. :raises Http404: where the public may read none."""
    address = f"/{translation.get_language()}/{path}"

    def make() -> str:
        reading = editions.at(address)
        if reading is None or reading.kind not in KINDS:
            raise Http404("No such page.")
        return rendered(reading)

    return answer(request, make)


def rendered(reading: Reading) -> str:
    """A page as HTML, its frame in the language of its tree, its words in their own."""
    with translation.override(reading.locale):
        template, values = KINDS[reading.kind](reading)
        return render_to_string(template, values)


def preview(request: HttpRequest, reading: Reading) -> HttpResponse:
    """An editor's draft as readers would see it, marked as a draft."""
    return HttpResponse(rendered(reading))
