"""The tree of the courses: list, course, module."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField

from cms.core.models import BasePage
from cms.courses.blocks import LessonsBlock, QuestionsBlock, SelfCheckBlock
from cms.courses.enums import Audience


class CourseIndexPage(BasePage):
    """All courses."""

    parent_page_types = ["kits.HomePage"]
    subpage_types = ["courses.CoursePage"]
    edition_kind = "courses"

    content_panels = [*BasePage.content_panels, BasePage.checked_panel]

    class Meta:
        verbose_name = _("list of courses")


class CoursePage(BasePage):
    """A course: what it is for, and what its certificate says."""

    parent_page_types = ["courses.CourseIndexPage"]
    subpage_types = ["courses.ModulePage"]
    edition_kind = "course"
    neutral_fields = (*BasePage.neutral_fields, "audience", "minutes", "pass_mark", "package_id")

    audience = models.CharField(_("for"), max_length=8, choices=Audience.choices(), default=Audience.HOST)
    minutes = models.PositiveSmallIntegerField(_("minutes in all"), validators=[MinValueValidator(1)])
    pass_mark = models.PositiveSmallIntegerField(
        _("pass mark"),
        default=70,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("In percent of the questions; from it on there is a certificate."),
    )
    package_id = models.SlugField(
        _("name of the package"), max_length=40, help_text=_("Learning platforms and certificates know the course by it; never change it.")
    )
    certificate_text = models.TextField(_("text of the certificate"), help_text=_("In two or three sentences: what the person has worked through."))
    self_check = StreamField(
        SelfCheckBlock(),
        verbose_name=_("self-check"),
        blank=True,
        help_text=_("Each leads to a step of the timeline."),
    )

    content_panels = [
        *BasePage.content_panels,
        FieldRowPanel([FieldPanel("audience"), FieldPanel("minutes")]),
        FieldPanel("self_check"),
        MultiFieldPanel([FieldPanel("pass_mark"), FieldPanel("certificate_text"), FieldPanel("package_id")], heading=_("Certificate")),
        BasePage.checked_panel,
    ]

    class Meta:
        verbose_name = _("course")


class ModulePage(BasePage):
    """A module of a course with its lessons and questions."""

    parent_page_types = ["courses.CoursePage"]
    subpage_types: list[str] = []
    edition_kind = "module"
    neutral_fields = (*BasePage.neutral_fields, "number")

    number = models.PositiveSmallIntegerField(_("number"), validators=[MinValueValidator(1)])
    outcome = models.TextField(_("what one can do after it"), help_text=_("One sentence that can be observed, such as “You can plan a first day.”"))
    lessons = StreamField(LessonsBlock(), verbose_name=_("lessons"), blank=True)
    questions = StreamField(QuestionsBlock(), verbose_name=_("questions"), blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("number"),
        FieldPanel("outcome"),
        FieldPanel("lessons"),
        FieldPanel("questions"),
        BasePage.checked_panel,
    ]

    class Meta:
        verbose_name = _("module of a course")
