"""Partner organisations in the admin, for administrators."""

from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.partners.models import Partner


class PartnerViewSet(SnippetViewSet):
    """List and form of the partners."""

    model = Partner
    icon = "group"
    add_to_settings_menu = True
    list_display = ["name", "country", "group"]
    search_fields = ["name"]


register_snippet(PartnerViewSet)
