"""The PDF of a draft, for editors: made while they wait, kept nowhere."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.translation import get_language, gettext, ngettext

from exports import formats
from exports.formats import Refused
from exports.pool import Busy, Pool, RenderFailed

LIMIT = 20  # seconds, computing and by the clock: somebody waits
WAIT = 10.0  # seconds for another preview to be done
POOL = Pool(2)


def show(request: HttpRequest, reading: Any) -> HttpResponse:
    """The draft as print would get it, or a page that says why there is none."""
    found = formats.of_kind(reading.kind)
    if not found:
        return sentence(gettext("Pages of this kind have no PDF."), 200)
    format_ = found[0]
    try:
        made = POOL.render(format_, format_.compose(reading), limit=LIMIT, patience=LIMIT, wait=WAIT)
    except Busy:
        response = sentence(gettext("Other previews are being made just now. Try again in a moment."), 503)
        response["Retry-After"] = "10"
        return response
    except (Refused, RenderFailed) as error:
        return sentence(gettext("This draft can’t be printed yet: %(reason)s") % {"reason": error}, 200)
    response = HttpResponse(made.data, content_type=format_.media_type)
    pages = ngettext("%(count)d page", "%(count)d pages", made.pages) % {"count": made.pages}
    response["Content-Disposition"] = 'inline; filename="preview.pdf"'
    response["X-Pages"] = pages.encode("ascii", "ignore").decode()
    return response


def sentence(words: str, status: int) -> HttpResponse:
    """A page of one sentence."""
    page = format_html('<!doctype html><html lang="{}"><meta charset="utf-8"><title>PDF</title><p role="status">{}</p></html>', get_language(), words)
    return HttpResponse(page, status=status)
