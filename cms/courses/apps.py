from django.apps import AppConfig


class CoursesConfig(AppConfig):
    name = "cms.courses"
    label = "courses"

    def ready(self) -> None:
        from cms.courses.compile import register_kinds

        register_kinds()
