"""Tells the editor of a page what its publication made, and what went wrong with it."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page

from cms.editions.models import CompileFailure, EditionFile, FileState


@hooks.register("before_edit_page")
def tell_what_failed(request: HttpRequest, page: Page) -> None:
    """Shows why readers still get an older edition, or why a file couldn't be made."""
    if request.method != "GET":
        return
    failure = CompileFailure.objects.filter(page_id=page.pk).first()
    if failure:
        messages.error(
            request,
            _("Readers still get the edition before: this page could not be compiled (%(reason)s). The system tries again by itself.")
            % {"reason": failure.reason},
        )
    failed = EditionFile.objects.filter(edition__page_id=page.pk, edition__current=True, state=FileState.FAILED)
    for file in failed:
        messages.warning(
            request,
            _("%(file)s could not be made: %(reason)s Readers still get the file before.") % {"file": file.format, "reason": file.reason},
        )


@hooks.register("after_publish_page")
def tell_edition(request: HttpRequest, page: Page) -> None:
    """Names the edition that readers have now, or why there is none."""
    failure = CompileFailure.objects.filter(page_id=page.pk).first()
    edition = page.editions.filter(current=True).first()
    if failure:
        messages.error(request, _("Published, but not compiled: %(reason)s") % {"reason": failure.reason})
    elif edition:
        messages.info(request, _("Readers have edition %(edition)s now.") % {"edition": f"{edition.locale}-{edition.number}"})
