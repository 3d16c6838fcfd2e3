from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "cms.partners"
    label = "partners"

    def ready(self) -> None:
        from cms.partners import permissions  # noqa: F401  (connects itself)
