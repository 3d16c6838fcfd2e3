"""The links to a page's draft in the admin: made with one click, taken back with another."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.models import Page

from cms.editions import preview_links
from cms.editions.models import PreviewLink


def own_page(request: HttpRequest, page_id: int) -> Any:
    """The page, where the editor may share its draft. :raises PermissionDenied, Http404: where not."""
    page = get_object_or_404(Page, pk=page_id)
    if not preview_links.may_share(request.user, page):
        raise PermissionDenied
    return page


@require_safe
def links(request: HttpRequest, page_id: int) -> HttpResponse:
    """All links to the page's draft that hold still."""
    page = own_page(request, page_id)
    rows = PreviewLink.objects.filter(page_id=page.pk, expires_at__gt=timezone.now()).select_related("made_by")
    values = {
        "header_title": _("Preview links for apps"),
        "page": page,
        "links": [{"pk": link.pk, "token": preview_links.token(link), "made_by": link.made_by, "expires_at": link.expires_at} for link in rows],
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_pages:edit", args=[page.pk]), "label": page.get_admin_display_title()},
            {"url": "", "label": _("Preview links for apps")},
        ],
        "header_icon": "view",
    }
    response = render(request, "editions/preview_links.html", values)
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
def make(request: HttpRequest, page_id: int) -> HttpResponse:
    """Makes a link in the editor's name and shows it."""
    page = own_page(request, page_id)
    preview_links.make(page, request.user)
    messages.success(request, _("The link is made. Whoever has its token can read the draft of this page."))
    return redirect("preview_links", page.pk)


@require_POST
def take_back(request: HttpRequest, page_id: int, link_id: int) -> HttpResponse:
    """Takes a link back: it shows nothing from now on."""
    page = own_page(request, page_id)
    PreviewLink.objects.filter(pk=link_id, page_id=page.pk).delete()
    messages.success(request, _("The link is taken back."))
    return redirect("preview_links", page.pk)
