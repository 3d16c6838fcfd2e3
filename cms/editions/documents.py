"""What every document is made of: immutable typed values, complete in themselves.

A channel sees these types and no Wagtail model. A tool's own documents stand in its ``documents.py`` and build on these. What is derived
from a value is a method here, once for all channels; methods are total, since a projection can't report an error inside a document.
"""

import datetime
from collections.abc import Sequence
from enum import Enum, StrEnum
from html.parser import HTMLParser

from django.core.files.storage import default_storage
from msgspec import Meta, Struct

SECRET = Meta(extra={"secret": True})  # ``Annotated[str, SECRET]``: a field that no public interface shows


class Value(Struct, frozen=True, kw_only=True):
    """Base of all immutable values."""


class RichNode(Value, frozen=True, kw_only=True):
    """A node of rich text: an element with ``tag`` and children, or, with an empty tag, a run of text."""

    tag: str = ""
    text: str = ""
    href: str = ""
    children: tuple["RichNode", ...] = ()


class Rich(Value, frozen=True, kw_only=True):
    """Rich text: sanitised HTML and the same as plain text.

    In a stored document a link to a page reads ``page:<key>``; ``cms.editions`` puts the page's address in its place when it reads.
    """

    html: str
    text: str

    def nodes(self) -> tuple[RichNode, ...]:
        """The HTML as a tree of nodes, in document order; empty where the text is empty."""
        return _Tree.of(self.html)


class Source(Value, frozen=True, kw_only=True):
    """Who says so: name of the official source and its address.

    ``seen_on`` is the day on which an editor last saw the fact there; None while nobody has.
    """

    title: str
    url: str
    seen_on: datetime.date | None = None


class Rendition(Value, frozen=True, kw_only=True):
    """One size and format of a picture; ``file`` is its name in the media storage."""

    file: str
    width: int
    height: int
    format: str

    def url(self) -> str:
        """Where the file is served."""
        return default_storage.url(self.file)


class Point(Value, frozen=True, kw_only=True):
    """A point of a picture, in fractions of its width and height (0 to 1) from the upper left corner."""

    x: float
    y: float


class PictureFormat(StrEnum):
    """The formats that pictures are kept in, the smallest files first."""

    AVIF = "avif"
    WEBP = "webp"
    JPEG = "jpeg"


class Picture(Value, frozen=True, kw_only=True):
    """A picture with its written alternative (empty only where it decorates) and its credit.

    ``focal_point`` is what must stay in sight where it is cropped, ``placeholder`` a tiny copy of it (``data:`` address) to show, enlarged and
    blurred, until it is there; "" where an edition is older than that.
    """

    id: str
    alt: str
    credit: str
    renditions: tuple[Rendition, ...]
    focal_point: Point | None = None
    placeholder: str = ""

    def width(self) -> int:
        """Width of the largest rendition in pixels; 0 where there is none."""
        return max((r.width for r in self.renditions), default=0)

    def height(self) -> int:
        """Height of the largest rendition in pixels; 0 where there is none."""
        return max((r.height for r in self.renditions), default=0)

    def formats(self) -> tuple[PictureFormat, ...]:
        """The formats that it is kept in, the smallest files first."""
        kept = {r.format for r in self.renditions}
        return tuple(kind for kind in PictureFormat if kind.value in kept)

    def src_set(self, format: PictureFormat = PictureFormat.JPEG) -> str:  # noqa: A002  (the field's name)
        """All widths in one format, as the attribute ``srcset`` of HTML wants them; empty where it isn't kept in that."""
        by_width = {r.width: r for r in self.renditions if r.format == format.value}  # a small picture has one width more than once
        return ", ".join(f"{r.url()} {width}w" for width, r in by_width.items())

    def rendition(self, width: int) -> Rendition | None:
        """The narrowest JPEG or PNG at least ``width`` pixels wide, else the widest; None where there is none."""
        usual = [r for r in self.renditions if r.format in ("jpeg", "png")]
        wide = [r for r in usual if r.width >= width]
        return wide[0] if wide else (usual[-1] if usual else None)


class Drawing(Value, frozen=True, kw_only=True):
    """A drawing of ours, an SVG file in the media storage."""

    file: str
    alt: str

    def url(self) -> str:
        """Where the file is served."""
        return default_storage.url(self.file)


class Passage(Value, frozen=True, kw_only=True):
    """A part of a page that can be found by itself: where it stands in the page (``anchor``, "" for its top), its title, its plain words."""

    anchor: str
    title: str
    text: str


class Block(Value, tag_field="type", frozen=True, kw_only=True):
    """Base of all typed blocks; ``id`` is the same in all languages and from edition to edition."""

    id: str

    @classmethod
    def tag(cls) -> str:
        """The block's type as it stands in stored documents and names its templates."""
        return str(cls.__struct_config__.tag)


class Document(Value, tag_field="kind", frozen=True, kw_only=True):
    """Base of all documents: one published state of one page in one language.

    ``key`` is the page's translation key (UUID), shared by its languages. ``language`` is that of the words; a fallback keeps its source's.
    """

    key: str
    title: str
    language: str
    intro: str = ""
    checked_on: datetime.date | None = None
    checked_by: str = ""
    sources: tuple[Source, ...] = ()

    @classmethod
    def kind(cls) -> str:
        """The kind as it stands in stored documents."""
        return str(cls.__struct_config__.tag)

    def passages(self) -> tuple[Passage, ...]:
        """What of the page can be found, from its top down: here its title and introduction."""
        return (Passage(anchor="", title=self.title, text=self.intro),)


NO_WORDS = frozenset(
    {
        "id",
        "key",
        "page",
        "url",
        "operator_url",
        "email",
        "phone",
        "file",
        "format",
        "placeholder",
        "audio",
        "licence",
        "language",
        "source",
        "sources",
    }
)


def plain_words(value: object) -> str:
    """All that people read in a value, its fields' texts one after the other; not names of files, addresses, choices or sources."""
    if isinstance(value, Rich):
        return value.text
    if isinstance(value, str):
        return "" if isinstance(value, Enum) else value
    if isinstance(value, tuple):
        return "\n".join(filter(None, map(plain_words, value)))
    if isinstance(value, Struct):
        return "\n".join(filter(None, (plain_words(getattr(value, name)) for name in value.__struct_fields__ if name not in NO_WORDS)))
    return ""


def anchors(names: Sequence[str]) -> tuple[str, ...]:
    """An id for each name, within one page: the name itself, numbered where it comes again."""
    seen: dict[str, int] = {}
    made = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        made.append(name if seen[name] == 1 else f"{name}-{seen[name]}")
    return tuple(made)


class _Tree(HTMLParser):
    """Reads sanitised HTML into nodes."""

    VOID = frozenset({"br", "hr", "img"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, str, list[RichNode]]] = [("", "", [])]

    @classmethod
    def of(cls, html: str) -> tuple[RichNode, ...]:
        tree = cls()
        tree.feed(html)
        tree.close()
        while len(tree.open) > 1:
            tree.handle_endtag(tree.open[-1][0])
        return tuple(tree.open[0][2])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.VOID:
            self.open[-1][2].append(RichNode(tag=tag))
        else:
            self.open.append((tag, dict(attrs).get("href") or "", []))

    def handle_endtag(self, tag: str) -> None:
        if len(self.open) > 1 and self.open[-1][0] == tag:
            _, href, children = self.open.pop()
            self.open[-1][2].append(RichNode(tag=tag, href=href, children=tuple(children)))

    def handle_data(self, data: str) -> None:
        self.open[-1][2].append(RichNode(text=data))
