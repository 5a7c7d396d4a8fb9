"""A canteen's kitchen: tiles, shelves with pots, a counter, and a clean floor."""

from __future__ import annotations

from ..motion import Idle
from .indoors import lamps
from .view import Scenery, View

_TILE = 9.0


def draw(view: View) -> Scenery:
    left = view.beside_headline(0.0)
    wall = _tiles(view) + _shelf(view, left) + _shelf(view, view.width - 24) + _counter(view)
    background = view.painted(view.sky("F2FAF8", "E2F2EE"), wall + _floor(view))
    background = view.with_thing(background, "soup-pot", 20, left + 13, -25, haze=0.15)
    background = view.with_thing(background, "cooked-rice", 13, view.width - 12, -25, haze=0.15)
    steam = view.shape(view.oval(3, 3, 6, 6, "FFFFFF"), 6, 6, left + 12, -44, Idle.FLOAT)
    return Scenery(background, (steam, *lamps(view, "6FBFA8")))


def _tiles(view: View) -> str:
    rows = int((-view.top - 9) / _TILE) + 1
    across = "".join(f"M0 {-9 - _TILE * n:.1f} H{view.width:.1f} " for n in range(rows))
    columns = int(view.width / _TILE) + 1
    down = "".join(f"M{_TILE * n:.1f} {view.top:.1f} V-9 " for n in range(columns))
    return view.line(across + down, "D9ECE7", 0.4)


def _shelf(view: View, left: float) -> str:
    """With a pot, a bowl and a jar, and two ladles below."""
    board = view.rect(left, -52, 24, 2, "C99A66", 0.6)
    pot = view.rect(left + 3, -60, 8, 8, "9DB0BE", 1) + view.rect(
        left + 2, -60.6, 10, 1.6, "8499A8", 0.8
    )
    bowl = view.path(f"M{left + 13:.1f} -57 h8 q-0.6 5 -4 5 q-3.4 0 -4 -5 Z", "F2A488")
    ladles = "".join(
        view.line(f"M{left + x:.1f} -50 v7", "9DB0BE", 0.8)
        + view.oval(left + x, -41.6, 3.6, 3.2, "8499A8")
        for x in (7, 13)
    )
    return board + pot + bowl + ladles


def _counter(view: View) -> str:
    across = view.width
    doors = "".join(
        view.rect(x * 17 + 1.2, -20.4, 14.6, 11, "A9DACD", 0.8)
        + view.rect(x * 17 + 6, -18.6, 5, 1, "F4FAF8", 0.5)
        for x in range(round(across / 17) + 1)
    )
    top = view.rect(0, -26, across, 3.4, "F6F1E7")
    return view.rect(0, -23, across, 15, "8FCBBB") + doors + top


def _floor(view: View) -> str:
    down, middle = view.bottom, view.middle
    fan = "".join(
        f"M{middle + 12 * n:.1f} -8 L{middle + 30 * n:.1f} {down:.1f} " for n in range(-11, 12)
    )
    rows = "".join(f"M0 {y:.1f} H{view.width:.1f} " for y in (-3, 5, 17, 34))
    return view.rect(0, -8, view.width, down + 8, "EFE6D6") + view.line(fan + rows, "E0D4BF", 0.4)
