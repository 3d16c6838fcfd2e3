"""Turns the nodes of a starter file into what a page's fields store, guided by the blocks themselves, so that a new block needs no code here."""

import datetime
import re
import uuid
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from markdown_it import MarkdownIt
from wagtail import blocks

from cms.core.blocks import NeutralCharBlock
from cms.starter.models import LoadedPage
from cms.starter.reading import Mistake, Node

SOURCE = "fr"  # the language that all pages are written in first
SLUG = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
IDS = uuid.UUID("9f3a2c55-0d5b-5c3e-9a44-7c8f0a6f4d21")  # the namespace of all starter ids; never changed, or translations come loose
_markdown = MarkdownIt("zero").enable(["emphasis", "link", "list", "escape"])


def rich_text(text: str) -> str:
    """Markdown (paragraphs, bold, links, lists) as Wagtail stores rich text."""
    return _markdown.render(text).replace("<strong>", "<b>").replace("</strong>", "</b>").replace("\n", "")


def is_language(block: blocks.Block) -> bool:
    """Whether people read the block's value, so that each language has its own."""
    return isinstance(block, blocks.CharBlock | blocks.TextBlock | blocks.RichTextBlock) and not isinstance(block, NeutralCharBlock)


def told(value: Any) -> str:
    """A scalar as its writer spelled it; YAML reads a bare ``true`` as a truth value."""
    return str(value).lower() if isinstance(value, bool) else "" if value is None else str(value).strip()


def chosen(block: blocks.Block, text: str) -> str:
    """The choice that a text names; countries may be written with capitals."""
    known = {str(value) for value, _ in block.field.choices}
    return text.lower() if text not in known and text.lower() in known else text


