"""Loads starter content: makes pages that aren't there, renews those it made itself, and leaves alone whatever an editor touched."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.models import Locale, Page, Site
from wagtail_localize.models import LocaleSynchronization, StringTranslation
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from cms.core.translations import TOOL, load_translation
from cms.starter.files import PAGES, SOURCE, StarterPage, discover
from cms.starter.models import LoadedPage
from cms.starter.reading import Mistake, StarterError

Say = Callable[[str], None]
Strings = dict[str, list[str]]  # a page's translatable texts by path, in their order


@dataclass
class Report:
    """What a run did: folders with language that were made, renewed or kept because an editor changed them, and every mistake."""

    made: list[str] = field(default_factory=list)
    renewed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)


def load(root: Path = PAGES, say: Say = lambda line: None) -> Report:
    """Loads every page below ``root`` in all its languages; a page with a mistake, and what lies below it, isn't loaded at all."""
    report = Report()
    locales = {code: Locale.objects.get_or_create(language_code=code)[0] for code, _ in settings.LANGUAGES}
    pages, report.mistakes = discover(root)
    failed: set[str] = set()
    for page in pages:
        todo = [code for code in (SOURCE, *page.locales) if needs_loading(page, code)]
        if not todo:
            continue
        say(f"{page.folder}: {', '.join(todo)}")
        try:
            if page.parent in failed:
                raise StarterError([Mistake(page.shown(SOURCE), 1, "parent", f"“{page.parent}” has mistakes")])
            values = {code: page.values(code) for code in (SOURCE, *page.locales)}
            if page.waiting:
                raise StarterError(page.waiting)
            with transaction.atomic():
                load_page(page, values, locales, report)
        except StarterError as error:
            failed.add(page.folder)
            report.mistakes += error.mistakes
    for code, locale in locales.items():
        if code != SOURCE:
            LocaleSynchronization.objects.get_or_create(locale=locale, defaults={"sync_from": locales[SOURCE]})
    return report


def needs_loading(page: StarterPage, code: str) -> bool:
    """Whether a language's files changed since they were loaded."""
    return not LoadedPage.objects.filter(folder=page.folder, locale=code, digest=page.digest(code)).exists()


def load_page(page: StarterPage, values: dict[str, dict[str, Any]], locales: dict[str, Locale], report: Report) -> None:
    """One page in all its languages, within the caller's transaction."""
    source = load_source(page, values[SOURCE], locales[SOURCE], report)
    if source is None:
        return
    behind = [code for code in page.locales if needs_loading(page, code)]
    original = strings_of(source) if behind else {}
    for code in behind:
        load_language(page, source, original, code, values[code], locales[code], report)


def load_source(page: StarterPage, values: dict[str, Any], locale: Locale, report: Report) -> Page | None:
    """The page in its source language, made or renewed; None where an editor deleted it."""
    record = LoadedPage.objects.filter(folder=page.folder, locale=SOURCE).select_related("page").first()
    name = f"{page.folder} {SOURCE}"
    if record and record.page is None:
        report.kept.append(name)
        return None
    instance = record.page.specific if record and record.page else None
    if record is not None and instance is not None and (instance.latest_revision_id != record.revision_id or record.digest == page.digest(SOURCE)):
        if record.digest != page.digest(SOURCE):
            report.kept.append(name)
            LoadedPage.objects.filter(pk=record.pk).update(digest=page.digest(SOURCE))
        return instance
    if instance is None:
        instance = page.model(slug=page.slug, locale=locale, live=False, **values)
        check(page, instance, SOURCE)
        parent_of(page).add_child(instance=instance)
        report.made.append(name)
    else:
        for field_name, value in values.items():
            setattr(instance, field_name, value)
        check(page, instance, SOURCE)
        report.renewed.append(name)
    revision = instance.save_revision()
    revision.publish()
    if page.parent is None:
        make_site(instance)
    remember(page, SOURCE, instance, revision)
    return page.model.objects.get(pk=instance.pk)


