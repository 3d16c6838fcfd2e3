import datetime

from django.apps import AppConfig


class EditionsConfig(AppConfig):
    name = "cms.editions"
    label = "editions"

    def ready(self) -> None:
        from cms.core import housekeeping
        from cms.editions import ledger, preview_links, receivers  # noqa: F401  (receivers connect themselves)

        housekeeping.register("forget removed pages", ledger.forget, at=datetime.time(4, 0))
        housekeeping.register("forget preview links", preview_links.forget, every=datetime.timedelta(hours=6))
