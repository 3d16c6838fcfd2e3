"""Where an address leads: to a page, or by a redirect to another one."""

from urllib.parse import urlsplit

import msgspec
from django.conf import settings
from django.db.models import F, Q
from wagtail.contrib.redirects.models import Redirect

from cms.editions.reading import Reading, at, readable

HOPS = 5  # redirects that are followed one after the other
LONGEST = 255  # characters of a redirect's path


class Route(msgspec.Struct, frozen=True, kw_only=True):
    """Where an address leads: ``url`` is a path from the root, or an address elsewhere; ``reading`` the page there, None where it is none.

    ``redirected`` where it isn't the address asked for, ``permanent`` where that is so for good.
    """

    url: str
    reading: Reading | None
    redirected: bool = False
    permanent: bool = False


def route(path: str) -> Route | None:
    """Where a path of the site leads, redirects followed; None where the public finds nothing. A query, two more for each redirect."""
    permanent = True
    for hop in range(HOPS + 1):
        if reading := at(path):
            return Route(url=reading.path, reading=reading, redirected=hop > 0, permanent=hop > 0 and permanent)
        redirect = redirect_at(path) if hop < HOPS else None
        if redirect is None:
            return None
        permanent = permanent and redirect.is_permanent
        if redirect.redirect_page_id:
            found = readable(page_ids=[redirect.redirect_page_id])
            return Route(url=found[0].path, reading=found[0], redirected=True, permanent=permanent) if found else None
        path = redirect.redirect_link.removeprefix(settings.BASE_URL)
        if not is_address_of_a_page(path):
            return Route(url=path, reading=None, redirected=True, permanent=permanent)
    return None


def redirect_at(path: str) -> Redirect | None:
    """The redirect that an editor, or a move, has left at a path; None where there is none, or no path."""
    if len(path) > LONGEST or not path.isprintable():
        return None
    try:
        normal = Redirect.normalise_path(path)
    except ValueError:  # what only looks like an address
        return None
    rows = Redirect.objects.filter(Q(site__is_default_site=True) | Q(site=None), old_path=normal)
    return rows.exclude(redirect_page=None, redirect_link="").order_by(F("site").asc(nulls_last=True)).first()


def is_address_of_a_page(link: str) -> bool:
    """Whether a link stands for a page of ours: whatever is below a language, so that no redirect tells of a hidden page."""
    parts = urlsplit(link)
    return not parts.netloc and parts.path.lstrip("/").partition("/")[0] in dict(settings.LANGUAGES)
