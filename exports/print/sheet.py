"""The sheets that a book is laid out on. Each has style sheets of its own on top of those of A4, and a type area that copyfitting fills."""

from dataclasses import dataclass

HEIGHT_A4, WIDTH_A4 = 297.0, 210.0  # mm


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A sheet: its ``name`` ("" for A4), its width and height (mm as laid out), the type area's top and bottom margin, and ``zoom``.

    What is laid out is printed ``zoom`` times as large, so that one design serves small and large print. ``room`` (mm) is what a unit wants for its
    head and its first words; ``passes`` how often it may be laid out to be fitted. ``styles`` come after those of A4.
    ``has_card`` says whether the card to cut out stands at the foot of its page, ``notes`` whether open pages get lines to write on.
    """

    name: str = ""
    width: float = WIDTH_A4
    height: float = HEIGHT_A4
    margins: tuple[float, float] = (24.0, 21.0)
    leaf_foot: float = 16.0
    zoom: float = 1.0
    room: float = 66.0
    passes: int = 4
    styles: tuple[str, ...] = ()
    has_card: bool = True
    notes: bool = True

    @property
    def top(self) -> float:
        """Where the type area begins (mm from the top)."""
        return self.margins[0]

    @property
    def bottom(self) -> float:
        """Where it ends (mm from the top)."""
        return self.height - self.margins[1]

    @property
    def area(self) -> float:
        """Its height (mm)."""
        return self.bottom - self.top

    @property
    def cover_scale(self) -> float:
        """How much smaller than A4 it is."""
        return self.width / WIDTH_A4

    @property
    def cover_lift(self) -> float:
        """How far (mm) a cover of A4 is laid out above the sheet's top, so that it ends where the sheet does: lines below it would be lost."""
        return HEIGHT_A4 - self.height


A4 = Sheet()
# 16 points and more, lines that don't break within words: what associations of people with low vision ask for at least.
LARGE = Sheet(
    name="large",
    width=WIDTH_A4 / 1.65,
    height=HEIGHT_A4 / 1.65,
    margins=(16.0, 14.0),
    leaf_foot=12.0,
    zoom=1.65,
    room=50.0,
    passes=0,
    styles=("narrow.css", "large.css"),
    has_card=False,
)
A5 = Sheet(
    name="a5",
    width=148 / 0.92,
    height=210 / 0.92,
    margins=(19.0, 16.0),
    leaf_foot=14.0,
    zoom=0.92,
    room=56.0,
    passes=2,
    styles=("narrow.css", "a5.css"),
    has_card=False,
)
