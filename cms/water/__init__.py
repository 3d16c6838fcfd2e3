"""Cover art: the real water around a city, drawn as an engraver would. ``draw`` is the one door; the bounds (degrees) say where the map ends.

Nothing here knows of Django, kits or pages; who wants a cover hands over a place and a colour. Inside, imports go one way:
``drawing`` -> ``composing``, ``echoes`` -> ``shoreline``, ``geometry``. ``extract`` makes the data, once. Source of the data: NOTICE.md.
"""

from cms.water.drawing import draw
from cms.water.shoreline import EAST, NORTH, SOUTH, WEST

__all__ = ["EAST", "NORTH", "SOUTH", "WEST", "draw"]
