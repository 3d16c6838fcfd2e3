from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _


class ContentApiConfig(AppConfig):
    name = "content_api"

    def ready(self) -> None:
        from cms import editions
        from content_api import preview, trusted

        editions.previews.register("json", _("Data for apps"), preview.show)
        checks.register(trusted.check_documents)
