"""Tools of every compiler: rich text, pictures, and the record of what was read."""

import base64
import html
import re
from collections.abc import Iterable
from typing import Any

import nh3
from django.utils.functional import Promise
from wagtail.models import Page
from wagtail.rich_text import RichText, get_text_for_indexing

from cms.editions.documents import Picture, PictureFormat, Point, Rendition, Rich, Source

WIDTHS = (360, 720, 1080)
FORMATS = tuple(kind.value for kind in PictureFormat)
TINY = "width-16|format-webp|webpquality-40"
ALLOWED = {
    "p": set(),
    "b": set(),
    "strong": set(),
    "i": set(),
    "em": set(),
    "ul": set(),
    "ol": set(),
    "li": set(),
    "br": set(),
    "a": {"href"},
}
SCHEMES = {"http", "https", "mailto", "tel", "sms", "page"}
PAGE_LINK = re.compile(r'<a\b[^>]*\blinktype="page"[^>]*>')
PAGE_ID = re.compile(r'\bid="(\d+)"')


class Reads:
    """What a compilation reads besides the page itself, so that a change there compiles it again."""

    def __init__(self) -> None:
        self.objects: set[tuple[str, str]] = set()
        self.links: set[str] = set()

    def add(self, instance: Any) -> Any:
        """Records ``instance`` (any saved model) and returns it."""
        if instance is not None and instance.pk is not None:
            self.objects.add((instance._meta.label_lower, str(instance.pk)))
        return instance


def rich(value: RichText | str | None, reads: Reads) -> Rich:
    """Sanitised rich text. Links to pages become ``page:<key>``, resolved when read; links to files and unknown pages become words.

    Everything that isn't plain structure is dropped here, whatever way it came into the database.
    """
    source = getattr(value, "source", value) or ""
    ids = {int(match.group(1)) for tag in PAGE_LINK.findall(source) if (match := PAGE_ID.search(tag))}
    keys = {pk: str(key) for pk, key in Page.objects.filter(pk__in=ids).values_list("pk", "translation_key")} if ids else {}
    reads.links |= set(keys.values())

    def symbolic(match: re.Match[str]) -> str:
        found = PAGE_ID.search(match.group(0))
        key = keys.get(int(found.group(1))) if found else None
        return f'<a href="page:{key}">' if key else "<a>"

    marked = PAGE_LINK.sub(symbolic, source)
    clean = nh3.clean(marked, tags=set(ALLOWED), attributes=ALLOWED, url_schemes=SCHEMES, link_rel=None)
    return Rich(html=clean, text=html.unescape(get_text_for_indexing(clean)).strip())


def picture(image: Any, alt: str, credit: str, reads: Reads) -> Picture | None:
    """The picture in all its renditions; None where there is no image.

    Renditions are made in a task when an image is uploaded; those not there yet are made now.
    """
    if image is None:
        return None
    reads.add(image)
    made = renditions(image)
    return Picture(id=str(image.pk), alt=alt, credit=credit, renditions=made, focal_point=focal_point(image), placeholder=placeholder(image))


def focal_point(image: Any) -> Point | None:
    """What an editor marked as the picture's middle of interest; None where nobody has."""
    if image.focal_point_x is None or image.focal_point_y is None or not image.width or not image.height:
        return None
    return Point(x=round(image.focal_point_x / image.width, 3), y=round(image.focal_point_y / image.height, 3))


def placeholder(image: Any) -> str:
    """A copy of a few pixels as a ``data:`` address, some 150 characters long."""
    with image.get_rendition(TINY).file.open("rb") as file:
        return f"data:image/webp;base64,{base64.b64encode(file.read()).decode()}"


def renditions(image: Any) -> tuple[Rendition, ...]:
    """An image in all sizes and formats, by format and width; makes what isn't there (100 ms each, so a task does it at upload)."""
    specs = {(width, kind): f"width-{width}|format-{kind}" for width in WIDTHS for kind in FORMATS}
    made = image.get_renditions(*specs.values(), TINY)
    found = (Rendition(file=made[spec].file.name, width=made[spec].width, height=made[spec].height, format=kind) for (_, kind), spec in specs.items())
    return tuple(sorted(found, key=lambda r: (r.format, r.width)))


def source(value: Any) -> Source | None:
    """The source that a block carries in its flat fields ``source_*``; None where it names none."""
    if not value.get("source_title") or not value.get("source_url"):
        return None
    return Source(title=value["source_title"], url=value["source_url"], seen_on=value.get("source_seen_on"))


def sources(stream: Iterable[Any]) -> tuple[Source, ...]:
    """The sources of the whole page."""
    return tuple(Source(title=b.value["title"], url=b.value["url"], seen_on=b.value.get("seen_on")) for b in stream)


def words(value: Any) -> str:
    """Text as it is, "" for None: drafts may lack what publishing requires."""
    return "" if value is None or isinstance(value, Promise) else str(value).strip()
