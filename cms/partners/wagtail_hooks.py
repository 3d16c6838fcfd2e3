"""Closes what wagtail-localize 1.14 leaves open: its views ask for the global ``submit_translation`` only, and publish over locks."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.models import Page
from wagtail_localize.models import TranslationSource
from wagtail_localize.views.submit_translations import SubmitPageTranslationView
from wagtail_localize.views.update_translations import UpdateTranslationsView

from cms.partners import views  # noqa: F401  (registers the partners)


def require(user: Any, page: Page, *, publish: bool) -> None:
    """:raises PermissionDenied: where ``user`` may not edit (or publish) ``page``."""
    allowed = page.permissions_for_user(user)
    if not (allowed.can_publish() if publish else allowed.can_edit()):
        raise PermissionDenied


class OwnPageSubmitView(SubmitPageTranslationView):
    """Submitting for translation: own pages only."""

    def get_object(self) -> Page:
        page = super().get_object()
        require(self.request.user, page, publish=False)
        return page


class OwnPageUpdateView(UpdateTranslationsView):
    """Taking a source's changes into its translations: own pages only, publishing only with that right."""

    def get_object(self) -> TranslationSource:
        source = super().get_object()
        instance = source.get_source_instance()
        if isinstance(instance, Page):
            publish = bool(self.request.POST.get("publish_translations"))
            for page in instance.get_translations(inclusive=True):
                require(self.request.user, page, publish=publish)
        return source


@hooks.register("register_admin_urls", order=-1)
def localize_urls() -> list[URLPattern]:
    """The same paths as wagtail-localize's, earlier in the list: the resolver takes ours, its names still reverse."""
    return [
        path("localize/submit/page/<int:page_id>/", OwnPageSubmitView.as_view()),
        path("localize/update/<int:translation_source_id>/", OwnPageUpdateView.as_view()),
    ]


@hooks.register("before_edit_page", order=-1)
def respect_lock(request: HttpRequest, page: Page) -> None:
    """The translation editor publishes without looking at locks."""
    lock = page.get_lock()
    if request.method == "POST" and lock and lock.for_user(request.user):
        raise PermissionDenied
