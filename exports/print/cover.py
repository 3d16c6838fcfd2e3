"""What stands on a cover: a name as large as it fits, a code to scan, and for host tools their own calendar as a drawing."""

import base64
import io
import math
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import segno
from fontTools.ttLib import TTFont

from cms.timeline.documents import Step, TimelinePhase
from cms.timeline.enums import Repeat
from exports.book import Book, KitPart, PhasePart

FONT = Path(__file__).parent / "fonts" / "bricolage-grotesque-800.ttf"
WIDTH, LARGEST, SMALLEST = 178 / 25.4 * 72, 165.0, 30.0  # points: the cover's measure; above, a short name looks lost
TITLE_LARGEST, TITLE_LINES = 84.0, 3  # of names that are sentences
TRACKING = -0.035  # em, as in parts.css
QR_QUIET = 2  # modules of white around the code; the page around it is white too
LINES = (210.0, 239.0)  # mm: the drawing's sheet, which is the cover's ink


def drawing(book: Book) -> str:
    """The picture of a cover as an address: the water around a book's one city, the calendar of its steps, or "" where there is neither."""
    kits = [part for part in book.parts if isinstance(part, KitPart)]
    if len(kits) == 1 or (kits and len(book.isos) == 1):
        return f"asset:/media/{kits[0].kit.cover.file}"
    phases = [part.phase for part in book.parts if isinstance(part, PhasePart)]
    return calendar(phases) if phases else ""


def calendar(phases: Iterable[TimelinePhase]) -> str:
    """The steps as lines on a ruler around the day of arrival, each as long as it takes: an SVG within an address."""
    steps = [step for phase in phases for step in phase.steps if step.repeat is not Repeat.ANY]
    marks = sorted((_across(step), _length(step)) for step in steps)
    foot, drawn, last = 108.0, [], -math.inf
    for wanted, length in marks:
        last = max(wanted, last + 3.4)
        drawn.append(f'<path d="M{last:.1f} {foot}v-{length:.1f}" stroke-width="1.5"/>')
        for echo in (1, 2, 3):
            drawn.append(
                f'<path d="M{last:.1f} {foot + 2.4 + 3.2 * echo}v{2.0 - 0.4 * echo:.1f}" stroke-width=".5" opacity="{0.75 - 0.2 * echo:.2f}"/>'
            )
    day = _ruler(0)
    drawn.append(f'<path d="M0 {foot}h{LINES[0]}" stroke-width=".7"/>')
    drawn.append(
        f'<circle cx="{day:.1f}" cy="{foot}" r="5.2" fill="#1b1c24" stroke-width="1.6"/><circle cx="{day:.1f}" cy="{foot}" r="1.8" fill="#fff"/>'
    )
    sheet = f'viewBox="0 0 {LINES[0]:.0f} {LINES[1]:.0f}" width="{LINES[0]:.0f}mm" height="{LINES[1]:.0f}mm"'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" {sheet} fill="none" stroke="#fff" stroke-linecap="round">{"".join(drawn)}</svg>'
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


def _across(step: Step) -> float:
    """Where a step stands on the ruler (mm from the left): what counts from the end of the stay stands behind four weeks."""
    shift = {"arrival": 0, "first_workday": 1, "midpoint": 14, "end": 27}[str(step.anchor.value)]
    return _ruler(step.offset_days + shift)


def _ruler(day: int) -> float:
    """Days near the arrival stand wide, those far from it close."""
    return 88.0 + math.copysign(math.sqrt(abs(day)), day) * 6.6


def _length(step: Step) -> float:
    return 6.0 + math.sqrt(max(step.minutes, 5)) * 3.6


def qr(address: str) -> str:
    """A QR code as a small picture within an address (``data:``). Level M: a quarter of it may be soiled or folded."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", border=QR_QUIET, dark="#1b1c24", light="#ffffff", xmldecl=False)
    return "data:image/svg+xml;base64," + base64.b64encode(out.getvalue()).decode()


def name_size(name: str) -> float:
    """The size (points) at which a city's name fills the cover's width, on two lines where that is larger by much."""
    one = _size([name])
    parts = name.replace("-", "- ").split()
    two = max((_size([" ".join(parts[:at]).replace("- ", "-"), " ".join(parts[at:]).replace("- ", "-")]) for at in range(1, len(parts))), default=0.0)
    return min(two if two > 1.35 * one else one, LARGEST)


def title_size(title: str) -> float:
    """The size (points) at which a title of several words stands on a few lines and each word fits."""
    size = TITLE_LARGEST
    while size > SMALLEST and _lines(title, size) > TITLE_LINES:
        size -= 1
    return size


def _lines(title: str, size: float) -> float:
    """How many lines a title takes, as a browser breaks it; endless where a word is too long."""
    count, room = 1, WIDTH / size
    left, space = room, _ems(" ")
    for word in title.split():
        length = _ems(word)
        if length > room:
            return math.inf
        if length > left:
            count, left = count + 1, room
        left -= length + space
    return count


def _size(lines: list[str]) -> float:
    return math.floor(WIDTH / max(_ems(line) for line in lines) * 10) / 10


def _ems(line: str) -> float:
    widths, glyphs, unit = _metrics()
    return sum(widths.get(glyphs.get(ord(character), ".notdef"), (unit // 2,))[0] / unit + TRACKING for character in line) or 1.0


@cache
def _metrics() -> tuple[dict[str, tuple[int, int]], dict[int, str], int]:
    font = TTFont(FONT)
    return font["hmtx"].metrics, font.getBestCmap(), font["head"].unitsPerEm
