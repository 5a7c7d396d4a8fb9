"""A classroom: a wall with a board and bunting, shelves, and a wooden floor with a rug."""

from __future__ import annotations

from .indoors import bunting, lamps, rug, window, wooden_floor
from .view import Scenery, View

_SPINES = ("F28B82", "7FB7F2", "FFD166", "7FD1AE", "C4A1E8")


def draw(view: View) -> Scenery:
    # In landscape there is room for a window, behind the headline: it is pale.
    pane = window(view, 24, -58, 36, 38) if view.form.is_landscape else ""
    wall = bunting(view) + pane + _board(view) + _shelves(view)
    floor = wooden_floor(view, -9) + rug(view, "F6B26B", "FBD7A0")
    background = view.painted(view.sky("FFF1D6", "FFE6BF"), wall + floor)
    return Scenery(background, lamps(view))


def _board(view: View) -> str:
    left, top, width, height = view.middle - 36, -62, 72, 42
    inside = view.rect(left + 2, top + 2, width - 4, height - 4, "4B9673", 0.6)
    lines = f"M{left + 54:.1f} {top + 9} h10 M{left + 54:.1f} {top + 13} h7"
    chalk = f"M{left + 6:.1f} {top + 34} q7 -10 14 0 {lines}"
    tray = view.rect(left + 4, top + height, width - 8, 1.8, "A9744A", 0.6)
    frame = view.rect(left, top, width, height, "C08A55", 1.6)
    return frame + inside + view.line(chalk, "BFE3CF", 0.7) + tray


def _shelves(view: View) -> str:
    """Low ones along the wall, left and right of the board."""
    right = view.width - 14
    cases = "".join(
        view.rect(x, -25, 16, 18, "D9A86C", 0.8) + view.rect(x + 1, -23, 14, 14, "B98350")
        for x in (-2, right)
    )
    books = "".join(
        view.rect(0.6 + 2.2 * n, -18.6 - n % 2, 1.9, 9.4 + n % 2, _SPINES[n % 5], 0.3)
        for n in range(5)
    )
    boxes = "".join(
        view.rect(right + 1.2 + 6.4 * n, -17, 5.6, 8, _SPINES[n + 1], 0.8) for n in range(2)
    )
    return cases + books + boxes
