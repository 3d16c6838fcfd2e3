"""What the print templates may say beyond Django's own: words for values, and the numbers of sources and boxes."""

import re
from collections.abc import Iterable
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit

import phonenumbers
from django import template
from django.template import Context
from django.utils.formats import number_format
from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from cms.core import wording
from cms.core.documents import ChecklistItem, Phrase
from cms.core.enums import Situation
from cms.editions.documents import Picture, Rendition, Rich, Source
from exports.book import CountryPart, KitPart, printed
from exports.print.outline import Unit

register = template.Library()
HEADING = re.compile(r"^\s*<p>\s*<(b|strong)>([^<]{1,60})</\1>\s*</p>")


@register.filter
def html(rich: Rich) -> SafeString:
    """Rich text as it was sanitised when it was compiled."""
    return mark_safe(rich.html)  # noqa: S308


@register.filter
def hanging(rich: Rich) -> dict[str, SafeString | str]:
    """Rich text whose first paragraph is all bold, as ``heading`` (plain, "" where there is none) and ``rest``."""
    found = HEADING.match(rich.html)
    if found is None:
        return {"heading": "", "rest": html(rich)}
    return {"heading": mark_safe(found.group(2).rstrip(" :\u00a0\u202f")), "rest": mark_safe(rich.html[found.end() :])}  # noqa: S308


GAP = re.compile(r"(?:…\s?){2,}(?P<end>(?=[.,;:!?]?\s*(?:</(?:li|p)>|<br)))?")


def with_gaps(html: str) -> SafeString:
    """Sanitised HTML whose rows of dots are lines to write on, long ones where nothing follows."""
    return mark_safe(GAP.sub(lambda found: f'<span class="gap{" gap--long" if found["end"] is not None else ""}">\u00a0</span> ', html))  # noqa: S308


@register.filter
def to_fill(rich: Rich) -> SafeString:
    """Rich text, its rows of dots as lines to write on."""
    return with_gaps(rich.html)


@register.filter
def lines_to_fill(text: str) -> SafeString:
    """Plain text, line by line, its rows of dots as lines to write on."""
    return with_gaps(linebreaks(text, autoescape=True))


@register.filter
def due(item: ChecklistItem) -> str:
    """When a line is to be ticked at the latest, in words; "" where it has no day."""
    return wording.deadline(item.anchor, item.offset_days)


register.filter("item", lambda mapping, key: mapping.get(key))
register.filter("lines", lambda count: range(count))
register.filter("mm", lambda length: f"{length:.3f}mm")  # as style sheets write it in every language
register.filter("scaled", lambda length, sheet: f"{length * sheet.cover_scale:.3f}mm")  # a length of the cover of A4
register.filter("plain", lambda number: f"{number:.5f}")
register.filter("term", wording.term)
register.filter("duration", wording.duration)
register.filter("picture_file", lambda picture: _rendition(picture).file)
register.filter("is_upright", lambda picture: _rendition(picture).height > _rendition(picture).width)


def _rendition(picture: Picture) -> Rendition:
    found = printed(picture)
    if found is None:
        raise ValueError(f"Picture {picture.id} has no rendition that can be printed.")
    return found


@register.filter
def phone(number: str) -> str:
    """A number to read: in groups, with the code of its country where it has one."""
    try:
        return phonenumbers.format_number(phonenumbers.parse(number), phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    except phonenumbers.NumberParseException:
        return number


@register.filter
def address_of(url: str) -> str:
    """An address as one would type it: host and path, without what browsers add themselves."""
    parts = urlsplit(url)
    path = "" if len(parts.path) > 32 else parts.path
    return (parts.netloc.removeprefix("www.") + path).rstrip("/")


@register.filter
def euros(amount: float) -> str:
    """A sum of money."""
    return gettext("€%(amount)s") % {"amount": number_format(amount, 2)}


@register.filter
def by_situation(phrases: Iterable[Phrase]) -> list[tuple[Situation, list[Phrase]]]:
    """Phrases grouped by where they are needed, in the order of the situations."""
    order = list(Situation)
    ranked = sorted(phrases, key=lambda phrase: order.index(phrase.situation))
    return [(situation, list(group)) for situation, group in groupby(ranked, key=lambda phrase: phrase.situation)]


@register.simple_tag
def part_of(unit: Unit) -> dict[str, Any]:
    """What the templates of blocks want to know of the part that a unit belongs to; nothing for the whole's own words."""
    if isinstance(unit.part, KitPart):
        part = unit.part
        return {"kit": part.kit, "country": part.country, "pairs": part.pairs, "host_language": part.host_language, "iso": part.iso}
    if isinstance(unit.part, CountryPart):
        return {"kit": unit.part.country, "country": unit.part.country, "pairs": {}, "iso": str(unit.part.country.iso.value)}
    return {}


@register.simple_tag(takes_context=True)
def mark(context: Context, source: Source | None) -> SafeString | str:
    """The number of a source, as a link to it in the list at the end; "" where there is no source."""
    number = context["numbers"].get((source.title, source.url)) if source else None
    if number is None:
        return ""
    return format_html('<a class="mark" href="#source-{}" title="{}">{}</a>', number, gettext("Source %(number)d") % {"number": number}, number)


@register.simple_tag(takes_context=True)
def box(context: Context, label: str) -> SafeString:
    """A box to tick, on screen or with a pen; ``label`` is what is read aloud."""
    return format_html('<input type="checkbox" name="box-{}" title="{}">', next(context["boxes"]), label)
