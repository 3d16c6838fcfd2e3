"""Compiles pages into editions and stores them."""

import hashlib
import logging
from collections.abc import Iterable
from typing import Any

import msgspec
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from cms.editions import registry
from cms.editions.compile import Reads
from cms.editions.models import CompileFailure, Edition, EditionRead
from cms.editions.signals import edition_published
from cms.editions.versioning import bump

logger = logging.getLogger(__name__)


def digest_of(*texts: bytes) -> str:
    """32 hex digits for some bytes."""
    hasher = hashlib.blake2b(digest_size=16)
    for text in texts:
        hasher.update(text)
    return hasher.hexdigest()


def compile_draft(page: Any) -> tuple[Any, Reads]:
    """The document of a page or an unsaved draft, and what was read for it. :raises Exception: whatever the page's compiler raises."""
    reads = Reads()
    return registry.kind_of(page.edition_kind).compile(page, reads), reads


def makes_editions(page: Any) -> bool:
    """Whether pages of this class are compiled."""
    return getattr(page, "edition_kind", None) in registry.kinds()


@transaction.atomic
def publish(page: Any) -> Edition | None:
    """Stores a new edition of the live ``page`` if what readers get has changed; wholes that are composed with it follow.

    :returns: the new edition, None where nothing changed.
    :raises Exception: whatever the compiler raises; nothing is stored then.
    """
    Page.objects.select_for_update().get(pk=page.pk)
    kind = registry.kind_of(page.edition_kind)
    document, reads = compile_draft(page)
    text = msgspec.json.encode(document)
    words = digest_of(text)
    parts = list(Edition.objects.filter(page__in=[part.pk for part in kind.parts(page)], current=True).order_by("page__path"))
    digest = digest_of(words.encode(), *(part.digest.encode() for part in parts))
    mine = Edition.objects.filter(page_id=page.pk)
    last = mine.filter(current=True).first()
    CompileFailure.objects.filter(page_id=page.pk).delete()
    remember(page.pk, reads)
    schema = registry.fingerprint(page.edition_kind)
    if last is not None and last.digest == digest and last.schema == schema:
        return None
    mine.filter(current=True).update(current=False)
    number = (mine.order_by("-number").values_list("number", flat=True).first() or 0) + 1
    made = Edition.objects.create(
        page_id=page.pk,
        key=page.translation_key,
        kind=page.edition_kind,
        locale=page.locale.language_code,
        language=page.content_language,
        number=number,
        words=words,
        digest=digest,
        schema=schema,
        country=kind.country(page),
        published_at=timezone.now(),
        links=sorted(reads.links),
        document=text.decode(),
    )
    made.parts.set(parts)
    bump()
    edition_published.send(sender=Edition, edition_id=made.pk, kind=made.kind, locale=made.locale)
    for whole in {whole.pk: whole for whole in (*kind.wholes(page), *composed_with(page))}.values():
        publish_safely(whole)
    return made


def composed_with(page: Any) -> Iterable[Page]:
    """The live pages whose current edition is composed with an edition of ``page``."""
    return Page.objects.filter(editions__current=True, editions__parts__page=page).live().specific().distinct()


def remember(page_id: int, reads: Reads) -> None:
    """Keeps what the current edition of a page was made from."""
    have = set(EditionRead.objects.filter(page_id=page_id).values_list("model", "object_id"))
    for model, object_id in have - reads.objects:
        EditionRead.objects.filter(page_id=page_id, model=model, object_id=object_id).delete()
    EditionRead.objects.bulk_create(EditionRead(page_id=page_id, model=model, object_id=object_id) for model, object_id in reads.objects - have)


def publish_safely(page: Any) -> bool:
    """:func:`publish` that never raises: the last good edition stays, the reason is kept for the editor. Returns whether it went well."""
    try:
        publish(page)
    except Exception as error:  # whatever a compiler meets, the editor's publication has happened and must be answered
        logger.exception("Page %s made no edition", page.pk)
        CompileFailure.objects.update_or_create(page_id=page.pk, defaults={"reason": f"{type(error).__name__}: {error}"})
        return False
    return True
