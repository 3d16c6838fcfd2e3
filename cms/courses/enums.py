"""Choices of the courses. Labels are for editors and readers; values are stored and stand in documents."""

from django.utils.translation import gettext_lazy as _

from cms.core.choices import Choices
from cms.kits.enums import CountryTopic


class Audience(Choices):
    """Whom a course is for."""

    HOST = "host", _("Host organisations")
    LEARNER = "learner", _("Learners")


class QuestionKind(Choices):
    """How a question is answered."""

    ONE = "one", _("One answer")
    SEVERAL = "several", _("Several answers")
    TRUE_FALSE = "true_false", _("True or false")
    ORDER = "order", _("Put in order")
    MATCH = "match", _("Match")


class BoxTopic(Choices):
    """What a country box shows: the emergency numbers of the host country, or one of its chapters."""

    EMERGENCY = "emergency", _("Emergency numbers")
    HEALTH_CARD = "health_card", _("Health insurance card")
    REGISTRATION = "registration", _("Registration")
    MINORS_AT_WORK = "minors_at_work", _("Under 18 at work")
    WORK_RULES = "work_rules", _("Rules at work")
    MONEY = "money", _("Money")
    PHONE = "phone", _("Phone and network")
    TENANTS = "tenants", _("Tenants’ rights")
    HOLIDAYS = "holidays", _("Public holidays")

    @property
    def chapter(self) -> CountryTopic | None:
        """The chapter of the country that it shows; None for the emergency numbers."""
        return None if self is BoxTopic.EMERGENCY else CountryTopic(self.value)
