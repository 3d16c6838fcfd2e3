"""What the scripts that keep kits say, and whether the site keeps any."""

import json

from django import template
from django.conf import settings
from django.utils.translation import gettext, pgettext

register = template.Library()


@register.simple_tag
def keeps() -> bool:
    """Whether readers may keep kits on their devices here (``VR4M_OFFLINE``)."""
    return bool(settings.OFFLINE)


@register.simple_tag
def keep_words() -> str:
    """The sentences of static/js/keep.js and kept.js in the active language, as JSON for an attribute."""
    return json.dumps(
        {
            "keep": gettext("Keep on this device"),
            "update": pgettext("button: take the newer version", "Update"),
            "size": gettext("Size: %(size)s."),
            "room": gettext("Free here: about %(room)s."),
            "pdf": gettext("With the PDF, %(size)s more"),
            "kept": gettext("Kept since %(date)s, %(size)s."),
            "newer": gettext("There is a newer version (%(size)s)."),
            "done": gettext("Kept. It opens without network now."),
            "removed": gettext("Removed from this device."),
            "full": gettext("This takes %(size)s, but only %(room)s are free here. Nothing was changed."),
            "noRoom": gettext("There isn’t enough room on this device. Nothing was changed."),
            "lost": gettext("No connection to the site. Nothing was changed; try again when you have network."),
            "changed": gettext("The kit was changed in this moment. Nothing was changed on your device; try again."),
            "busy": gettext("Another tab is keeping a kit. Wait until it’s done, then try again."),
            "unable": gettext("This browser can’t keep pages here, perhaps because the window is private. Take the PDF instead."),
            "gone": gettext("This kit was withdrawn. No copy of it is on this device any more."),
            "found": gettext("Found: %(count)s"),
        },
        ensure_ascii=False,
    )
