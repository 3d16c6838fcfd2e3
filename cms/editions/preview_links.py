"""Links to drafts for apps that are being built: signed, for some days, taken back by one click.

A link is as good as the right of whoever made it: it shows nothing once that person may not change the page any more.
"""

import datetime
from typing import Any

from django.core import signing
from django.utils import timezone
from wagtail.models import Page

from cms.editions import store
from cms.editions.models import PreviewLink
from cms.editions.reading import Reading, draft

SALT = "cms.editions.preview"
LASTS = datetime.timedelta(days=7)


class LinkRefused(ValueError):
    """A token that shows nothing: never made, expired or taken back; which of them isn't told."""


def may_share(user: Any, page: Page) -> bool:
    """Whether ``user`` may let an app read the draft of ``page``."""
    return bool(user.is_active and store.makes_editions(page.specific) and page.permissions_for_user(user).can_edit())


def make(page: Page, user: Any) -> PreviewLink:
    """A new link to the draft of ``page``, in the name of ``user``; the caller has asked :func:`may_share`."""
    return PreviewLink.objects.create(page_id=page.pk, made_by=user, expires_at=timezone.now() + LASTS)


def token(link: PreviewLink) -> str:
    """What an app sends to read the draft."""
    return signing.dumps(link.pk, salt=SALT)


def opened(token: str) -> tuple[Reading, datetime.datetime]:
    """The draft that a token shows as it is now, and until when it does. :raises LinkRefused: where it shows nothing."""
    try:
        pk = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        raise LinkRefused from None
    link = PreviewLink.objects.select_related("page", "made_by").filter(pk=pk, expires_at__gt=timezone.now()).first()
    if link is None or not may_share(link.made_by, link.page):
        raise LinkRefused
    return draft(link.page.specific.get_latest_revision_as_object()), link.expires_at


def forget() -> int:
    """Deletes the links that have expired; returns how many."""
    return PreviewLink.objects.filter(expires_at__lte=timezone.now()).delete()[0]
