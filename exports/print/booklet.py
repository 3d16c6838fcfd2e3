"""Saddle stitch: the pages of a booklet on sheets of twice their size, two beside each other, so that the printed sheets are folded once."""

import io

import pikepdf

from exports.formats import Made

LEAF = 4  # pages of a folded sheet


def order(count: int) -> list[tuple[int | None, int | None]]:
    """Which page (from 0) stands left and right on each side of each sheet, the outer one first; None is an empty page.

    Empty pages stand before the last one, so that the back of the booklet stays outside.
    """
    pages: list[int | None] = [*range(count - 1), *[None] * (-count % LEAF), count - 1]
    last = len(pages) - 1
    sides = []
    for at in range(0, len(pages) // 2, 2):
        sides += [(pages[last - at], pages[at]), (pages[at + 1], pages[last - at - 1])]
    return sides


def impose(data: bytes, title: str) -> Made:
    """The sheets of a booklet. ``pages`` of what is made counts those of the booklet, the empty ones too.

    Boxes to tick are drawn, no form fields any more; tags and links are left out, since sides don't follow each other as one reads: whoever
    reads on a screen has the A4 file.
    """
    with pikepdf.open(io.BytesIO(data)) as source, pikepdf.new() as made:
        width, height = (float(side) for side in source.pages[0].mediabox[2:])
        sides = order(len(source.pages))
        for pages in sides:
            side = made.add_blank_page(page_size=(2 * width, height))
            for position, page in enumerate(pages):
                if page is not None:
                    left = position * width
                    side.add_overlay(source.pages[page], pikepdf.Rectangle(left, 0, left + width, height))
        made.docinfo["/Title"] = title
        made.Root.ViewerPreferences = pikepdf.Dictionary(Duplex=pikepdf.Name.DuplexFlipShortEdge, PrintScaling=pikepdf.Name("/None"))
        out = io.BytesIO()
        made.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return Made(out.getvalue(), 2 * len(sides))
