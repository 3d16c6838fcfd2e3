"""Addresses of the files: that of a page, followed by the format's name."""

import re

from django.urls import re_path

from exports import formats, ics, personal, views
from exports.print.wholes import TIMELINE_PDF

_names = "|".join(re.escape(format_.name) for format_ in formats.all_formats())
urlpatterns = [
    re_path(rf"^(?P<path>[a-z]{{2}}/(?:[\w-]+/)*){re.escape(TIMELINE_PDF.name)}$", personal.timeline, name="timeline_pdf"),
    re_path(rf"^(?P<path>[a-z]{{2}}/(?:[\w-]+/)*)(?P<name>{_names})$", views.export, name="export"),
    re_path(rf"^(?P<path>[a-z]{{2}}/(?:[\w-]+/)*){re.escape(ics.NAME)}$", ics.calendar, name="timeline_calendar"),
]
