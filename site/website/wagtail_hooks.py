"""What Wagtail does otherwise on a public site of ours."""

from typing import Any

from django.http import Http404, HttpRequest
from wagtail import hooks


@hooks.register("before_serve_document", order=-1)
def hide_restricted_documents(document: Any, request: HttpRequest) -> None:
    """A document of a private collection looks as if it weren't there: no form for a password, no hint. :raises Http404: for one."""
    if document.collection.get_view_restrictions().exists():
        raise Http404("No such document.")
