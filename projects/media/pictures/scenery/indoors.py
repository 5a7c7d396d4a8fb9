"""What several rooms have: floors, bunting, lamps, windows, shelves with books."""

from __future__ import annotations

from ..motion import Idle
from ..sprites import Sprite
from .view import View

_FLAGS = ("FF8A80", "FFD166", "7FD1AE", "8AB6F9")
_SPINES = ("E9918A", "8DBBEA", "F2CE7B", "8CCBAE", "BFA5DD", "F0AF7E")


def wooden_floor(view: View, edge: float, plank: str = "E3AC6E", gap: str = "D39A5C") -> str:
    """From the wall's foot at y = `edge` down. The gaps run to a point behind the wall."""
    down, middle = view.bottom, view.middle
    fan = "".join(
        view.line(f"M{middle + 9 * n:.1f} {edge:.1f} L{middle + 22 * n:.1f} {down:.1f}", gap, 0.35)
        for n in range(-14, 15)
    )
    skirting = view.rect(0, edge - 2.4, view.width, 2.4, "F7E3C3")
    return view.rect(0, edge, view.width, down - edge, plank) + fan + skirting


def carpet(view: View, edge: float, colour: str, skirting: str = "FFFFFF") -> str:
    """A floor of one colour, from the wall's foot down."""
    return view.rect(0, edge, view.width, view.bottom - edge, colour) + view.rect(
        0, edge - 2.4, view.width, 2.4, skirting
    )


def rug(view: View, outer: str, inner: str) -> str:
    """A round one, on which hero and parts stand."""
    return view.oval(view.middle, 4, 92, 15, outer) + view.oval(view.middle, 4, 82, 11.6, inner)


def bunting(view: View) -> str:
    """Flags on a string along the upper edge."""
    apart, y = 9.0, view.top + 2
    count = round(view.width / apart) + 1
    flags = "".join(
        view.path(f"M{x * apart - 2.6:.1f} {y:.1f} h5.2 l-2.6 5 Z", _FLAGS[x % 4])
        for x in range(count)
    )
    return view.line(f"M-2 {y:.1f} H{view.width + 2:.1f}", "D9A86C", 0.6) + flags


def window(
    view: View, left: float, top: float, width: float, height: float, frame: str = "F4DDB2"
) -> str:
    """With four panes and a pale sky in them."""
    across, down = (width - 6) / 2, (height - 6) / 2
    panes = "".join(
        view.rect(
            left + 2 + (across + 2) * column,
            top + 2 + (down + 2) * row,
            across,
            down,
            "E6F4FA",
            0.6,
        )
        for column in range(2)
        for row in range(2)
    )
    sill = view.rect(left - 1.6, top + height, width + 3.2, 1.8, frame, 0.6)
    return view.rect(left, top, width, height, frame, 1.2) + panes + sill


def curtain(view: View, left: float, top: float, height: float, colour: str, fold: str) -> str:
    """A narrow one that hangs straight."""
    folds = "".join(
        view.line(f"M{left + x} {top + 1:.1f} v{height - 2:.1f}", fold, 0.6) for x in (2.2, 4.6, 7)
    )
    return view.rect(left, top, 9, height, colour, 0.8) + folds


def bookcase(
    view: View, left: float, top: float, width: float, rows: int, case: str = "C99A66"
) -> str:
    """Full of books. A row is 12 high. It stands on what is at its lower edge."""
    back = view.rect(left, top, width, 12 * rows + 1, case, 0.6)
    return back + "".join(
        _row(view, left + 1, top + 1 + 12 * row, width - 2, row) for row in range(rows)
    )


def _row(view: View, left: float, top: float, width: float, number: int) -> str:
    inside = view.rect(left, top, width, 11, "AE7F4E", 0.3)
    count = int(width / 2.1)
    books = "".join(
        view.rect(
            left + 0.3 + 2.1 * n,
            top + 2.4 + (n * 7 + number) % 3,
            1.8,
            8.6 - (n * 7 + number) % 3,
            _SPINES[(n + 2 * number) % 6],
            0.2,
        )
        for n in range(count)
        if (n + 3 * number) % 7 != 5
    )
    return inside + books


def lamps(view: View, colour: str = "F08A5D") -> tuple[Sprite, ...]:
    """Two that hang from the upper edge, to the right of the AI mark."""
    return tuple(_lamp(view, view.width - right, colour) for right in (38, 12))


def _lamp(view: View, x: float, colour: str) -> Sprite:
    cord = view.line("M7 0 V6", "8A6A4A", 0.5)
    shade = view.path("M3 11.4 Q3 5 7 5 Q11 5 11 11.4 Z", colour)
    bulb = view.oval(7, 11.4, 4, 2.4, "FFF3B0")
    return view.shape(bulb + cord + shade, 14, 13, x, view.top + 12.6, Idle.SWAY)
