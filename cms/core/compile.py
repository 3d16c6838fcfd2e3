"""Compiles the blocks that every tool may use. A tool's compiler adds its own to ``COMPILERS`` by block name."""

from collections.abc import Callable, Mapping
from typing import Any

from cms.core import documents as d
from cms.core.enums import Anchor, Situation, Tone
from cms.editions.compile import Reads, picture, rich, source, sources, words
from cms.editions.documents import Block

Compiler = Callable[[str, Any, Reads], Block | None]


def identity(bound: Any) -> str:
    """The id of a block or list item; "" for one that was never saved."""
    return bound.id or ""


def common(page: Any, reads: Reads) -> dict[str, Any]:
    """The fields that every document has."""
    return {
        "key": str(page.translation_key),
        "title": page.title,
        "language": page.content_language,
        "intro": page.intro,
        "checked_on": page.checked_on,
        "checked_by": reads.add(page.checked_by).name if page.checked_by else "",
        "sources": sources(page.sources),
    }


def reachable(value: Any) -> dict[str, Any]:
    """The fields of whatever can be visited, called or written to, with the source."""
    names = ("office", "address", "phone", "email", "url", "hours")
    return {"source": source(value), **{name: words(value.get(name)) for name in names}}


def checklist_item(item_id: str, value: Any) -> d.ChecklistItem:
    """A line to tick; without a day where either half of it is missing."""
    anchor, offset = value.get("anchor"), value.get("offset_days")
    dated = bool(anchor) and offset is not None
    return d.ChecklistItem(
        id=item_id,
        text=words(value.get("text")),
        anchor=Anchor(anchor) if dated else None,
        offset_days=offset if dated else None,
        critical=bool(value.get("critical")),
    )


def fact(block_id: str, value: Any, reads: Reads) -> d.Fact:
    """One fact."""
    return d.Fact(
        id=block_id,
        heading=words(value.get("heading")),
        value=rich(value.get("value"), reads),
        valid_until=value.get("valid_until"),
        source=source(value),
    )


def contact(block_id: str, value: Any, reads: Reads) -> d.Contact:
    """An office or service."""
    return d.Contact(id=block_id, **reachable(value))


def checklist(block_id: str, value: Any, reads: Reads) -> d.Checklist:
    """Lines to tick."""
    items = tuple(checklist_item(identity(item), item.value) for item in value["items"].bound_blocks)
    return d.Checklist(id=block_id, heading=words(value.get("heading")), items=items)


def phrasebook(block_id: str, value: Any, reads: Reads) -> d.Phrasebook:
    """Phrases; one whose situation a draft hasn't chosen yet counts as of the first morning."""
    phrases = tuple(
        d.Phrase(
            id=identity(item),
            key=words(item.value.get("key")),
            text=words(item.value.get("text")),
            phonetic=words(item.value.get("phonetic")),
            situation=Situation(item.value.get("situation") or Situation.FIRST_DAY),
            audio=reads.add(item.value["audio"]).file.name if item.value.get("audio") else "",
        )
        for item in value["phrases"].bound_blocks
    )
    return d.Phrasebook(id=block_id, phrases=phrases)


def picture_block(block_id: str, value: Any, reads: Reads) -> d.PictureBlock | None:
    """A picture within the text; nothing where a draft has none yet."""
    image = value.get("image")
    alt = "" if image is None or image.decorative else words(image.contextual_alt_text)
    made = picture(image, alt, words(value.get("credit")), reads)
    return d.PictureBlock(id=block_id, picture=made) if made else None


def callout(block_id: str, value: Any, reads: Reads) -> d.Callout:
    """A warning, a tip or a rule of law."""
    return d.Callout(id=block_id, tone=Tone(value.get("tone") or Tone.TIP), body=rich(value.get("body"), reads))


def useful_link(block_id: str, value: Any, reads: Reads) -> d.UsefulLink:
    """A page elsewhere."""
    return d.UsefulLink(id=block_id, text=words(value.get("text")), url=words(value.get("url")), language=words(value.get("language")))


def quote(block_id: str, value: Any, reads: Reads) -> d.Quote:
    """Somebody's words."""
    return d.Quote(id=block_id, text=words(value.get("text")), is_sample=bool(value.get("is_sample")))


def text(block_id: str, value: Any, reads: Reads) -> d.Text:
    """Running text."""
    return d.Text(id=block_id, body=rich(value, reads))


COMPILERS: Mapping[str, Compiler] = {
    "fact": fact,
    "contact": contact,
    "checklist": checklist,
    "phrasebook": phrasebook,
    "picture": picture_block,
    "callout": callout,
    "useful_link": useful_link,
    "quote": quote,
    "text": text,
}


def blocks(stream: Any, compilers: Mapping[str, Compiler], reads: Reads) -> tuple[Any, ...]:
    """The documents of a stream's blocks in their order. :raises KeyError: for a block that has no compiler; a test knows them all."""
    made = (compilers[block.block_type](identity(block), block.value, reads) for block in stream)
    return tuple(document for document in made if document is not None)
