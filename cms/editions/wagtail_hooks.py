"""Tells the editor of a page what its publication made, and what went wrong with it; offers links to its draft for apps."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.models import Page

from cms.editions import preview_links, views
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


@hooks.register("register_admin_urls")
def preview_link_urls() -> list[URLPattern]:
    """Where links to drafts are listed, made and taken back."""
    return [
        path("pages/<int:page_id>/preview-links/", views.links, name="preview_links"),
        path("pages/<int:page_id>/preview-links/make/", views.make, name="preview_link_make"),
        path("pages/<int:page_id>/preview-links/<int:link_id>/take-back/", views.take_back, name="preview_link_take_back"),
    ]


@hooks.register("register_page_header_buttons")
def preview_link_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """One click in the page's menu makes a link and shows it."""
    if page.pk and preview_links.may_share(user, page):
        attributes = {
            "data-controller": "w-action",
            "data-action": "w-action#post",
            "data-w-action-url-value": reverse("preview_link_make", args=[page.pk]),
        }
        yield Button(_("Preview link for an app"), icon_name="link", attrs=attributes, priority=45)
