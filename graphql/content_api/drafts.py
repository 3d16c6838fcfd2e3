"""Drafts for apps that are being built: by a link that an editor made and can take back."""

import datetime
from typing import cast

from django.utils.translation import gettext_lazy as _

from cms import editions
from content_api.errors import Code, Refusal
from content_api.finding import AnyPage
from content_api.pages import nodes_of


class DraftQueries:
    """What can be asked about drafts. ``_until`` says, once one was shown, until when; such an answer is nobody else's."""

    _until: datetime.datetime | None = None

    def preview(self, token: str) -> AnyPage | None:
        """The draft that a preview link of the admin shows, as it is now; its edition has the number 0.

        Null, with an error, where the link shows nothing.
        """
        try:
            reading, until = editions.preview_links.opened(token)
        except editions.preview_links.LinkRefused:
            raise Refusal(Code.PREVIEW_GONE, _("This preview link is unknown, has expired or was taken back.")) from None
        self._until = until
        return cast(AnyPage, nodes_of([reading])[0])


def until(queries: DraftQueries) -> datetime.datetime | None:
    """Until when the draft may be read that these queries have shown; None where they have shown none."""
    return queries._until
