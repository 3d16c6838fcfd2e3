from django.apps import AppConfig


class TimelineConfig(AppConfig):
    name = "cms.timeline"
    label = "timeline"

    def ready(self) -> None:
        from cms.timeline.compile import register_kinds

        register_kinds()