def load_language(page: StarterPage, source: Page, original: Strings, code: str, values: dict[str, Any], locale: Locale, report: Report) -> None:
    """One language of a page with its ``original`` strings; a page whose strings an editor translated is left alone."""
    name = f"{page.folder} {code}"
    known = LoadedPage.objects.filter(folder=page.folder, locale=code).first()
    theirs = StringTranslation.objects.filter(locale=locale, context__object_id=source.translation_key).exclude(tool_name=TOOL)
    if known and (known.page_id is None or theirs.exists()):
        report.kept.append(name)
        LoadedPage.objects.filter(pk=known.pk).update(digest=page.digest(code))
        return
    lookup = translated_strings(page, original, code, values)
    total, done = load_translation(source, locale, lambda path, order, text: lookup.get((path, order)))
    if total != done:
        raise StarterError([Mistake(page.shown(code), 1, "", f"{total - done} of {total} texts have no translation")])
    instance = source.get_translation(locale)
    remember(page, code, instance, instance.latest_revision)
    (report.renewed if known else report.made).append(name)


def translated_strings(page: StarterPage, original: Strings, code: str, values: dict[str, Any]) -> dict[tuple[str, int], str]:
    """The strings of a language by path and order, extracted as wagtail-localize does, from the page with that language's values.

    ``original`` are those of the source.

    :raises StarterError: where a text has another number of paragraphs than the source.
    """
    translated = strings_of(page.model(slug=page.slug, **values))
    wrong = [path for path in original if len(original[path]) != len(translated.get(path, []))]
    if wrong:
        shown = [f"has {len(translated.get(p, []))} paragraphs, the source {len(original[p])} (“{original[p][0][:40]}…”)" for p in wrong]
        raise StarterError([Mistake(page.shown(code), 1, path, reason) for path, reason in zip(wrong, shown, strict=True)])
    return {(path, order): text for path, texts in translated.items() for order, text in enumerate(texts)}


def strings_of(page: Page) -> Strings:
    """The translatable strings of a page by path, in their order."""
    found: Strings = {}
    for segment in extract_segments(page):
        if isinstance(segment, StringSegmentValue):
            found.setdefault(segment.path, []).append(segment.string.data)
    return found


def check(page: StarterPage, instance: Page, code: str) -> None:
    """:raises StarterError: where a field's value isn't valid."""
    node = page.source
    try:
        instance.clean_fields(exclude=["path", "depth", "url_path", "content_type", "slug", *(f.name for f in streams(instance))])
        instance.clean()
    except ValidationError as error:
        raise StarterError(
            [
                Mistake(page.shown(code), (node.get(name) or node).line, name, " ".join(map(str, messages)))
                for name, messages in error.message_dict.items()
            ]
        ) from error


def streams(instance: Page) -> list[Any]:
    """The page's stream fields, which are checked where they are built."""
    return [f for f in instance._meta.get_fields() if hasattr(f, "stream_block")]


def parent_of(page: StarterPage) -> Page:
    """The page below which this one belongs."""
    if page.parent is None:
        for welcome in Page.objects.filter(depth=2, content_type__app_label="wagtailcore", content_type__model="page", numchild=0):
            welcome.delete()  # Wagtail's own, which holds the slug
        return Page.get_first_root_node()
    return Page.objects.get(pk=LoadedPage.objects.get(folder=page.parent, locale=SOURCE).page_id)


def make_site(home: Page) -> None:
    """Makes the front page the root of the site."""
    address = urlsplit(settings.BASE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": address.hostname, "port": port, "root_page": home, "site_name": settings.WAGTAIL_SITE_NAME},
    )


def remember(page: StarterPage, code: str, instance: Page, revision: Any) -> None:
    """Keeps what was loaded."""
    LoadedPage.objects.update_or_create(
        folder=page.folder, locale=code, defaults={"digest": page.digest(code), "page_id": instance.pk, "revision": revision}
    )
