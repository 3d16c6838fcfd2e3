"""Each example query in ``graphql/queries`` is answered as it stands, and says what it promises."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from course_factory import make_course
from django.conf import settings
from django.test import TestCase
from factories import make_kit, translate
from pack_factory import make_handbook, make_pack
from timeline_factory import make_timeline

from cms import editions

FOLDER = Path(settings.BASE_DIR, "graphql", "queries")
EXAMPLES = {file.stem: file.read_text(encoding="utf-8") for file in sorted(FOLDER.glob("*.graphql"))}
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def translated(shared_database: None) -> None:
    """A kit in French and German, a timeline, a handbook and a pack."""
    kit = make_kit()
    with TestCase.captureOnCommitCallbacks(execute=True):  # wagtail-localize publishes on commit
        translate(kit, "de")
    make_timeline()
    make_course()
    make_handbook(kit)
    make_pack(kit)


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_is_answered_without_errors_and_says_what_it_is_for(api: Any, translated: None, name: str) -> None:
    data = api.data(EXAMPLES[name])
    assert all(value for value in data.values()), data
    assert EXAMPLES[name].startswith("# ")


def test_the_document_of_a_kit_is_answered_whole(api: Any, translated: None) -> None:
    """Nothing that an edition stores is missing; only the names follow GraphQL's habits."""
    document = json.loads(msgspec.json.encode(editions.readable(kind="kit", locale="fr")[0].document))
    answer = api.data(EXAMPLES["kit_document"])["kit"]
    assert plain(answer) == stored(document)


RENAMED = {"healthKind": "kind", "housingKind": "kind"}
TYPES = {"Pass": "travel_pass", "PictureBlock": "picture"}
CHOICES = {"anchor", "topic", "tone", "mode", "kind", "situation"}


def snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")


def plain(value: Any) -> Any:
    """An answer in the words of a stored document."""
    if isinstance(value, dict):
        found = {}
        for name, inner in value.items():
            key = snake(RENAMED.get(name, name)).replace("first48h", "first_48h")
            if name == "__typename":
                found["type"] = TYPES.get(inner, snake(inner))
            else:
                found[key] = inner.lower() if key in CHOICES and isinstance(inner, str) and inner.isupper() else plain(inner)
        return found
    return [plain(item) for item in value] if isinstance(value, list) else value


def stored(value: Any) -> Any:
    """A stored document without its kind, which the question has named."""
    return {name: inner for name, inner in value.items() if name != "kind"}
