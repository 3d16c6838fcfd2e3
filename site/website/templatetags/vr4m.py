"""Tags and filters of the templates: blocks, references to sources, and words for days, numbers and addresses."""

import datetime
from typing import Any
from urllib.parse import quote, urlsplit

from django import template
from django.template import Engine
from django.utils.safestring import SafeString

from cms.core import legal, wording
from cms.core.documents import ChecklistItem, Phrase
from cms.core.due import is_old
from cms.core.enums import Anchor
from cms.editions.documents import Block, Picture, Rich, Source
from website import dates
from website.articles import Article

register = template.Library()


@register.simple_tag(takes_context=True)
def piece(context: template.Context, block: Block) -> str:
    """The partial of a block, which gets the block's fields by their names, the block itself for its methods, and ``article``."""
    fields = {name: getattr(block, name) for name in block.__struct_fields__}
    partial = Engine.get_default().get_template(f"blocks/{block.tag()}.html")
    return partial.render(context.new({**fields, "block": block, "article": context.get("article")}))


@register.inclusion_tag("parts/reference.html", takes_context=True)
def reference(context: template.Context, source: Source | None) -> dict[str, Any]:
    """A small number that leads to the source in the list at the end; nothing where there is none."""
    article: Article | None = context.get("article")
    return {
        "number": article.number(source) if article else None,
        "confirmed": source is not None and source.seen_on is not None,
        "old": article is not None and source in article.old,
    }


@register.inclusion_tag("parts/day.html", takes_context=True)
def day(context: template.Context, anchor: str | None, offset_days: int | None, say: str = "") -> dict[str, Any]:
    """The real day of a deadline where the reader named the days of a stay, else an empty place for the page's script to fill.

    ``say``: "day" leaves out the reminder that it has gone by, "late" is the reminder alone.
    """
    article: Article | None = context.get("article")
    if anchor is None or offset_days is None:
        return {}
    due = late = None
    if article and article.stay:
        due = dates.due_on(article.stay, Anchor(anchor), offset_days)
        late = dates.is_late(article.stay, due)
    return {"anchor": anchor, "offset": offset_days, "day": due, "late": late, "say": say}


@register.simple_tag
def picture_sets(picture: Picture) -> dict[str, Any]:
    """The sources of a picture, best format first, and the file for browsers that know none of them."""
    sizes = {kind: [r for r in picture.renditions if r.format == kind] for kind in ("avif", "webp", "jpeg", "png")}
    sources = [(kind, ", ".join(f"{r.url()} {r.width}w" for r in found)) for kind, found in sizes.items() if found]
    return {"sources": sources, "usual": picture.rendition(720)}


@register.filter
def rich(text: Rich) -> SafeString:
    """Rich text as HTML: it was sanitised when it was compiled."""
    return SafeString(text.html)


@register.filter
def line(text: Rich) -> SafeString:
    """Rich text as HTML for a place that is a paragraph already: one that is alone comes without its element."""
    alone = text.html.count("<p>") == 1 and text.html.startswith("<p>") and text.html.endswith("</p>")
    return SafeString(text.html.removeprefix("<p>").removesuffix("</p>") if alone else text.html)


@register.filter
def due(item: ChecklistItem) -> str:
    """The day of a line to tick in words; "" where it has none."""
    return wording.deadline(item.anchor, item.offset_days)


@register.filter
def in_host_language(phrase: Phrase, article: Article | None) -> str:
    """The phrase as the host says it; "" where there is no pair."""
    return article.host_phrases.get(phrase.key, "") if article else ""


@register.filter
def host_name(url: str) -> str:
    """The host of an address as people say it, without ``www.``."""
    return (urlsplit(url).hostname or url).removeprefix("www.")


@register.filter
def is_past(day: datetime.date | None, article: Article | None) -> bool:
    """Whether a day is over at the time of reading."""
    return day is not None and article is not None and day < article.today


@register.filter
def is_stale(day: datetime.date | None, article: Article | None) -> bool:
    """Whether what was seen on a day must be seen again."""
    return article is not None and is_old(day, article.today)


@register.simple_tag(takes_context=True)
def geo(context: template.Context, address: str) -> str:
    """A place for the phone's own map (RFC 5870, with the query that map apps know): near the city, searched by its address."""
    article: Article | None = context.get("article")
    return f"geo:{article.place if article else '0,0'}?q={quote(address)}"


register.filter("long_day", wording.long_day)
register.filter("short_day", wording.short_day)
register.filter("term", wording.term)
register.filter("duration", wording.duration)
register.filter("phone", wording.phone)
register.filter("size", wording.size)
register.simple_tag(legal.line, name="cofunding_line")
register.simple_tag(legal.disclaimer, name="cofunding_disclaimer")


@register.simple_tag
def partners() -> tuple[tuple[str, str, str], ...]:
    """Country, name and language of each partner organisation."""
    return legal.PARTNERS


@register.simple_tag
def project_number() -> str:
    """The number under which the project is funded."""
    return legal.PROJECT
