"""Certificates: a course's questions answered in one form, and a signed code that says that somebody passed, without saying who.

Nothing is stored. A code holds course, language, edition, day and score, signed with a key that only the server knows
(``VR4M_CERTIFICATE_KEYS``: the first one signs, all of them verify).
"""

import base64
import binascii
import datetime
import hashlib
import hmac
import secrets
import struct

import msgspec
from django.conf import settings

ALPHABET = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", b"0123456789ABCDEFGHJKMNPQRSTVWXYZ")  # Crockford's base32: no I, L, O, U
BACK = bytes.maketrans(b"0123456789ABCDEFGHJKMNPQRSTVWXYZ", b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "-": "", " ": ""})
FORM = struct.Struct(">B4sBHHB5s")  # version; course; language; edition; days since the first; percent; what makes each code different
VERSION = 1
SIGNED = 10  # bytes of the signature: 80 bits can't be guessed at a server
FIRST_DAY = datetime.date(2024, 1, 1)
GROUP = 6  # signs that people read together
PURPOSE = b"vr4m certificate"
LANGUAGES = [code for code, _ in settings.LANGUAGES]


class Certificate(msgspec.Struct, frozen=True, kw_only=True):
    """That somebody passed a course: which (``course`` is :func:`course_mark` of its package), which edition, when, with how many percent."""

    course: bytes
    locale: str
    number: int
    day: datetime.date
    percent: int
    mark: bytes

    @property
    def edition(self) -> str:
        """The edition as it is cited: ``fr-12``."""
        return f"{self.locale}-{self.number}"


class CodeError(ValueError):
    """A code that none of our keys signed."""


def course_mark(package_id: str) -> bytes:
    """What stands for a course within a code."""
    return hashlib.blake2b(package_id.encode(), digest_size=4).digest()


def new(package_id: str, locale: str, number: int, day: datetime.date, percent: int) -> Certificate:
    """A certificate that differs from every other one."""
    return Certificate(course=course_mark(package_id), locale=locale, number=number, day=day, percent=percent, mark=secrets.token_bytes(5))


def keys() -> list[bytes]:
    """The keys that verify, the one that signs first; the site's secrets where no own ones are set."""
    found = settings.CERTIFICATE_KEYS or [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [hashlib.blake2b(key.encode(), key=PURPOSE, digest_size=32).digest() for key in found]


def signature(body: bytes, key: bytes) -> bytes:
    """The signature of a code's bytes."""
    return hmac.new(key, body, hashlib.sha256).digest()[:SIGNED]


def code_of(certificate: Certificate) -> str:
    """The code of a certificate, in groups of signs."""
    body = FORM.pack(
        VERSION,
        certificate.course,
        LANGUAGES.index(certificate.locale),
        certificate.number,
        (certificate.day - FIRST_DAY).days,
        certificate.percent,
        certificate.mark,
    )
    text = base64.b32encode(body + signature(body, keys()[0])).rstrip(b"=").translate(ALPHABET).decode()
    return "-".join(text[at : at + GROUP] for at in range(0, len(text), GROUP))


def read(code: str) -> Certificate:
    """The certificate that a code is for; small letters, missing hyphens and signs that look alike are forgiven.

    :raises CodeError: where the code isn't one of ours or was changed.
    """
    text = code.strip().upper().translate(MISREAD)
    try:
        raw = text.encode("ascii").translate(BACK)
        data = base64.b32decode(raw + b"=" * (-len(raw) % 8))
    except (UnicodeEncodeError, binascii.Error) as error:
        raise CodeError("not a code") from error
    body, signed = data[: FORM.size], data[FORM.size :]
    if len(signed) != SIGNED or base64.b32encode(data).rstrip(b"=") != raw:
        raise CodeError("another length")
    if not any(hmac.compare_digest(signature(body, key), signed) for key in keys()):
        raise CodeError("not signed by us")
    version, course, language, number, days, percent, mark = FORM.unpack(body)
    if version != VERSION or language >= len(LANGUAGES):
        raise CodeError("another version")
    day = FIRST_DAY + datetime.timedelta(days=days)
    return Certificate(course=course, locale=LANGUAGES[language], number=number, day=day, percent=percent, mark=mark)
