"""True translations through wagtail-localize: loading them from files, and carrying a source's changes into its languages."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone
from django_tasks import task
from wagtail.models import Locale, Page
from wagtail.signals import page_published
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

# (path of the segment, its order within that path, source text) -> translated text, or None where there is none.
Lookup = Callable[[str, int, str], str | None]
TOOL = "starter content"


@transaction.atomic
def load_translation(instance: Any, locale: Locale, lookup: Lookup, *, publish: bool = True, tool: str = TOOL) -> tuple[int, int]:
    """Submits ``instance`` for translation, stores what ``lookup`` gives, and saves (and publishes) the translated page.

    Where ``lookup`` gives None the segment stays open in the admin. Only publish a page that isn't live yet or whose strings are all there:
    wagtail-localize 1.14 writes the live row even for a draft.

    :returns: the number of strings, and of those that have a translation now.
    """
    source, _ = TranslationSource.update_or_create_from_instance(instance)
    translation, _ = Translation.objects.get_or_create(source=source, target_locale=locale)
    now = timezone.now()
    rows = []
    seen: dict[str, int] = {}
    for segment in StringSegment.objects.filter(source=source).select_related("string", "context").order_by("context__path", "order"):
        path = segment.context.path
        order = seen[path] = seen.get(path, -1) + 1
        text = lookup(path, order, segment.string.data)
        if text:
            rows.append(
                StringTranslation(
                    translation_of_id=segment.string_id,
                    context_id=segment.context_id,
                    locale=locale,
                    data=text,
                    translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
                    tool_name=tool,
                    has_error=False,
                    field_error="",
                    updated_at=now,
                )
            )
    StringTranslation.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["locale", "translation_of", "context"],
        update_fields=["data", "translation_type", "tool_name", "updated_at", "has_error", "field_error"],
    )
    translation.save_target(publish=publish)
    return translation.get_progress()


@receiver(page_published, dispatch_uid="translations.source_published")
def on_source_published(sender: Any, instance: Page, **kwargs: Any) -> None:
    """A source page was published: what is no language (phone numbers, dates) must reach its translations too."""
    if (
        instance.live
        and instance.locale_id == Locale.get_default().pk
        and TranslationSource.objects.filter(object_id=instance.translation_key).exists()
    ):
        carry_over.enqueue(instance.pk)


@task()
def carry_over(page_id: int) -> list[str]:
    """Takes the source's changes into each language whose strings are all translated; the others wait, marked as behind, for their translator.

    Returns the languages that were published.
    """
    page = Page.objects.filter(pk=page_id, live=True).specific().first()
    source = TranslationSource.objects.filter(object_id=page.translation_key).first() if page else None
    if source is None:
        return []
    source.update_from_db()
    done = []
    for translation in source.translations.filter(enabled=True).select_related("target_locale"):
        total, translated = translation.get_progress()
        if total == translated:
            translation.save_target(publish=True)
            done.append(translation.target_locale.language_code)
    return done
