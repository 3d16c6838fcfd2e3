import datetime

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExportsConfig(AppConfig):
    name = "exports"

    def ready(self) -> None:
        from cms.core import housekeeping
        from cms.editions import previews
        from exports import tasks  # listens to publications
        from exports.preview import show
        from exports.print import kit  # noqa: F401  (registers its format)

        housekeeping.register("refresh exports", tasks.refresh_exports.enqueue, at=datetime.time(3, 50))
        previews.register("pdf", _("PDF, for print"), show)
