import datetime

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebhooksConfig(AppConfig):
    name = "cms.webhooks"
    label = "webhooks"
    verbose_name = _("Webhooks")

    def ready(self) -> None:
        from cms.core import housekeeping
        from cms.webhooks import telling

        housekeeping.register("tell webhooks", telling.tell, every=datetime.timedelta(seconds=10))
        housekeeping.register("forget deliveries", telling.forget, at=datetime.time(4, 10))