class Builder:
    """Builds the stream fields of one page from one file; collects mistakes instead of stopping at the first."""

    def __init__(self, file: str, folder: str, root: Path) -> None:
        self.file = file
        self.folder = folder
        self.root = root
        self.mistakes: list[Mistake] = []
        self.waiting: list[Mistake] = []  # pages that a field names and that aren't loaded yet

    def wrong(self, node: Node, where: str, reason: str) -> None:
        """Notes a mistake."""
        self.mistakes.append(Mistake(self.file, node.line, where, reason))

    def field(self, block: blocks.StreamBlock, node: Node, where: str) -> list[dict[str, Any]]:
        """The stored form of a StreamField, checked as the editor's form would be."""
        raw = self.stream(block, node, where)
        if not self.mistakes and not self.waiting:
            try:
                block.clean(block.to_python(raw))
            except ValidationError as error:
                self.explain(error, node, where)
        return raw

    def stream(self, block: blocks.StreamBlock, node: Node, where: str) -> list[dict[str, Any]]:
        made = []
        for key, item in self.keyed(node, where):
            at = f"{where}.{key}"
            kind = item.plain("type") or (next(iter(block.child_blocks)) if len(block.child_blocks) == 1 else None)
            child = block.child_blocks.get(kind) if kind else None
            if child is None:
                self.wrong(item, at, f"“type” is {kind or 'missing'}: it may be {', '.join(block.child_blocks)}")
                continue
            value: Any
            if isinstance(child, blocks.StructBlock):
                value = self.struct(child, item, at)
            elif isinstance(child, blocks.PageChooserBlock):
                self.only(item, {"key", "type", "page"}, at)
                value = self.page(item, at)
            else:
                self.only(item, {"key", "type", "body"}, at)
                value = self.value(child, item.get("body") or Node("", item.line), at)
            made.append({"type": str(kind), "id": self.id_of(at), "value": value})
        return made

    def page(self, node: Node, where: str) -> int | None:
        """The id of the page that an item names by its folder."""
        folder = str(node.plain("page", ""))
        loaded = LoadedPage.objects.filter(folder=folder, locale=SOURCE, page__isnull=False).values_list("page_id", flat=True).first()
        if loaded is None and not (self.root / folder / f"{SOURCE}.yaml").is_file():
            self.wrong(node, where, f"there is no page “{folder}”")
        elif loaded is None:
            self.waiting.append(Mistake(self.file, node.line, where, f"the page “{folder}” isn’t loaded"))
        return loaded

    def struct(self, block: blocks.StructBlock, node: Node, where: str) -> dict[str, Any]:
        self.only(node, {"key", "type", *block.child_blocks}, where)
        made = {}
        for name, child in block.child_blocks.items():
            given = node.get(name)
            made[name] = self.value(child, given, f"{where}.{name}") if given is not None else self.absent(child)
        return made

    def value(self, block: blocks.Block, node: Node, where: str) -> Any:
        """The stored form of one value."""
        if isinstance(block, blocks.StructBlock):
            return self.struct(block, node, where)
        if isinstance(block, blocks.StreamBlock):
            return self.stream(block, node, where)
        if isinstance(block, blocks.ListBlock):
            return self.listed(block, node, where)
        if isinstance(block, blocks.MultipleChoiceBlock):
            return [chosen(block, told(item.value)) for item in (node.value if isinstance(node.value, list) else [node])]
        if isinstance(node.value, list | dict):
            self.wrong(node, where, "one value is expected here")
            return self.absent(block)
        if isinstance(block, blocks.RichTextBlock):
            return rich_text(str(node.value))
        if isinstance(block, blocks.CharBlock | blocks.TextBlock | blocks.URLBlock | blocks.EmailBlock | blocks.ChoiceBlock):
            return chosen(block, told(node.value)) if isinstance(block, blocks.ChoiceBlock) else told(node.value)
        return node.value.isoformat() if isinstance(node.value, datetime.date) else node.value

    def listed(self, block: blocks.ListBlock, node: Node, where: str) -> list[dict[str, Any]]:
        child = block.child_block
        if isinstance(child, blocks.StructBlock):
            pairs = [(f"{where}.{key}", self.struct(child, item, f"{where}.{key}")) for key, item in self.keyed(node, where)]
        elif isinstance(node.value, list):
            pairs = [(f"{where}[{n}]", self.value(child, item, f"{where}[{n}]")) for n, item in enumerate(node.value)]
        else:
            self.wrong(node, where, "a list is expected here")
            pairs = []
        return [{"type": "item", "id": self.id_of(at), "value": value} for at, value in pairs]

    def keyed(self, node: Node, where: str) -> list[tuple[str, Node]]:
        """The items of a list of blocks with their keys."""
        if not isinstance(node.value, list):
            self.wrong(node, where, "a list is expected here")
            return []
        found: dict[str, Node] = {}
        for item in node.value:
            key = told(item.plain("key", ""))
            if not SLUG.match(key):
                self.wrong(item, where, f"“key” is {key or 'missing'}: small letters, digits and hyphens are needed")
            elif key in found:
                self.wrong(item, where, f"the key “{key}” stands twice")
            else:
                found[key] = item
        return list(found.items())

    def only(self, node: Node, names: set[str], where: str) -> None:
        """Notes names that nothing here has."""
        for name, child in node.value.items() if isinstance(node.value, dict) else ():
            if name not in names:
                self.wrong(child, where, f"“{name}” is unknown here: it may be {', '.join(sorted(names - {'key', 'type'}))}")

    def absent(self, block: blocks.Block) -> Any:
        """What is stored for a value that the file leaves out: wagtail-localize can't bear null for text."""
        if isinstance(block, blocks.ListBlock | blocks.StreamBlock | blocks.MultipleChoiceBlock):
            return []
        if isinstance(block, blocks.StructBlock):
            return {name: self.absent(child) for name, child in block.child_blocks.items()}
        if isinstance(block, blocks.BooleanBlock):
            return False
        neither = blocks.DateBlock | blocks.DecimalBlock | blocks.IntegerBlock | blocks.ChooserBlock
        return None if isinstance(block, neither) else ""

    def id_of(self, where: str) -> str:
        """A block's id: the same in every language and on every machine as long as its keys stay."""
        return str(uuid.uuid5(IDS, f"{self.folder}/{where}"))

    def explain(self, error: ValidationError, node: Node, where: str) -> None:
        """Notes each message of a block's validation at the line it is about."""
        inner = getattr(error, "block_errors", None)
        if not inner:
            for message in [*(getattr(error, "non_block_errors", None) or []), *([] if hasattr(error, "block_errors") else [error])]:
                self.wrong(node, where, " ".join(getattr(message, "messages", [str(message)])))
            return
        for at, child in inner.items() if isinstance(inner, dict) else enumerate(inner):
            if child is None:
                continue
            below, name = self.below(node, at)
            self.explain(child, below, f"{where}.{name}")

    @staticmethod
    def below(node: Node, at: Any) -> tuple[Node, str]:
        """The node that an error at index or name ``at`` is about, and its name; the node itself where the file left it out."""
        if isinstance(node.value, list) and isinstance(at, int) and at < len(node.value):
            item = node.value[at]
            return item, str(item.plain("key", at)) if isinstance(item.value, dict) else str(at)
        found = node.get(str(at))
        return (found or node), str(at)


def scalar(field: Any, node: Node) -> Any:
    """The value of a plain model field."""
    if node.value is None:
        return None if field.null else ""
    return Decimal(str(node.value)) if isinstance(node.value, float) else node.value
