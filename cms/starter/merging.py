"""Puts a translated file's words into its source: same keys, language fields only."""

from typing import Any

from wagtail import blocks

from cms.starter.building import Builder, is_language, told
from cms.starter.reading import Node

OWN = {"key", "type"}  # keys of the file's format, no fields


class Merger:
    """Merges one translated file; mistakes go to the builder of that file."""

    def __init__(self, builder: Builder) -> None:
        self.builder = builder

    def stream(self, block: blocks.StreamBlock, source: Node, target: Node | None, where: str) -> Node:
        """The source's stream with the target's words."""

        def child(item: Node) -> blocks.Block | None:
            kind = item.plain("type") or next(iter(block.child_blocks))
            found = block.child_blocks.get(kind)
            return found if isinstance(found, blocks.Block) else None

        return self.items(source, target, where, lambda a, b, at: self.body_or_struct(child(a), a, b, at))

    def body_or_struct(self, block: blocks.Block | None, source: Node, target: Node | None, where: str) -> Node:
        if isinstance(block, blocks.StructBlock):
            return self.struct(block, source, target, where)
        if isinstance(block, blocks.PageChooserBlock):
            return source
        body = self.words(source.get("body"), target.get("body") if target else None, target or source, f"{where}.body")
        return Node({**source.value, **({"body": body} if body else {})}, source.line)

    def struct(self, block: blocks.StructBlock, source: Node, target: Node | None, where: str) -> Node:
        merged = dict(source.value)
        given = target.value if target and isinstance(target.value, dict) else {}
        for name, node in given.items():
            child = block.child_blocks.get(name)
            if name in OWN:
                continue
            if child is None:
                self.builder.wrong(node, where, f"“{name}” is unknown here")
            elif not self.holds_words(child):
                self.builder.wrong(node, where, f"“{name}” is no language: it stands in the source file alone")
        for name, child in block.child_blocks.items():
            mine = source.get(name)
            if mine is not None and self.holds_words(child) and name != "key":
                merged[name] = self.value(child, mine, given.get(name), target or source, f"{where}.{name}")
            elif mine is None and name in given and self.holds_words(child):
                self.builder.wrong(given[name], where, f"“{name}” is empty in the source")
        return Node(merged, source.line)

    def value(self, block: blocks.Block, source: Node, target: Node | None, near: Node, where: str) -> Node:
        if isinstance(block, blocks.StreamBlock):
            return self.stream(block, source, target, where)
        if isinstance(block, blocks.ListBlock):
            child = block.child_block
            if isinstance(child, blocks.StructBlock):
                return self.items(source, target, where, lambda a, b, at: self.struct(child, a, b, at))
            return self.texts(source, target, near, where)
        return self.words(source, target, near, where) or source

    def items(self, source: Node, target: Node | None, where: str, merge: Any) -> Node:
        theirs: dict[str, Node] = {}
        if target is not None:
            theirs = dict(self.builder.keyed(target, where))
        mine = [told(item.plain("key", "")) for item in source.value] if isinstance(source.value, list) else []
        for key, item in theirs.items():
            if key not in mine:
                self.builder.wrong(item, where, f"the key “{key}” isn’t in the source")
        merged = []
        for key, item in zip(mine, source.value if isinstance(source.value, list) else [], strict=True):
            found = theirs.get(key)
            done = merge(item, found, f"{where}.{key}")
            merged.append(Node(done.value, found.line if found else item.line))
        return Node(merged, target.line if target else source.line)

    def texts(self, source: Node, target: Node | None, near: Node, where: str) -> Node:
        """A list of plain texts."""
        if target is None or not isinstance(target.value, list) or len(target.value) != len(source.value):
            have = len(target.value) if target is not None and isinstance(target.value, list) else 0
            self.builder.wrong(target or near, where, f"has {have} texts, the source {len(source.value)}")
            return source
        return target

    def words(self, source: Node | None, target: Node | None, near: Node, where: str) -> Node | None:
        """One text: needed exactly where the source has one."""
        if source is None or not str(source.value or "").strip():
            return None
        if target is None or not str(target.value or "").strip():
            self.builder.wrong(target or near, where, "has no translation")
            return source
        return target

    def holds_words(self, block: blocks.Block) -> bool:
        """Whether a block or anything in it is language."""
        if isinstance(block, blocks.ListBlock):
            return self.holds_words(block.child_block)
        if isinstance(block, blocks.StructBlock | blocks.StreamBlock):
            return any(self.holds_words(child) for child in block.child_blocks.values())
        return is_language(block)
