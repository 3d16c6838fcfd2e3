"""Webhooks in the admin, for administrators: the endpoints, and the log of what was sent to them."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail import hooks
from wagtail.admin.widgets import ListingButton
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from cms.webhooks import telling
from cms.webhooks.models import Delivery, Endpoint


class ReadOnlyPolicy(ModelPermissionPolicy):
    """A log: nobody writes in it, not even an administrator."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action == "view" and bool(super().user_has_permission(user, action))

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


register_permission_policy(Delivery, ReadOnlyPolicy(Delivery))


class EndpointViewSet(SnippetViewSet):
    """List and form of the endpoints."""

    model = Endpoint
    icon = "redirect"
    list_display = ["name", "url", "active"]
    search_fields = ["name", "url"]


class DeliveryViewSet(SnippetViewSet):
    """What was sent, newest first."""

    model = Delivery
    icon = "history"
    list_display = ["__str__", "state", "attempts", "answer", "reason", "changed_at"]
    list_filter = ["endpoint", "state"]
    inspect_view_enabled = True
    inspect_view_fields = ["endpoint", "state", "attempts", "answer", "reason", "made_at", "changed_at", "body"]


class WebhookGroup(SnippetViewSetGroup):
    """Both in one place of the menu of settings."""

    items = (EndpointViewSet, DeliveryViewSet)
    menu_label = gettext_lazy("Webhooks")
    menu_icon = "redirect"
    add_to_settings_menu = True


register_snippet(WebhookGroup)


@hooks.register("register_admin_urls")
def resend_url() -> list[URLPattern]:
    """Where a message is sent again."""
    return [path("webhooks/<int:delivery_id>/resend/", resend, name="webhook_resend")]


@require_POST
def resend(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """Sends a message again. :raises PermissionDenied: for whoever may not change webhooks."""
    if not request.user.has_perm("webhooks.change_endpoint"):
        raise PermissionDenied
    telling.resend(get_object_or_404(Delivery, pk=delivery_id))
    messages.success(request, _("The message is on its way again."))
    return redirect(DeliveryViewSet().get_url_name("list"))


@hooks.register("register_snippet_listing_buttons")
def resend_button(snippet: Any, user: Any, next_url: str | None = None) -> Iterator[ListingButton]:
    """One click in the log."""
    if isinstance(snippet, Delivery) and user.has_perm("webhooks.change_endpoint"):
        attributes = {
            "data-controller": "w-action",
            "data-action": "w-action#post",
            "data-w-action-url-value": reverse("webhook_resend", args=[snippet.pk]),
        }
        yield ListingButton(_("Send again"), icon_name="rotate", attrs=attributes, priority=10)
