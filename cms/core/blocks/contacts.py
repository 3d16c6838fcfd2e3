"""Whatever can be visited, called or written to."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.core.blocks.base import NeutralCharBlock, PhoneBlock, SourcedBlock, sources_last


class ReachableBlock(SourcedBlock):
    """Base of blocks with an office's address, phone, e-mail and hours."""

    office = blocks.CharBlock(label=_("Office or place"), max_length=120)
    address = NeutralCharBlock(label=_("Address"), required=False, max_length=200)
    phone = PhoneBlock(label=_("Phone"), required=False, help_text=_("With the country code, such as +33 2 40 08 33 33."))
    email = blocks.EmailBlock(label=_("E-mail"), required=False)
    url = blocks.URLBlock(label=_("Website"), required=False)
    hours = blocks.CharBlock(label=_("Opening hours"), required=False, max_length=200)


@sources_last
class ContactBlock(ReachableBlock):
    """An office or service."""

    class Meta:
        icon = "user"
        label = _("Contact")
        group = _("Places")
        label_format = "{office}"
        preview_value = {"office": "Town hall", "address": "1 Example Street", "phone": "+33240000000"}
