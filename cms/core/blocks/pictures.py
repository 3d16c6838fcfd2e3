"""Pictures within the text."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

from cms.core.blocks.base import NeutralCharBlock


class PictureBlock(blocks.StructBlock):
    """A picture with its written alternative and its credit."""

    image = ImageBlock(label=_("Picture"))
    credit = NeutralCharBlock(label=_("Credit"), max_length=120, help_text=_("Who made it, and under which licence."))

    class Meta:
        icon = "image"
        label = _("Picture")
        group = _("Text")
