"""What the tools share in the admin: the report of facts to check."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import page_permission_policy

from cms.core.reports import DueFactsView


class DueFactsMenuItem(MenuItem):
    """Shown to whoever may change a page."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(page_permission_policy.user_has_any_permission(request.user, ["add", "change", "publish"]))


@hooks.register("register_admin_urls")
def due_facts_urls() -> list[URLPattern]:
    """The report's address."""
    return [path("reports/facts/", DueFactsView.as_view(), name="due_facts")]


@hooks.register("register_reports_menu_item")
def due_facts_menu_item() -> MenuItem:
    """The report's entry in the menu."""
    return DueFactsMenuItem(_("Facts to check"), reverse("due_facts"), name="due-facts", icon_name="calendar-check", order=100)
