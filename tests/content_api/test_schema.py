"""The schema as a whole: described, truthful, without surprises, and as the repository says."""

from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    build_schema,
    get_named_type,
    is_abstract_type,
    is_introspection_type,
    is_non_null_type,
    is_specified_scalar_type,
    print_schema,
    validate_schema,
)

from cms.editions import documents
from cms.kits.documents import KitBlock
from content_api.schema import mapper, schema, sdl

SCHEMA = Path(settings.BASE_DIR, "graphql", "schema.graphql")
OWN = {name: kind for name, kind in schema.type_map.items() if not is_introspection_type(kind) and not is_specified_scalar_type(kind)}
MAY_BE_NULL = {  # all that may be null, each for its reason in the description
    "ArrivalRoute.minutes", "ChecklistItem.anchor", "ChecklistItem.offsetDays", "Composed.checkedOn", "Country.checkedOn",
    "Course.checkedOn", "CourseIndex.checkedOn", "CourseModule.checkedOn", "Query.check", "Query.course", "Verdict.source",
    "CountryNote.source", "DatedStep.day", "DatedStep.lastDay", "Edition.publishedAt", "Fact.validUntil", "Handbook.checkedOn",
    "Handbook.logo", "Language.home", "Home.checkedOn", "Kit.checkedOn", "Kit.country", "Kit.hero", "KitIndex.checkedOn", "OnboardingPack.checkedOn",
    "OnboardingPack.logo", "PackList.checkedOn", "Page.checkedOn", "PageInfo.endCursor", "PageInfo.startCursor", "Pass.price",
    "Pass.priceSeenOn", "PhrasePair.host", "Picture.focalPoint", "Picture.rendition", "Query.country",
    "Query.handbook", "Query.kit", "Query.node", "Query.pack", "Query.page", "Query.preview", "Query.route", "Query.timeline", "Route.page",
    "SyncItem.document",
    "Resource.minutes", "Source.seenOn", "Sourced.source", "Step.maxDays", "Step.minDays", "Step.repeat", "Timeline.checkedOn",
    "TimelinePhase.checkedOn",
}  # fmt: skip


def test_it_is_valid() -> None:
    assert validate_schema(schema) == []


def test_everything_is_described() -> None:
    silent = []
    for name, kind in OWN.items():
        silent += [name] if not (kind.description or "").strip() else []
        for field_name, field in getattr(kind, "fields", {}).items():
            silent += [f"{name}.{field_name}"] if not (field.description or "").strip() else []
            arguments = getattr(field, "args", {}).items()
            silent += [f"{name}.{field_name}({arg})" for arg, argument in arguments if not (argument.description or "").strip()]
        if isinstance(kind, GraphQLEnumType):
            silent += [f"{name}.{value}" for value, definition in kind.values.items() if not (definition.description or "").strip()]
    assert silent == []


def test_descriptions_are_in_english_and_in_the_names_of_the_api() -> None:
    assert schema.type_map["Topic"].values["WORK"].description == "Working here"  # type: ignore[attr-defined]
    assert "``" not in sdl()
    assert "`valid_until`" not in sdl() and "`validUntil`" in sdl()


def test_what_is_not_said_to_be_optional_is_never_null() -> None:
    sourced = {f"{kind.name}.source" for kind in schema.get_possible_types(schema.type_map["Sourced"])} | {  # type: ignore[arg-type]
        f"{kind.name}.source"
        for kind in schema.get_implementations(schema.type_map["Sourced"]).interfaces  # type: ignore[arg-type]
    }
    found = {
        f"{name}.{field_name}"
        for name, kind in OWN.items()
        for field_name, field in getattr(kind, "fields", {}).items()
        if not is_non_null_type(field.type) and not isinstance(kind, GraphQLInputObjectType)
    }
    of_pages = {f"{kind.name}.changesSince" for kind in OWN.values() if is_page(kind)}
    assert found - sourced - of_pages == MAY_BE_NULL


def is_page(kind: object) -> bool:
    """Whether a type is a page, or stands for some."""
    return kind is schema.type_map["Page"] or schema.type_map["Page"] in getattr(kind, "interfaces", ())


def test_each_block_is_a_type_of_its_own_that_implements_block() -> None:
    block = schema.type_map["Block"]
    assert isinstance(block, GraphQLInterfaceType)
    names = {kind.name for kind in schema.get_possible_types(block)}
    assert {kind.__name__ for kind in KitBlock.__args__} <= names
    assert all(kind.fields["id"].type.of_type.name == "ID" for kind in schema.get_possible_types(block))


def test_what_stored_documents_call_their_kind_is_no_field() -> None:
    assert not {"tag", "kind", "type"} & set(schema.type_map["Kit"].fields)  # type: ignore[attr-defined]
    assert "tag" not in schema.type_map["Fact"].fields  # type: ignore[attr-defined]


def test_types_that_are_shown_together_agree_on_what_a_name_means() -> None:
    """Else one query could not ask two of them for it; fields of documents that differ get other names in the API's words."""
    apart = set()
    for kind in OWN.values():
        if is_abstract_type(kind):
            seen: dict[str, str] = {}
            for possible in schema.get_possible_types(kind):
                for name, field in possible.fields.items():
                    if seen.setdefault(name, str(field.type)) != str(field.type):
                        apart.add(f"{kind.name}.{name}")
    assert apart == set()


def test_no_field_and_no_type_carries_what_readers_must_not_see() -> None:
    words = {word.lower() for kind in OWN.values() for word in (kind.name, *getattr(kind, "fields", {}))}
    assert not {word for word in words if any(secret in word for secret in ("password", "owner", "email_address", "user", "revision", "draft"))}


def test_the_repository_has_the_schema_of_the_code() -> None:
    assert SCHEMA.read_text(encoding="utf-8") == sdl(), "run `make schema`"


def test_the_text_is_the_schema() -> None:
    assert print_schema(build_schema(sdl())) + "\n" == sdl()


def test_the_command_writes_and_compares(settings: object, tmp_path: Path) -> None:
    settings.BASE_DIR = tmp_path  # type: ignore[attr-defined]
    (tmp_path / "graphql").mkdir()
    with pytest.raises(CommandError, match="make schema"):
        call_command("graphql_schema", "--check")
    said = StringIO()
    call_command("graphql_schema", stdout=said)
    assert said.getvalue() == "Wrote graphql/schema.graphql.\n"
    call_command("graphql_schema", "--check")
    (tmp_path / "graphql" / "schema.graphql").write_text("type Query { x: Int }\n")
    with pytest.raises(CommandError, match="make schema"):
        call_command("graphql_schema", "--check")


def test_every_object_type_has_a_class_behind_it() -> None:
    objects = {name for name, kind in OWN.items() if isinstance(kind, GraphQLObjectType)}
    assert objects == set(mapper.classes()) == set(mapper.members)
    assert mapper.classes()["Rich"] is documents.Rich
    assert get_named_type(schema.type_map["RichNode"].fields["children"].type).name == "RichNode"  # type: ignore[attr-defined]
