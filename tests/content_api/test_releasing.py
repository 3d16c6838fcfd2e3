"""Apps that were made for the last release go on working, or the changelog says why not."""

import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from graphql import build_schema, find_breaking_changes

from content_api import releasing
from content_api.schema import schema, sdl
from content_api.words import DEPRECATED, RENAMED

CHANGELOG = Path(settings.BASE_DIR, "docs", "graphql-changelog.md").read_text(encoding="utf-8")
PRESENT = CHANGELOG.partition("\n## Not released yet\n")[2].partition("\n## ")[0]


def test_what_breaks_apps_is_in_the_changelog_and_nothing_else_is_said_to() -> None:
    told = re.findall(r"^ +- `(.+?\.)`", PRESENT, re.MULTILINE)
    assert sorted(told) == releasing.breaking()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("  title: String!\n", "", "Kit.title was removed."),
        ("  slug: String!\n", "  slug: String\n", "Kit.slug changed type from String! to String."),
    ],
)
def test_a_change_that_breaks_apps_is_found(monkeypatch: pytest.MonkeyPatch, old: str, new: str, told: str) -> None:
    text = releasing.outline()
    assert told not in releasing.breaking()
    monkeypatch.setattr(releasing, "outline", lambda: text.replace(old, new))
    assert told in releasing.breaking()


def test_an_outline_is_the_schema_without_its_descriptions() -> None:
    outline = releasing.outline()
    assert '"""' not in outline and len(outline) < len(sdl())
    whole, bare = build_schema(sdl()), build_schema(outline)
    assert find_breaking_changes(whole, bare) == find_breaking_changes(bare, whole) == []


def test_a_release_keeps_the_outline(settings: Any, tmp_path: Path) -> None:
    settings.BASE_DIR = tmp_path
    (tmp_path / "graphql").mkdir()
    call_command("graphql_schema", "--release", stdout=StringIO())
    assert (tmp_path / releasing.RELEASED).read_text(encoding="utf-8") == releasing.outline()
    assert releasing.breaking() == []


def test_what_is_deprecated_says_since_when_and_what_to_do() -> None:
    found = {}
    for kind in schema.type_map.values():
        for name, field in getattr(kind, "fields", {}).items():
            found[f"{kind.name}.{name}"] = field.deprecation_reason
            found |= {f"{kind.name}.{name}.{argument}": known.deprecation_reason for argument, known in getattr(field, "args", {}).items()}
    reasons = {place: reason for place, reason in found.items() if reason}
    assert reasons == DEPRECATED  # each is in the schema, under its very name
    assert all(re.match(r"Since 20\d\d-\d\d-\d\d: \w.+\.$", reason) for reason in reasons.values())
    assert all(reason.partition(":")[0].removeprefix("Since ") in CHANGELOG for reason in reasons.values())


def test_each_field_with_another_name_is_there() -> None:
    from graphene.utils.str_converters import to_camel_case

    for place, name in RENAMED.items():
        kind, _, field = place.partition(".")
        fields = schema.type_map[kind].fields  # type: ignore[attr-defined]
        assert to_camel_case(name) in fields and to_camel_case(field) not in fields
