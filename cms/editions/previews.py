"""Previews of a draft in each channel. A channel registers how it shows a document; a page offers all of them."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise

Show = Callable[[HttpRequest, Any], HttpResponse]
_modes: dict[str, tuple[str | Promise, Show]] = {}


def register(mode: str, label: str | Promise, show: Show) -> None:
    """Offers editors a preview; ``show(request, reading)`` answers with what readers would get.

    :raises ValueError: when that mode is taken already.
    """
    if mode in _modes:
        raise ValueError(f"The preview mode {mode!r} is registered twice.")
    _modes[mode] = (label, show)


class EditionPreviewMixin:
    """A page whose previews are its draft, compiled in memory and shown by the channels."""

    @property
    def preview_modes(self) -> list[tuple[str, str | Promise]]:
        return [(mode, label) for mode, (label, _) in _modes.items()]

    @property
    def default_preview_mode(self) -> str:
        """The website: Wagtail's checks of content and accessibility need HTML."""
        return "web"

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        from cms.editions.reading import draft

        _, show = _modes[mode_name]
        response = show(request, draft(self))
        response["Cache-Control"] = "private, no-store"
        return response
