"""Lines to tick."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.core.enums import Anchor


class ChecklistItemBlock(blocks.StructBlock):
    """One line to tick, with its day where it has one."""

    text = blocks.CharBlock(label=_("What to do"), max_length=200)
    anchor = blocks.ChoiceBlock(label=_("Counted from"), choices=Anchor.choices(), required=False)
    offset_days = blocks.IntegerBlock(label=_("Days after it"), required=False, help_text=_("Before it: a negative number, such as −21."))
    critical = blocks.BooleanBlock(label=_("Must not be forgotten"), required=False)

    class Meta:
        icon = "tick"
        label = _("Line to tick")
        label_format = "{text}"

    def clean(self, value):
        result = super().clean(value)
        if bool(result.get("anchor")) != (result.get("offset_days") is not None):
            at = "offset_days" if result.get("anchor") else "anchor"
            raise blocks.StructBlockValidationError({at: ValidationError(_("A day needs both where it is counted from and the number of days."))})
        return result


class ChecklistBlock(blocks.StructBlock):
    """Lines to tick under a heading."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=120)
    items = blocks.ListBlock(ChecklistItemBlock(), label=_("Lines"), min_num=1)

    class Meta:
        icon = "list-ul"
        label = _("Checklist")
        group = _("Lists")
        label_format = "{heading}"
        preview_value = {"heading": "First day", "items": [{"text": "Note your tutor’s number"}]}
