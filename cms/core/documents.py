"""Documents of the blocks that every tool may use."""

import datetime

from django.core.files.storage import default_storage

from cms.core.enums import Anchor, Situation, Tone
from cms.editions.documents import Block, Picture, Rich, Source, Value


class Sourced(Block, frozen=True, kw_only=True):
    """A block that states facts, with the source of them; None where the block states none of its own."""

    source: Source | None = None


class Fact(Sourced, tag="fact", frozen=True, kw_only=True):
    """One fact: what it is about and what holds, with its source; ``valid_until`` where it ends by itself."""

    heading: str
    value: Rich
    valid_until: datetime.date | None = None


class Reachable(Sourced, frozen=True, kw_only=True):
    """Base of whatever can be visited, called or written to; what isn't known is empty."""

    office: str
    address: str = ""
    phone: str = ""
    email: str = ""
    url: str = ""
    hours: str = ""

    def phone_link(self) -> str:
        """The number as a ``tel:`` URI (RFC 3966); empty where there is none."""
        return f"tel:{self.phone}" if self.phone else ""


class Contact(Reachable, tag="contact", frozen=True, kw_only=True):
    """An office or service."""


class ChecklistItem(Value, frozen=True, kw_only=True):
    """A line to tick. Its day is ``anchor`` plus ``offset_days`` where both are set; ``critical`` where forgetting it ends badly."""

    id: str
    text: str
    anchor: Anchor | None = None
    offset_days: int | None = None
    critical: bool = False


class Checklist(Block, tag="checklist", frozen=True, kw_only=True):
    """Lines to tick under a heading."""

    heading: str
    items: tuple[ChecklistItem, ...]


class Phrase(Value, frozen=True, kw_only=True):
    """A phrase in the document's language.

    ``key`` is equal in all languages and names its pair in the host's; ``phonetic`` says the host's phrase in the reader's own spelling.
    """

    id: str
    key: str
    text: str
    phonetic: str
    situation: Situation
    audio: str = ""

    def audio_url(self) -> str:
        """Where the recording is served; empty where there is none."""
        return default_storage.url(self.audio) if self.audio else ""


class Phrasebook(Block, tag="phrasebook", frozen=True, kw_only=True):
    """Phrases to say in the host's language."""

    phrases: tuple[Phrase, ...]


class PictureBlock(Block, tag="picture", frozen=True, kw_only=True):
    """A picture within the text."""

    picture: Picture


class Callout(Block, tag="callout", frozen=True, kw_only=True):
    """A warning, a tip or a rule of law that must not be missed."""

    tone: Tone
    body: Rich


class UsefulLink(Block, tag="useful_link", frozen=True, kw_only=True):
    """A page elsewhere that helps, and its language (ISO 639-1)."""

    text: str
    url: str
    language: str


class Quote(Block, tag="quote", frozen=True, kw_only=True):
    """Words of somebody; ``is_sample`` where they are only an example."""

    text: str
    is_sample: bool


class Text(Block, tag="text", frozen=True, kw_only=True):
    """Running text."""

    body: Rich
