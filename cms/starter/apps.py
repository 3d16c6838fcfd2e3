from django.apps import AppConfig


class StarterConfig(AppConfig):
    name = "cms.starter"
    label = "starter"
