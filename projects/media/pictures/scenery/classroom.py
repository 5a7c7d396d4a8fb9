"""A classroom: a wall with a board and bunting, shelves, and a wooden floor with a rug."""

from __future__ import annotations

from ..motion import Idle
from ..sprites import Sprite
from .view import Scenery, View

_FLAGS = ("FF8A80", "FFD166", "7FD1AE", "8AB6F9")


def draw(view: View) -> Scenery:
    body = bunting(view) + _window(view) + _board(view) + _shelf(view) + wooden_floor(view, -9)
    rug = view.oval(view.middle, 4, 92, 15, "F6B26B") + view.oval(
        view.middle, 4, 82, 11.6, "FBD7A0"
    )
    background = view.painted(view.sky("FFF1D6", "FFE6BF"), body + rug)
    return Scenery(background, (_lamp(view, view.middle - 24), _lamp(view, view.middle + 24)))


def bunting(view: View) -> str:
    """Flags on a string along the upper edge."""
    apart, y = 9.0, view.top + 3
    count = round(view.width / apart) + 1
    flags = "".join(
        view.path(f"M{x * apart - 3:.1f} {y:.1f} h6 l-3 6.4 Z", _FLAGS[x % 4]) for x in range(count)
    )
    return view.line(f"M-2 {y:.1f} H{view.width + 2:.1f}", "D9A86C", 0.6) + flags


def _board(view: View) -> str:
    left, top, width, height = view.middle - 36, -62, 72, 42
    inside = view.rect(left + 2, top + 2, width - 4, height - 4, "4B9673", 0.6)
    chalk = (
        f"M{left + 6} {top + 34} q7 -10 14 0 M{left + 54} {top + 9} h10 M{left + 54} {top + 13} h7"
    )
    tray = view.rect(left + 4, top + height, width - 8, 1.8, "A9744A", 0.6)
    frame = view.rect(left, top, width, height, "C08A55", 1.6)
    return frame + inside + view.line(chalk, "BFE3CF", 0.7) + tray


def _window(view: View) -> str:
    """In landscape there is room for it, behind the headline: it is pale."""
    if not view.form.is_landscape:
        return ""
    left, top = 20, -58
    panes = "".join(
        view.rect(left + 2 + 17 * column, top + 2 + 19 * row, 15, 17, "EAF6FA", 0.6)
        for column in range(2)
        for row in range(2)
    )
    return view.rect(left, top, 36, 40, "F4DDB2", 1.2) + panes


def _shelf(view: View) -> str:
    """Low shelves along the wall, left and right of the board."""
    spines = ("F28B82", "7FB7F2", "FFD166", "7FD1AE", "C4A1E8")
    left = view.rect(-2, -25, 15, 18, "D9A86C", 0.8) + view.rect(0, -23, 12, 14, "B98350")
    books = "".join(
        view.rect(0.6 + 2.2 * n, -10.6 - 8 - n % 2, 1.9, 9.4 + n % 2, spines[n % 5], 0.3)
        for n in range(5)
    )
    right = view.width - 14
    boxes = "".join(
        view.rect(right + 1.2 + 6.4 * n, -17, 5.6, 8, spines[n + 1], 0.8) for n in range(2)
    )
    case = view.rect(right, -25, 16, 18, "D9A86C", 0.8) + view.rect(
        right + 1, -23, 14, 14, "B98350"
    )
    return left + books + case + boxes


def wooden_floor(view: View, edge: float, plank: str = "E3AC6E", gap: str = "D39A5C") -> str:
    """From the wall's foot at y = `edge` down. The gaps run to a point behind the wall."""
    down = view.bottom
    fan = "".join(
        view.line(
            f"M{view.middle + 9 * n:.1f} {edge:.1f} L{view.middle + 22 * n:.1f} {down:.1f}",
            gap,
            0.35,
        )
        for n in range(-12, 13)
    )
    skirting = view.rect(0, edge - 2.4, view.width, 2.4, "F7E3C3")
    return view.rect(0, edge, view.width, down - edge, plank) + fan + skirting


def _lamp(view: View, x: float) -> Sprite:
    cord = view.line("M7 0 V7", "8A6A4A", 0.5)
    shade = view.path("M3 13 Q3 6 7 6 Q11 6 11 13 Z", "F08A5D")
    bulb = view.oval(7, 13, 4, 2.4, "FFF3B0")
    return view.shape(bulb + cord + shade, 14, 15, x, view.top + 15, Idle.SWAY)
