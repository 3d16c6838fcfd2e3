"""The folders of starter pages, and what their files say, checked."""

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from django.apps import apps
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail_localize.fields import TranslatableField, get_translatable_fields

from cms.starter.building import SOURCE, Builder, scalar
from cms.starter.merging import OWN, Merger
from cms.starter.reading import Mistake, Node, StarterError, read

HERE = Path(__file__).resolve().parent
PAGES = HERE / "pages"
TYPES = {
    "home": "kits.HomePage",
    "kits": "kits.KitIndexPage",
    "country": "kits.CountryPage",
    "kit": "kits.KitPage",
    "timeline": "timeline.TimelinePage",
    "phase": "timeline.PhasePage",
    "courses": "courses.CourseIndexPage",
    "course": "courses.CoursePage",
    "module": "courses.ModulePage",
    "packs": "handbooks.PackListPage",
    "handbook": "handbooks.HandbookPage",
    "pack": "handbooks.OnboardingPackPage",
}
AFTER = {"course": 1, "module": 1, "handbook": 2, "pack": 2}  # they name steps of the timeline or hold other pages, which must be there
FIRST = {"type", "parent"}


@dataclass
class StarterPage:
    """A folder that holds ``fr.yaml``; its name is the page's slug."""

    root: Path
    folder: str
    waiting: list[Mistake] = field(default_factory=list)  # pages that its fields name and that aren't loaded yet

    def file(self, locale: str) -> Path:
        return self.root / self.folder / f"{locale}.yaml"

    def shown(self, locale: str) -> str:
        """How mistakes name a file."""
        return f"{self.folder}/{locale}.yaml"

    @property
    def slug(self) -> str:
        return self.folder.rpartition("/")[2]

    @property
    def locales(self) -> list[str]:
        """The languages that have a file, without the source."""
        return sorted(file.stem for file in (self.root / self.folder).glob("*.yaml") if file.stem != SOURCE)

    def digest(self, locale: str) -> str:
        """A digest of the files that a language is made from."""
        names = [SOURCE] if locale == SOURCE else [SOURCE, locale]
        return hashlib.sha256(b"\0".join(self.file(name).read_bytes() for name in names)).hexdigest()

    @cached_property
    def source(self) -> Node:
        """What ``fr.yaml`` says. :raises StarterError: where it can't be read or has no known type."""
        node = read(self.file(SOURCE), self.shown(SOURCE))
        if node.plain("type") not in TYPES:
            raise StarterError([Mistake(self.shown(SOURCE), node.line, "type", f"is {node.plain('type')}: it may be {', '.join(TYPES)}")])
        return node

    @property
    def parent(self) -> str | None:
        """The folder of the parent page; None for the front page."""
        return self.source.plain("parent")

    @property
    def model(self) -> type[Page]:
        model = apps.get_model(TYPES[self.source.plain("type")])
        assert issubclass(model, Page)  # noqa: S101  (narrows the type)
        return model

    def fields(self) -> dict[str, Any]:
        """The model's fields that a file may hold, by name."""
        own = {f.name: f for f in self.model._meta.get_fields() if getattr(f, "editable", False) and f.model is not Page and not f.primary_key}
        return {"title": self.model._meta.get_field("title"), **{name: f for name, f in own.items() if name != "page_ptr"}}

    def language_fields(self) -> set[str]:
        """Those of them that hold language."""
        return {f.field_name for f in get_translatable_fields(self.model) if isinstance(f, TranslatableField)} & set(self.fields())

    def values(self, locale: str = SOURCE) -> dict[str, Any]:
        """The values of the page's fields in a language. :raises StarterError: with every mistake of the language's file."""
        builder = Builder(self.shown(locale), self.folder, self.root)
        node = self.source if locale == SOURCE else self.merged(locale, builder)
        fields = self.fields()
        made: dict[str, Any] = {}
        for name, child in node.value.items():
            if name in FIRST:
                continue
            if name not in fields:
                builder.wrong(child, "", f"“{name}” is unknown here: it may be {', '.join(sorted(fields))}")
            elif isinstance(fields[name], StreamField):
                made[name] = builder.field(fields[name].stream_block, child, name)
            else:
                made[name] = scalar(fields[name], child)
        if builder.mistakes:
            raise StarterError(builder.mistakes)
        self.waiting = builder.waiting
        return made

    def merged(self, locale: str, builder: Builder) -> Node:
        """The source with a language's words in place of its own."""
        target = read(self.file(locale), self.shown(locale))
        merger, fields, language = Merger(builder), self.fields(), self.language_fields()
        made = dict(self.source.value)
        for name, node in target.value.items():
            if name not in language and name not in OWN:
                builder.wrong(node, "", f"“{name}” is no language field of this page")
        for name in language & set(made):
            mine, theirs = self.source.value[name], target.get(name)
            if isinstance(fields[name], StreamField):
                made[name] = merger.stream(fields[name].stream_block, mine, theirs, name)
            else:
                made[name] = merger.words(mine, theirs, target, name) or mine
        return Node(made, target.line)


def discover(root: Path = PAGES) -> tuple[list[StarterPage], list[Mistake]]:
    """All starter pages whose source can be read, parents before children, and the mistakes that keep the others out.

    A page below one that can't be read stays out with it.
    """
    found: dict[str, StarterPage] = {}
    mistakes: list[Mistake] = []
    for file in sorted(root.rglob(f"{SOURCE}.yaml")):
        page = StarterPage(root, str(file.parent.relative_to(root)))
        try:
            if page.source:
                found[page.folder] = page
        except StarterError as error:
            mistakes += error.mistakes
    placed: dict[str, StarterPage] = {}
    waiting = list(found.values())
    while ready := [page for page in waiting if page.parent is None or page.parent in placed]:
        placed.update((page.folder, page) for page in ready)
        waiting = [page for page in waiting if page.folder not in placed]
    for page in waiting:
        line = (page.source.get("parent") or page.source).line
        mistakes.append(Mistake(page.shown(SOURCE), line, "parent", f"there is no page “{page.parent}” that can be loaded"))
    return sorted(placed.values(), key=lambda page: AFTER.get(page.source.plain("type"), 0)), mistakes
