"""What the loader of starter content remembers, so that it never touches what an editor wrote."""

from django.db import models


class LoadedPage(models.Model):
    """A page that the loader made in one language, from files with this digest. An editor may have deleted the page since."""

    folder = models.CharField(max_length=100)
    locale = models.CharField(max_length=8)
    digest = models.CharField(max_length=64)
    page = models.ForeignKey("wagtailcore.Page", models.SET_NULL, null=True, related_name="+")
    revision = models.ForeignKey("wagtailcore.Revision", models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["folder", "locale"], name="loaded_once")]

    def __str__(self) -> str:
        return f"{self.folder} {self.locale}"
