"""What a kit is shared by: a poster with its code to put up, sharp in A3 too, and the emergency numbers
as a picture for a phone's lock screen."""

import io
from pathlib import Path

from django.utils.translation import gettext, override
from PIL import Image, ImageDraw, ImageFont

from cms import editions
from cms.kits.documents import Kit
from exports import fingerprint
from exports.book import Book
from exports.check import check_pdf
from exports.compose import compose_kit
from exports.formats import Format, Made, Refused, register
from exports.print import document
from exports.print.cover import qr
from exports.print.emergency import EUROPE, leaves
from exports.print.filters import phone
from exports.print.kit import title

FONTS = Path(__file__).parent / "fonts"
SIZE = (1170, 2532)  # pixels: a phone of today; others cut its edges, so that all stands in the middle
TOP, FOOT, SIDE = 820, 2240, 96  # pixels: between clock and buttons
NUMBERS = 5
ALARM, PAPER, INK, SOFT = "#b3201b", "#fffdf8", "#1b1c24", "#565248"
LATER = -30
MOST_BYTES = 400_000


def render_poster(book: Book) -> Made:
    """The poster. :raises exports.print.engine.RenderError: where it can't be printed."""
    short = f"{book.base_url}/e/{book.key}/"
    return document.single(book, "print/poster.html", {"short": short, "short_qr": qr(short)})


def render_card(book: Book) -> Made:
    """The card as a PNG: Europe's number large, the country's below, and room to breathe above for the clock."""
    (leaf,) = leaves(book, {})[:1]
    with override(book.document.language):
        heading, lead = gettext("In an emergency"), gettext("Any emergency, anywhere in Europe, free of charge")
    picture = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, SIZE[0], TOP + 470), fill=ALARM)
    draw.text((SIDE, TOP - 110), heading, font=_font("bricolage-grotesque-700", 64), fill="white")
    draw.text((SIDE - 12, TOP - 70), EUROPE, font=_font("bricolage-grotesque-800", 400), fill="white")
    _paragraph(draw, lead, TOP + 360, _font("atkinson-hyperlegible-next-400", 40), "white")
    down = TOP + 530
    for number in leaf["numbers_to_call"][:NUMBERS]:
        if down > FOOT - 130:
            break
        shown = f"{phone(number.number)} SMS" if number.by_text else phone(number.number)
        wide = draw.textlength(shown, font=_font("bricolage-grotesque-800", 84))
        draw.text((SIDE, down), shown, font=_font("bricolage-grotesque-800", 84), fill=ALARM)
        end = _paragraph(
            draw, number.when, down + 14, _font("atkinson-hyperlegible-next-400", 34), INK, left=SIDE + max(260, int(wide) + 40), lines=2
        )
        down = max(down + 124, end + 26)
    draw.text((SIDE, FOOT), f"{book.name} · VR4M · {book.cited}", font=_font("atkinson-hyperlegible-next-400", 32), fill=SOFT)
    out = io.BytesIO()
    picture.quantize(64).save(out, "PNG", optimize=True)
    return Made(out.getvalue(), 0)


def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / f"{name}.ttf", size, layout_engine=ImageFont.Layout.BASIC)


def _paragraph(draw: ImageDraw.ImageDraw, words: str, top: int, font: ImageFont.FreeTypeFont, fill: str, *, left: int = SIDE, lines: int = 3) -> int:
    """Writes words in lines within the card; what has no room ends in dots. Returns where it ends (pixels from the top)."""
    made, line = [], ""
    for word in words.split():
        longer = f"{line} {word}".strip()
        if draw.textlength(longer, font=font) <= SIZE[0] - SIDE - left:
            line = longer
        else:
            made.append(line)
            line = word
    made.append(line)
    if len(made) > lines:
        made = [*made[: lines - 1], made[lines - 1].rstrip(".,;: ") + "…"]
    step = int(font.size * 1.25)
    for position, words in enumerate(made):
        draw.text((left, top + position * step), words, font=font, fill=fill)
    return top + len(made) * step


def check_card(made: Made) -> None:
    """Nothing for a picture of the right size. :raises Refused: for any other."""
    with Image.open(io.BytesIO(made.data)) as picture:
        if picture.format != "PNG" or picture.size != SIZE or len(made.data) > MOST_BYTES:
            raise Refused(f"a {picture.format} of {picture.size} pixels and {len(made.data)} bytes is no card for a lock screen")


def digest(book: Book) -> str:
    """Of all that forms a card besides the book: what forms its PDF, and what draws pictures."""
    return fingerprint.digest(part.encode() for part in (document.digest(book), fingerprint.of_packages("pillow")))


def poster_title(reading: editions.Reading) -> str:
    """What the poster is called on a reader's device."""
    with override(reading.document.language):
        return f"{title(reading)} - {gettext('poster')}"


def card_title(reading: editions.Reading) -> str:
    """What the card is called on a reader's device."""
    with override(reading.document.language):
        return f"{title(reading)} - {gettext('emergency card')}"


KIT = frozenset({Kit.kind()})
POSTER = register(
    Format(
        name="kit-poster.pdf",
        kinds=KIT,
        media_type="application/pdf",
        book=Book,
        compose=compose_kit,
        render=render_poster,
        check=check_pdf,
        digest=document.digest,
        title=poster_title,
        priority=LATER,
    )
)
CARD = register(
    Format(
        name="kit-card.png",
        kinds=KIT,
        media_type="image/png",
        book=Book,
        compose=compose_kit,
        render=render_card,
        check=check_card,
        digest=digest,
        title=card_title,
        priority=LATER,
    )
)
