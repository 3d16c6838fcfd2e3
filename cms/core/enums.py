"""Choices that several tools share. Labels are for editors and readers; values are stored and stand in documents."""

from django.utils.translation import gettext_lazy as _

from cms.core.choices import Choices


class Anchor(Choices):
    """The day from which a deadline counts. Arrival is day 0; the end is the last workday of the stay."""

    ARRIVAL = "arrival", _("Arrival")
    FIRST_WORKDAY = "first_workday", _("First workday")
    MIDPOINT = "midpoint", _("Middle of the stay")
    END = "end", _("End of the stay")


class Tone(Choices):
    """What a callout is: a danger, a tip, a rule of law."""

    DANGER = "danger", _("Danger")
    TIP = "tip", _("Tip")
    LAW = "law", _("The law")


class Situation(Choices):
    """Where a phrase is needed."""

    FIRST_DAY = "first_day", _("First morning")
    WORKSHOP = "workshop", _("At the workshop")
    SAFETY = "safety", _("Safety")
    EMERGENCY = "emergency", _("Emergency")
    HEALTH = "health", _("At the doctor’s")
    SHOP = "shop", _("In a shop")
    TRANSPORT = "transport", _("On the way")
    HOME = "home", _("At home")


class Language(Choices):
    """The six languages, each named in itself."""

    FR = "fr", "Français"
    EN = "en", "English"
    ES = "es", "Español"
    IT = "it", "Italiano"
    DE = "de", "Deutsch"
    NL = "nl", "Nederlands"
