from django.apps import AppConfig


class HandbooksConfig(AppConfig):
    name = "cms.handbooks"
    label = "handbooks"

    def ready(self) -> None:
        from cms.handbooks.compile import register_kinds

        register_kinds()
