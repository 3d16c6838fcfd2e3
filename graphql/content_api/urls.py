"""Addresses of the API, included at the root."""

from django.urls import path

from content_api import view

urlpatterns = [
    path("graphql", view.slash),
    path("graphql/", view.endpoint, name="graphql"),
    path("graphql/schema.graphql", view.schema_file, name="graphql-schema"),
    path("graphql/<path:rest>", view.nothing),
]
