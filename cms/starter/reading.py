"""Reads starter files so that each value knows its line, and each mistake can name it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FAST = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast; absent where PyYAML was built without libyaml


@dataclass(frozen=True)
class Mistake:
    """What is wrong in a starter file: the file, the line (from 1), the way of keys to the place, and the reason in words."""

    file: str
    line: int
    where: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.where + ': ' if self.where else ''}{self.reason}"


class StarterError(Exception):
    """A page's files have mistakes; nothing of that page is loaded."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__("\n".join(map(str, mistakes)))
        self.mistakes = mistakes


@dataclass
class Node:
    """A value of a file and its line: a text, number, date, truth value or None, a list of nodes, or a dict of nodes."""

    value: Any
    line: int

    def get(self, name: str) -> "Node | None":
        """The node under ``name`` of a mapping; None where there is none."""
        found = self.value.get(name) if isinstance(self.value, dict) else None
        return found if isinstance(found, Node) else None

    def plain(self, name: str, default: Any = None) -> Any:
        """The scalar under ``name``, or ``default``."""
        found = self.get(name)
        return default if found is None else found.value


def read(file: Path, shown: str) -> Node:
    """The content of a YAML file. ``shown`` is how mistakes name it.

    :raises StarterError: where it isn't YAML, is no mapping, or has a key twice.
    """
    try:
        root = yaml.compose(file.read_text(encoding="utf-8"), Loader=FAST)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise StarterError([Mistake(shown, mark.line + 1 if mark else 1, "", f"is no YAML: {error.problem}")]) from error
    if not isinstance(root, yaml.MappingNode):
        raise StarterError([Mistake(shown, 1, "", "starts with no key")])
    mistakes: list[Mistake] = []
    node = _convert(root, shown, "", mistakes)
    if mistakes:
        raise StarterError(mistakes)
    return node


_scalars = yaml.SafeLoader("")


def _convert(node: yaml.Node, shown: str, where: str, mistakes: list[Mistake]) -> Node:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        found: dict[str, Node] = {}
        for key, value in node.value:
            name = str(key.value)
            if name in found:
                mistakes.append(Mistake(shown, key.start_mark.line + 1, where, f"“{name}” stands twice"))
            found[name] = _convert(value, shown, f"{where}.{name}".lstrip("."), mistakes)
        return Node(found, line)
    if isinstance(node, yaml.SequenceNode):
        return Node([_convert(value, shown, f"{where}[{number}]", mistakes) for number, value in enumerate(node.value)], line)
    return Node(_scalars.construct_object(node), line)
