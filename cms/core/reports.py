"""The editors' report of facts to look at again: what readers have now, page by page, an editor's own pages only."""

import datetime
from collections.abc import Iterator

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from msgspec import Struct
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import page_permission_policy

from cms.core.due import Finding, Standing, findings, is_old
from cms.editions.models import Edition
from cms.editions.reading import load


class PageFindings(Struct, frozen=True, kw_only=True):
    """A page with its facts to look at; ``old`` where the page as a whole was checked too long ago. Unchecked: ``checked_on`` is None."""

    title: str
    path: str
    edit_url: str
    checked_on: datetime.date | None
    old: bool
    facts: tuple[Finding, ...]

    @property
    def counts(self) -> list[tuple[Standing, int]]:
        """How many facts stand how, those that there are."""
        numbers = [(standing, sum(fact.standing is standing for fact in self.facts)) for standing in Standing]
        return [(standing, number) for standing, number in numbers if number]


class Row(Struct, frozen=True, kw_only=True):
    """A line of the spreadsheet."""

    page: str
    path: str
    fact: str
    standing: str
    seen_on: datetime.date | None
    source: str
    url: str


class DueFactsView(ReportView):
    """Lists the live pages in the source language that the editor may change, those with most to look at first.

    Translations share the dates of their source and aren't listed. Four queries for an administrator, whatever the number of pages.
    """

    index_url_name = "due_facts"
    page_title = _("Facts to check")
    header_icon = "calendar-check"
    results_template_name = "core/due_results.html"
    permission_policy = page_permission_policy
    any_permission_required = ["add", "change", "publish"]
    paginate_by = 20
    export_filename = "facts-to-check"
    list_export = ["page", "path", "fact", "standing", "seen_on", "source", "url"]
    export_headings = {
        "page": _("Page"),
        "path": _("Address"),
        "fact": _("Fact"),
        "standing": _("Why"),
        "seen_on": _("Last seen"),
        "source": _("Source"),
        "url": _("Address of the source"),
    }

    @cached_property
    def no_results_message(self) -> str:
        return str(_("All facts of your pages were seen within the last twelve months."))

    def get_queryset(self) -> list[PageFindings]:
        """The pages with something to look at."""
        mine = self.permission_policy.instances_user_has_permission_for(self.request.user, "change").filter(live=True).values("pk")
        rows = Edition.objects.filter(current=True, locale=settings.LANGUAGE_CODE, page__in=mine).order_by("page__path")
        today = timezone.localdate()
        pages = [
            PageFindings(
                title=reading.document.title,
                path=reading.path,
                edit_url=reverse("wagtailadmin_pages:edit", args=[reading.page_id]),
                checked_on=reading.document.checked_on,
                old=is_old(reading.document.checked_on, today),
                facts=findings(reading.document, today),
            )
            for reading in load(rows)
        ]
        return sorted((page for page in pages if page.facts or page.old), key=lambda page: -len(page.facts))

    def as_spreadsheet(self, pages: list[PageFindings], spreadsheet_format: str) -> HttpResponse:
        return super().as_spreadsheet(list(lines(pages)), spreadsheet_format)


def lines(pages: list[PageFindings]) -> Iterator[Row]:
    """A line for each fact."""
    for page in pages:
        for fact in page.facts:
            yield Row(
                page=page.title,
                path=page.path,
                fact=fact.what,
                standing=str(fact.standing.label),
                seen_on=fact.seen_on,
                source=fact.source.title,
                url=fact.source.url,
            )
