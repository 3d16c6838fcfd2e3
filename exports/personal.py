"""The host timeline as a PDF with the days of one stay: made at the request in child processes of the web process, and kept nowhere."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext, override
from django.views.decorators.http import require_safe

from cms import editions
from cms.timeline import asked
from exports import compose, ics, views
from exports.formats import Refused
from exports.pool import Busy, Pool, RenderFailed
from exports.print.variants import PLAN_PDF
from exports.print.wholes import TIMELINE_PDF

LIMIT = 20  # seconds, computing and by the clock: somebody waits
WAIT = 1.0  # seconds for another one to be done
SOON = 15  # seconds after which asking again makes sense
POOL = Pool(2)


@require_safe
def timeline(request: HttpRequest, path: str) -> HttpResponseBase:
    """The plan of the stay that the parameters tell, the stored edition where they tell none.

    400 with the reasons in the page's language where they tell no stay, 503 where two others are being made, or it takes too long.
    :raises Http404: where the public may read no timeline.
    """
    if not any(request.GET.get(name, "").strip() for name in asked.PARAMETERS):
        return views.export(request, path, TIMELINE_PDF.name)
    root = editions.at(path)
    if root is None or root.kind != "timeline":
        raise Http404
    with override(root.locale):
        told = asked.read(request.GET, root.document.reference_days)
        if told.errors or told.arrival is None:
            return ics.refused(root, told)
        try:
            made = POOL.render(PLAN_PDF, compose.compose_timeline(root, told), limit=LIMIT, patience=LIMIT, wait=WAIT)
        except (Busy, Refused, RenderFailed):
            return views.retry_later(root, gettext("Your plan can’t be made just now. Try again in a moment."), SOON)
    headers = {**ics.PRIVATE, "Content-Language": root.locale, "Content-Disposition": ics.disposition(root, "pdf", "inline")}
    return HttpResponse(made.data, content_type=PLAN_PDF.media_type, headers=headers)
