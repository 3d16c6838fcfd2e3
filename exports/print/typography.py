"""No-break spaces, set where an editor left ordinary ones: between a number and its unit in all languages, and all those of French."""

import re
from xml.etree.ElementTree import Element

NARROW, FULL = "\u202f", "\u00a0"
UNITS = r"(?:%|°C?|€|cm|g|h|kg|km/h|km|l|m|min|mm)(?!\w)"
EVERYWHERE = ((re.compile(rf"(?<=\d) (?={UNITS})"), FULL), (re.compile(r"(?<=\d\u00a0h) (?=\d)"), FULL))
FRENCH = (
    (re.compile(r"[ \u00a0\u202f]+(?=[;!?](?:\s|$|[»”’)\].,…]))"), NARROW),
    (re.compile(r" (?=[:»])"), FULL),
    (re.compile(r"(?<=«) "), FULL),
    (re.compile(r"(?<=\d) (?=\d{3}\b)"), NARROW),
    (re.compile(r"(?<=\d) (?=ans\b)"), FULL),
)
UNTOUCHED = {"script", "style", "title"}


def spaced(text: str, language: str) -> str:
    """``text`` with the no-break spaces that its language (ISO 639-1) wants; those already there stay."""
    for pattern, space in (*EVERYWHERE, *(FRENCH if language == "fr" else ())):
        text = pattern.sub(space, text)
    return text


def set_spaces(root: Element, language: str = "") -> None:
    """Sets the spaces in all text below ``root``, in place. A text's language is that of the nearest ``lang`` above it."""
    own = root.get("lang", language)
    if root.tag in UNTOUCHED:
        return
    if root.text:
        root.text = spaced(root.text, own)
    for child in root:
        if isinstance(child.tag, str):
            set_spaces(child, own)
        if child.tail:
            child.tail = spaced(child.tail, own)
