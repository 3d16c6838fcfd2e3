from django.apps import AppConfig


class KitsConfig(AppConfig):
    name = "cms.kits"
    label = "kits"

    def ready(self) -> None:
        from cms.kits.compile import register_kinds

        register_kinds()
