"""Addresses of ours and of the peers."""

from django.http import HttpResponse
from django.urls import include, path
from grapple import urls as grapple_urls
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import PagesAPIViewSet

from website.urls import urlpatterns as ours

rest = WagtailAPIRouter("rest")
rest.register_endpoint("pages", PagesAPIViewSet)
urlpatterns = [
    path("empty/", lambda request: HttpResponse("")),
    path("peer/", include(grapple_urls)),
    path("peer/rest/", rest.urls),
    *ours,
]
