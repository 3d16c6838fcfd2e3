"""Choices of the kits. Labels are for editors and readers; values are stored and stand in documents."""

from django.utils.translation import gettext_lazy as _

from cms.core.choices import Choices


class Iso(Choices):
    """The five host countries (ISO 3166-1 alpha-2), in the order of the inks."""

    FR = "fr", _("France")
    ES = "es", _("Spain")
    IT = "it", _("Italy")
    DE = "de", _("Germany")
    NL = "nl", _("Netherlands")

    @property
    def host_language(self) -> str:
        """The language that is spoken to a learner there (ISO 639-1); equal to the country's code in all five."""
        return str(self.value)


class Topic(Choices):
    """What a chapter of a kit is about, in the order in which a kit is read."""

    CHECKLISTS = "checklists", _("To tick off")
    ARRIVAL = "arrival", _("Arriving")
    HOUSING = "housing", _("Housing")
    TRANSPORT = "transport", _("Getting around")
    HEALTH = "health", _("Health")
    ADMIN = "admin", _("Formalities")
    MONEY = "money", _("Money")
    PHONE = "phone", _("Phone")
    WORK = "work", _("Working here")
    LEISURE = "leisure", _("Free time")
    LANGUAGE = "language", _("Speaking")
    CONTACTS = "contacts", _("Contacts")


class CountryTopic(Choices):
    """What a country's chapter is about; each joins one chapter of its kits."""

    HEALTH_CARD = "health_card", _("Health insurance card")
    REGISTRATION = "registration", _("Registration")
    MINORS_AT_WORK = "minors_at_work", _("Under 18 at work")
    WORK_RULES = "work_rules", _("Rules at work")
    MONEY = "money", _("Money")
    PHONE = "phone", _("Phone and network")
    TENANTS = "tenants", _("Tenants’ rights")
    HOLIDAYS = "holidays", _("Public holidays")

    @property
    def topic(self) -> Topic:
        """The chapter of a kit that these facts join."""
        return _JOINS[self]


_JOINS = {
    CountryTopic.HEALTH_CARD: Topic.HEALTH,
    CountryTopic.REGISTRATION: Topic.ADMIN,
    CountryTopic.MINORS_AT_WORK: Topic.WORK,
    CountryTopic.WORK_RULES: Topic.WORK,
    CountryTopic.MONEY: Topic.MONEY,
    CountryTopic.PHONE: Topic.PHONE,
    CountryTopic.TENANTS: Topic.HOUSING,
    CountryTopic.HOLIDAYS: Topic.LEISURE,
}


class Mode(Choices):
    """How one arrives."""

    TRAIN = "train", _("By train")
    PLANE = "plane", _("By plane")
    COACH = "coach", _("By coach")
    CAR = "car", _("By car")
    BOAT = "boat", _("By boat")


class HousingKind(Choices):
    """What kind of lodging it is."""

    RESIDENCE = "residence", _("Residence for young workers")
    HOSTEL = "hostel", _("Youth hostel")
    FAMILY = "family", _("Host family")
    FLAT = "flat", _("Flat or shared flat")
    ADVICE = "advice", _("Housing advice")


class HealthKind(Choices):
    """Where to turn when ill or hurt."""

    EMERGENCY = "emergency", _("Emergency department")
    GP = "gp", _("Doctor")
    PHARMACY = "pharmacy", _("Pharmacy")
    DENTIST = "dentist", _("Dentist")
