"""Endpoints that want to hear of changes, and what was sent to them."""

import uuid

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from cms.webhooks.addresses import Refused, check_url


def new_secret() -> str:
    """A secret that signs what is sent: 40 letters and digits."""
    return get_random_string(40)


class Endpoint(models.Model):
    """An address of somebody's program. ``cursor`` says how far it has been told."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    url = models.URLField(_("address"), max_length=500, help_text=_("Begins with https:// and leads to a public server."))
    secret = models.CharField(
        _("secret"), max_length=40, default=new_secret, editable=False, help_text=_("Signs each delivery; give it to the receiver.")
    )
    locale = models.CharField(_("language"), max_length=8, blank=True, help_text=_("Only pages of this language (fr, en …); empty for all."))
    active = models.BooleanField(_("active"), default=True)
    cursor = models.CharField(max_length=120, blank=True, editable=False)

    panels = [FieldPanel("name"), FieldPanel("url"), FieldPanel("locale"), FieldPanel("active"), FieldPanel("secret", read_only=True)]

    class Meta:
        ordering = ["name"]
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """:raises ValidationError: for an address that nothing would be sent to."""
        try:
            check_url(self.url)
        except Refused as refusal:
            raise ValidationError({"url": str(refusal)}) from None


class State(models.TextChoices):
    """Where a delivery stands: waiting for its next attempt, received, or given up."""

    WAITING = "waiting", _("Waiting")
    RECEIVED = "received", _("Received")
    FAILED = "failed", _("Failed")


class Delivery(models.Model):
    """One message to one endpoint. ``answer`` is the last HTTP status, 0 for none; ``reason`` says why the last attempt failed."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    endpoint = models.ForeignKey(Endpoint, models.CASCADE, related_name="deliveries", verbose_name=_("webhook"))
    body = models.TextField(_("message"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    answer = models.PositiveSmallIntegerField(_("answer"), default=0)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    changed_at = models.DateTimeField(_("last attempt"), auto_now=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")

    def __str__(self) -> str:
        return f"{self.endpoint}, {self.made_at:%Y-%m-%d %H:%M}"
