"""The benchmark's site: ours, with the peers beside it in the same process and on the same database."""

from cms.settings.test import *  # noqa: F403
from cms.settings.test import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "peer", "grapple", "graphene_django", "rest_framework", "wagtail.api.v2"]
MIGRATION_MODULES = {"peer": "peer_migrations"}  # made anew by the benchmark, in its data folder
ROOT_URLCONF = "urls"
GRAPHENE = {"SCHEMA": "grapple.schema.schema"}
GRAPPLE = {"APPS": ["peer"], "PAGE_SIZE": 20, "MAX_PAGE_SIZE": 100}
WAGTAILAPI_LIMIT_MAX = 100
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
LOGGING = {"version": 1, "disable_existing_loggers": True}
