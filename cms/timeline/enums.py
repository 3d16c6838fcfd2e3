"""Choices of the timeline. Labels are for editors and readers; values are stored and stand in documents."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.core.choices import Choices


class Phase(Choices):
    """Where in the mobility a step stands."""

    BEFORE = "before", pgettext_lazy("phase of a mobility", "Before")
    DURING = "during", pgettext_lazy("phase of a mobility", "During")
    AFTER = "after", pgettext_lazy("phase of a mobility", "After")


class Actor(Choices):
    """Who does a step."""

    MANAGER = "manager", _("Manager")
    TUTOR = "tutor", _("Tutor")
    TEAM = "team", _("Team")
    COORDINATOR = "coordinator", _("Coordinator")
    LEARNER = "learner", _("Learner")


class Standard(Choices):
    """What the Erasmus quality standards ask of an organisation, as our steps serve it (European Commission, Erasmus quality standards 2021–27)."""

    OWN_TASKS = "own_tasks", _("Own core tasks")
    PRACTICAL = "practical", _("Practical arrangements")
    SAFETY = "safety", _("Health and safety")
    PREPARATION = "preparation", _("Preparation")
    MONITORING = "monitoring", _("Monitoring and mentoring")
    SUPPORT = "support", _("Support during the stay")
    RECOGNITION = "recognition", _("Evaluation and recognition")
    SHARING = "sharing", _("Sharing results")


class Repeat(Choices):
    """A step that isn't done once: every week, or whenever it is needed."""

    WEEKLY = "weekly", _("Every week")
    ANY = "any", _("Whenever needed")


class ResourceKind(Choices):
    """What stands beside a step: something to fill in, to read, to watch, or a page elsewhere."""

    TEMPLATE = "template", _("To fill in")
    SHEET = "sheet", _("To read")
    VIDEO = "video", _("Video")
    LINK = "link", _("Link")
