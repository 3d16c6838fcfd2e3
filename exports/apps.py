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
        from exports.print import cards, kit, variants, wholes  # noqa: F401  (they register their formats)

        housekeeping.register("refresh exports", tasks.refresh_exports.enqueue, at=datetime.time(3, 50))
        previews.register("pdf", _("PDF, for print"), show)
