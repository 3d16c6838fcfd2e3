from django.apps import AppConfig


class EditionsConfig(AppConfig):
    name = "cms.editions"
    label = "editions"

    def ready(self) -> None:
        from cms.editions import receivers  # noqa: F401  (connects itself)
