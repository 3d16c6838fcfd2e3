"""The same blocks as ours, plain, with what grapple wants to know of each."""

from typing import Any

from grapple.helpers import register_streamfield_block
from grapple.models import (
    GraphQLBoolean,
    GraphQLCollection,
    GraphQLFloat,
    GraphQLForeignKey,
    GraphQLInt,
    GraphQLRichText,
    GraphQLStreamfield,
    GraphQLString,
)
from wagtail import blocks

SOURCE = {"source_title": "char", "source_url": "url", "source_seen_on": "date"}
PLACE = {"office": "char", "address": "char", "phone": "char", "email": "char", "url": "url", "hours": "char"}
FIELDS: dict[str, tuple[type[blocks.Block], Any]] = {
    "char": (blocks.CharBlock, GraphQLString),
    "text": (blocks.TextBlock, GraphQLString),
    "url": (blocks.URLBlock, GraphQLString),
    "date": (blocks.DateBlock, GraphQLString),
    "rich": (blocks.RichTextBlock, GraphQLRichText),
    "int": (blocks.IntegerBlock, GraphQLInt),
    "decimal": (blocks.DecimalBlock, GraphQLFloat),
    "bool": (blocks.BooleanBlock, GraphQLBoolean),
}


def struct(name: str, fields: dict[str, Any]) -> type[blocks.StructBlock]:
    """A StructBlock with its grapple fields. A field is a kind of ``FIELDS``, ``[kind]`` for a list of it, or another StructBlock's list."""
    body: dict[str, Any] = {}
    told: list[Any] = []
    for field, kind in fields.items():
        if isinstance(kind, str):
            block, told_as = FIELDS[kind]
            body[field] = block(required=False)
            told.append(told_as(field))
        elif isinstance(kind[0], str):
            body[field] = blocks.ListBlock(FIELDS[kind[0]][0](), default=[])
            told.append(GraphQLString(field, is_list=True))
        else:
            body[field] = blocks.ListBlock(kind[0]())
            told.append(GraphQLCollection(GraphQLForeignKey, field, kind[0]))
    return register_streamfield_block(type(name, (blocks.StructBlock,), {**body, "graphql_fields": told}))


Item = struct("PeerItem", {"text": "char", "anchor": "char", "offset_days": "int", "critical": "bool"})
Phrase = struct("PeerPhrase", {"key": "char", "text": "char", "phonetic": "char", "situation": "char"})
Fact = struct("PeerFact", {"heading": "char", "value": "rich", "valid_until": "date", **SOURCE})
Number = struct("PeerNumber", {"number": "char", "when": "char", "by_text": "bool", **SOURCE})
CONTENT = {
    "fact": Fact,
    "callout": struct("PeerCallout", {"tone": "char", "body": "rich"}),
    "checklist": struct("PeerChecklist", {"heading": "char", "items": [Item]}),
    "arrival_route": struct(
        "PeerRoute",
        {
            "mode": "char",
            "from_place": "char",
            "to_place": "char",
            "steps": "rich",
            "minutes": "int",
            "ticket": "char",
            "operator_url": "url",
            **SOURCE,
        },
    ),
    "travel_pass": struct(
        "PeerPass", {"title": "char", "for_whom": "char", "where": "char", "url": "url", "price": "decimal", "price_seen_on": "date", **SOURCE}
    ),
    "early_shift": struct("PeerShift", {"first_service": "char", "night": "char", "bike": "char", **SOURCE}),
    "housing": struct("PeerHousing", {"kind": "char", "deposit": "char", "fraud_signs": ["char"], **PLACE, **SOURCE}),
    "health_place": struct("PeerHealth", {"kind": "char", **PLACE, **SOURCE}),
    "admin_task": struct("PeerTask", {"text": "char", "applies_if": "char", "deadline_days": "int", "papers": ["char"], **PLACE, **SOURCE}),
    "work_culture": struct("PeerCulture", {"topic": "char", "here": "char", "tip": "char", **SOURCE}),
    "leisure": struct("PeerLeisure", {"title": "char", "free": "bool", **PLACE, **SOURCE}),
    "phrasebook": struct("PeerPhrasebook", {"phrases": [Phrase]}),
    "contact": struct("PeerContact", {**PLACE, **SOURCE}),
    "useful_link": struct("PeerLink", {"text": "char", "url": "url", "language": "char"}),
    "quote": struct("PeerQuote", {"text": "text", "is_sample": "bool"}),
}


class Content(blocks.StreamBlock):
    """What a chapter holds."""

    text = blocks.RichTextBlock()


for _name, _block in CONTENT.items():
    Content.base_blocks[_name] = _block()
    Content.base_blocks[_name].set_name(_name)


@register_streamfield_block
class Chapter(blocks.StructBlock):
    """A chapter of a kit."""

    topic = blocks.CharBlock()
    title = blocks.CharBlock()
    lead = blocks.TextBlock(required=False)
    content = Content()

    graphql_fields = [GraphQLString("topic"), GraphQLString("title"), GraphQLString("lead"), GraphQLStreamfield("content")]
