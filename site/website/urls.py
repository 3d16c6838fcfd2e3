"""All addresses of the site; the composition root that includes the other channels."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path, register_converter
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.urls import serve_pattern

from website import developers, errors, examining, files, health, machines, offline, pages, prints, search

register_converter(prints.EditionConverter, "edition")
handler404 = errors.not_found
handler500 = errors.broken

urlpatterns = [
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("robots.txt", machines.robots),
    path("sitemap.xml", machines.sitemap),
    path("favicon.ico", machines.favicon),
    path("sw.js", offline.worker, name="worker"),
    re_path(r"^(?P<path>[a-z]{2}/(?:[\w-]+/)+)offline\.json$", offline.manifest, name="offline_manifest"),
    path("", machines.front_door),
    path("", include("content_api.urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("media/<path:name>", files.media),
    path("e/<uuid:key>/", prints.print_asked, name="print_asked"),
    path("e/<uuid:key>/<edition:edition>/", prints.print_changes, name="print"),
    path("e/<uuid:key>/<edition:edition>", prints.print_changes),  # as codes on paper say it: a shorter code is read better
    path("verify/<str:code>/", examining.verify_in_any_language, name="verify_any"),
    path("developers/", developers.in_any_language),
    path("", include("exports.urls")),
    *i18n_patterns(
        path("search/", search.page, name="search"),
        path("search/suggest.json", search.suggest, name="suggest"),
        path("certificate/<slug:package_id>/", examining.page, name="certificate"),
        path("verify/", examining.verify, name="verify_form"),
        path("verify/<str:code>/", examining.verify, name="verify"),
        path("developers/", developers.page, name="developers"),
        path("offline/", offline.page, name="offline"),
        path("manifest.webmanifest", offline.web_manifest, name="web_manifest"),
    ),
    # Wagtail makes the addresses of pages by this name and pattern, below the language that is active then.
    *i18n_patterns(re_path(serve_pattern, pages.page, name="wagtail_serve")),
]
