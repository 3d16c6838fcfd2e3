"""The partner organisations of the project."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Partner(models.Model):
    """An organisation whose editors write and check content; its group holds its part of the page tree in every language."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    short_name = models.SlugField(_("short name"), max_length=20, unique=True)
    country = models.CharField(_("country"), max_length=2)
    website = models.URLField(_("website"), blank=True)
    group = models.OneToOneField("auth.Group", on_delete=models.PROTECT, null=True, blank=True, related_name="partner", verbose_name=_("group"))

    class Meta:
        ordering = ["name"]
        verbose_name = _("partner organisation")
        verbose_name_plural = _("partner organisations")

    def __str__(self) -> str:
        return self.name
