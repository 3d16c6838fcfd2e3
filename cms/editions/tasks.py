"""What the worker does for editions. Tasks are idempotent: a lost one may run twice."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task
from wagtail.images import get_image_model
from wagtail.models import Page

from cms.editions import store
from cms.editions.compile import renditions

DELAYS = (timedelta(seconds=30), timedelta(minutes=5), timedelta(hours=1))


@task()
def recompile_pages(page_ids: list[int]) -> int:
    """Compiles live pages whose picture, document or place has changed; returns how many went well."""
    pages = Page.objects.filter(pk__in=page_ids, live=True).specific()
    return sum(store.publish_safely(page) for page in pages if store.makes_editions(page))


@task()
def retry_compile(page_id: int, attempt: int = 1) -> bool:
    """Compiles a page whose compilation failed; tries again with growing delays where it fails again."""
    page = Page.objects.filter(pk=page_id, live=True).specific().first()
    if page is None or store.publish_safely(page):
        return True
    if attempt <= len(DELAYS) and retry_compile.get_backend().supports_defer:
        retry_compile.using(run_after=timezone.now() + DELAYS[attempt - 1]).enqueue(page_id, attempt=attempt + 1)
    return False


@task()
def make_renditions(image_id: int) -> int:
    """Makes the fixed set of renditions of an uploaded picture, so that publishing finds them; returns how many there are."""
    image = get_image_model().objects.filter(pk=image_id).first()
    return len(renditions(image)) if image else 0


@task()
def reconcile_editions() -> int:
    """Heals what a missed signal left behind; nightly. Returns how many pages got a new edition."""
    from cms.editions.reconcile import reconcile

    return reconcile()
