"""The content version: the key of every cache, read in one query."""

from django.db import connection
from django.db.models import F
from django.utils import timezone

from cms.editions.models import ContentVersion

# Besides our counter it counts what Wagtail keeps itself, so that a missed signal can't leave hidden content in a cache.
SQL = """
SELECT (SELECT MAX(value) FROM editions_contentversion), COUNT(*), COUNT(*) FILTER (WHERE live), MAX(last_published_at),
       COUNT(*) FILTER (WHERE live AND expire_at <= %s), SUM(LENGTH(url_path)), SUM(depth), (SELECT COUNT(*) FROM wagtailcore_pageviewrestriction),
       (SELECT MAX(id) FROM wagtailcore_pageviewrestriction)
FROM wagtailcore_page
"""


def version() -> str:
    """A short text that is another one as soon as a reader could see a change. One query."""
    with connection.cursor() as cursor:
        cursor.execute(SQL, [timezone.now()])
        row = cursor.fetchone()
    return "-".join("0" if value is None else "".join(c for c in str(value) if c.isalnum()) for value in row)


def bump() -> None:
    """Makes the content version a new one, in the transaction of the caller."""
    if not ContentVersion.objects.update(value=F("value") + 1):
        ContentVersion.objects.create()
