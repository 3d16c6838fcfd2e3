"""Rows of editions, of what they read, of the files made from them, and of the content version."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Edition(models.Model):
    """One published state of one page in one language. Never changed: a higher number supersedes it.

    ``locale`` is the tree that the page stands in, ``language`` that of its words; they differ where a page falls back to its source.
    ``words`` is the digest of the document alone, ``digest`` that of the document and of the parts it is composed with.
    """

    page = models.ForeignKey("wagtailcore.Page", models.CASCADE, related_name="editions")
    key = models.UUIDField()
    kind = models.CharField(max_length=20)
    locale = models.CharField(max_length=8)
    language = models.CharField(max_length=8)
    number = models.PositiveIntegerField()
    words = models.CharField(max_length=32, db_index=True)
    digest = models.CharField(max_length=32)
    schema = models.CharField(max_length=32)
    current = models.BooleanField(default=True)
    country = models.CharField(max_length=2, blank=True)
    published_at = models.DateTimeField()
    links = models.JSONField(default=list)
    parts = models.ManyToManyField("self", symmetrical=False, related_name="wholes")
    document = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["page", "number"], name="edition_number"),
            models.UniqueConstraint(fields=["page"], condition=Q(current=True), name="one_current_edition"),
        ]
        indexes = [
            models.Index(fields=["kind", "locale"], condition=Q(current=True), name="current_of_kind"),
            models.Index(fields=["key", "locale", "number"], name="edition_cited"),
        ]
        ordering = ["page", "number"]
        verbose_name = _("edition")

    def __str__(self) -> str:
        return f"{self.kind} {self.locale}-{self.number}"


class EditionRead(models.Model):
    """What the compiler read for the current edition of a page: an image, a document, a partner. A change there recompiles the page."""

    page = models.ForeignKey("wagtailcore.Page", models.CASCADE, related_name="+")
    model = models.CharField(max_length=100)
    object_id = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "model", "object_id"], name="read_once")]
        indexes = [models.Index(fields=["model", "object_id"], name="read_object")]

    def __str__(self) -> str:
        return f"{self.model} {self.object_id}"


class CompileFailure(models.Model):
    """Why the last publication of a page made no edition; gone once one is made."""

    page = models.OneToOneField("wagtailcore.Page", models.CASCADE, related_name="compile_failure")
    reason = models.TextField()
    failed_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.reason


class FileState(models.TextChoices):
    """Where a file stands: waiting for the worker, being made, ready, or failed for the reason given."""

    WAITING = "waiting", _("Waiting")
    RENDERING = "rendering", _("Being made")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Failed")


class EditionFile(models.Model):
    """A file made from an edition, in one format. ``name`` is its name in the exports' storage; editions with one fingerprint share it."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="files")
    format = models.CharField(max_length=30)
    state = models.CharField(max_length=10, choices=FileState.choices, default=FileState.WAITING)
    fingerprint = models.CharField(max_length=64, blank=True)
    name = models.CharField(max_length=200, blank=True)
    bytes = models.PositiveIntegerField(default=0)
    pages = models.PositiveIntegerField(default=0)
    checksum = models.CharField(max_length=64, blank=True)
    reason = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "format"], name="one_file_per_format")]
        indexes = [models.Index(fields=["fingerprint"], condition=Q(state="ready"), name="file_by_fingerprint")]
        verbose_name = _("file")

    def __str__(self) -> str:
        return f"{self.format} {self.edition_id}"


class ContentVersion(models.Model):
    """One row: bumped in the transaction of every change that a reader can see."""

    value = models.PositiveBigIntegerField(default=1)

    def __str__(self) -> str:
        return str(self.value)


class Ledger(models.Model):
    """One row: how far :mod:`cms.editions.ledger` has counted, and for which content version its entries are true.

    ``epoch`` tells this database's cursors from those of another one; cursors below ``floor`` are too old.
    """

    epoch = models.CharField(max_length=12)
    last = models.PositiveBigIntegerField(default=0)
    floor = models.PositiveBigIntegerField(default=0)
    version = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.epoch} {self.last}"


class LedgerEntry(models.Model):
    """A page in one language that the public can read, or could: ``seq`` counts its last change among all pages'.

    ``first`` is the number at which it was seen first, ``since`` that from which it is shown without a gap, ``state`` a digest of what is shown.
    There is no foreign key: entries outlive their pages.
    """

    key = models.UUIDField()
    locale = models.CharField(max_length=8)
    kind = models.CharField(max_length=20)
    page_id = models.BigIntegerField()
    state = models.CharField(max_length=32)
    shown = models.BooleanField(default=False)
    seq = models.PositiveBigIntegerField(db_index=True)
    since = models.PositiveBigIntegerField(default=0)
    first = models.PositiveBigIntegerField(default=0)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "locale"], name="one_entry_a_page")]

    def __str__(self) -> str:
        return f"{self.kind} {self.locale}:{self.key} {self.seq}"


class PreviewLink(models.Model):
    """Leave to read one page's draft through the API until ``expires_at``; deleting the row takes it back."""

    page = models.ForeignKey("wagtailcore.Page", models.CASCADE, related_name="preview_links")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.page_id} {self.expires_at:%Y-%m-%d}"
