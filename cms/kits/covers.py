"""Cover art of a kit, drawn once for each place and ink and kept in the media storage."""

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from cms import water

DRAWING = 1  # raised whenever cms.water draws otherwise, so that new editions get new files; a test compares
MIDDLE = (48.0, 7.0)
WHITE, INK = "#fff", "#1b1c24"
DARK_LETTERING = {"de", "nl"}  # their inks are too light for white, see the tokens of the website


def place(latitude: object, longitude: object) -> tuple[float, float]:
    """Degrees on our map of Europe for what a page says; the middle of the map for a draft that says nothing or something impossible."""
    try:
        degrees = float(str(latitude)), float(str(longitude))
    except ValueError:
        return MIDDLE
    on_map = water.SOUTH <= degrees[0] <= water.NORTH and water.WEST <= degrees[1] <= water.EAST
    return degrees if on_map else MIDDLE


def stored(latitude: float, longitude: float, country: str) -> str:
    """The name in the media storage of the cover for a place (degrees) in a country's ink; drawn and stored where it isn't there yet.

    The name holds a digest of what is drawn, so that a better drawing is a new file and old editions keep theirs.
    """
    stroke = INK if country in DARK_LETTERING else WHITE
    key = f"{DRAWING} {latitude:.5f} {longitude:.5f} {stroke}"
    name = f"covers/{hashlib.blake2b(key.encode(), digest_size=10).hexdigest()}.svg"
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(water.draw(latitude, longitude, stroke=stroke).encode()))
    return name
