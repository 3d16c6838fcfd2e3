"""Listens to Wagtail: which changes make or renew editions, which only make a new content version.

Wagtail announces publication with ``page_published`` (also with live=False where it is only scheduled) and live aliases that a locale
synchronisation makes with ``copy_for_translation_done`` alone. Moves and slugs need no edition: addresses are resolved when read.
"""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.contrib.redirects.models import Redirect
from wagtail.images import get_image_model
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import copy_for_translation_done, page_published, page_slug_changed, page_unpublished, post_page_move

from cms.editions import store
from cms.editions.models import EditionRead
from cms.editions.tasks import make_renditions, recompile_pages, retry_compile
from cms.editions.versioning import bump


def compile_or_retry(page: Page) -> None:
    """Makes the page's edition; where that fails, the worker tries again."""
    page = page.specific
    if page.live and store.makes_editions(page) and not store.publish_safely(page):
        retry_compile.enqueue(page.pk)


@receiver(page_published, dispatch_uid="editions.published")
def on_published(sender: Any, instance: Page, **kwargs: Any) -> None:
    compile_or_retry(instance)


@receiver(copy_for_translation_done, dispatch_uid="editions.copied")
def on_copied_for_translation(sender: Any, source_obj: Any, target_obj: Any, **kwargs: Any) -> None:
    if isinstance(target_obj, Page):
        compile_or_retry(target_obj)


@receiver([page_unpublished, page_slug_changed, post_page_move], dispatch_uid="editions.tree")
def on_tree_change(sender: Any, instance: Page, **kwargs: Any) -> None:
    bump()
    if kwargs.get("signal") is post_page_move:
        recompile_pages.enqueue(list(instance.get_descendants(inclusive=True).live().values_list("pk", flat=True)))
    if kwargs.get("signal") is page_unpublished:
        renew_wholes(instance)


@receiver([post_save, post_delete], sender=PageViewRestriction, dispatch_uid="editions.restricted")
def on_restriction(sender: Any, instance: PageViewRestriction, **kwargs: Any) -> None:
    bump()
    renew_wholes(instance.page)


def renew_wholes(page: Page) -> None:
    """What is composed with a page gets a new edition without it once the public may not read it any more, and with it again later."""
    if ids := [whole.pk for whole in store.composed_with(page)]:
        recompile_pages.enqueue(ids)


@receiver([post_save, post_delete], sender=Redirect, dispatch_uid="editions.redirected")
def on_redirect(sender: Any, **kwargs: Any) -> None:
    bump()


@receiver([post_save, post_delete], dispatch_uid="editions.read")
def on_read_object(sender: Any, instance: Any, **kwargs: Any) -> None:
    """A picture, document or partner that editions were made from has changed."""
    if kwargs.get("raw") or not watched(sender):
        return
    if sender is get_image_model() and kwargs.get("signal") is not post_delete:
        make_renditions.enqueue(instance.pk)
    pages = EditionRead.objects.filter(model=sender._meta.label_lower, object_id=str(instance.pk))
    if ids := list(pages.values_list("page_id", flat=True)):
        recompile_pages.enqueue(ids)


def watched(model: Any) -> bool:
    """Whether editions may read rows of ``model``: spares every other save a query."""
    return model._meta.label_lower in {"wagtailimages.image", "wagtaildocs.document", "partners.partner"}
