"""What apps may rely on: the schema as it was released last, and what would break them now."""

from pathlib import Path

from django.conf import settings
from graphql import Node, Visitor, build_schema, find_breaking_changes, parse, print_ast, visit

from content_api.schema import sdl

RELEASED = Path("graphql", "released.graphql")  # below the project's folder


class Undescribed(Visitor):
    """Takes the descriptions out of a schema: they break nobody."""

    def enter(self, node: Node, *_: object) -> None:
        if getattr(node, "description", None):
            node.description = None  # type: ignore[attr-defined]


def outline() -> str:
    """The schema without its descriptions, as the file of the last release keeps it."""
    return print_ast(visit(parse(sdl()), Undescribed())) + "\n"


def breaking() -> list[str]:
    """What in the schema of the code would break an app that was made for the last release, in graphql-core's words."""
    released = build_schema(Path(settings.BASE_DIR, RELEASED).read_text(encoding="utf-8"))
    return sorted(change.description for change in find_breaking_changes(released, build_schema(outline())))
