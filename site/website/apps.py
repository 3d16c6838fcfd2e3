"""The website as an app of the site."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebsiteConfig(AppConfig):
    """Registers how editors preview a draft here."""

    name = "website"
    verbose_name = _("Website")

    def ready(self) -> None:
        from cms.editions import previews
        from website.pages import preview

        previews.register("web", _("Website"), preview)
