from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExportsConfig(AppConfig):
    name = "exports"

    def ready(self) -> None:
        from cms.editions import previews
        from exports import tasks  # noqa: F401  (listens to publications)
        from exports.preview import show
        from exports.print import kit  # noqa: F401  (registers its format)

        previews.register("pdf", _("PDF, for print"), show)
