from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContentApiConfig(AppConfig):
    name = "content_api"

    def ready(self) -> None:
        from cms import editions
        from content_api import preview

        editions.previews.register("json", _("Data for apps"), preview.show)
