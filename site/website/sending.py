"""What a host or coordinator sends to a learner: the kit's address with some words in the learner's language, and its code for a poster."""

import functools
import io
from collections.abc import Sequence
from urllib.parse import quote

import msgspec
import segno
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from cms.editions import Reading
from website.frame import NAMES, absolute

QUIET = 4  # modules of white around a code (ISO/IEC 18004)


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """The words for a learner who reads ``code``."""

    code: str
    name: str
    subject: str
    body: str

    @property
    def mailto(self) -> str:
        """The message as a ``mailto:`` address (RFC 6068)."""
        return f"mailto:?subject={quote(self.subject)}&body={quote(self.body)}"


def messages(same: Sequence[Reading]) -> tuple[Message, ...]:
    """A message for each language that the kit has, in the order of the settings."""
    pages = {page.locale: page for page in same}
    return tuple(message(pages[code]) for code, _ in settings.LANGUAGES if code in pages)


def message(page: Reading) -> Message:
    """The message with the address of a kit, in its language."""
    city = page.document.city
    with translation.override(page.locale):
        subject = gettext("Your kit for %(city)s") % {"city": city}
        hello = gettext("Hello! This is your kit for %(city)s: your first 48 hours, housing, transport, whom to call.") % {"city": city}
        wish = gettext("Open it before you leave and keep it offline:")
    return Message(code=page.locale, name=NAMES[page.locale], subject=subject, body=f"{hello} {wish}\n{absolute(page.path)}")


def short_address(reading: Reading) -> str:
    """The address that outlives all others and opens the kit in the language of the phone."""
    return absolute(reverse("print_asked", args=[reading.key]))


@functools.lru_cache(maxsize=64)
def code(address: str) -> SafeString:
    """The QR code of an address as an SVG of its own; dark on nothing, so that it needs a white ground."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", border=QUIET, xmldecl=False, svgns=False, nl=False, omitsize=True, svgclass="qr", lineclass=None
    )
    return SafeString(out.getvalue().decode().replace("<svg ", '<svg aria-hidden="true" '))
