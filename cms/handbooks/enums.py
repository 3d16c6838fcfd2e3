"""Choices of handbooks and packs."""

from django.utils.translation import gettext_lazy as _

from cms.core.choices import Choices


class PartKind(Choices):
    """What a handbook or a pack may hold; the value is the kind of the part's own document."""

    PHASE = "phase", _("Phase of the timeline")
    MODULE = "module", _("Module of a course")
    COUNTRY = "country", _("Country")
    KIT = "kit", _("Kit")
