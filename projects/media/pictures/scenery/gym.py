"""A gym: high windows, wall bars, a basket, and a floor with the lines of a court."""

from __future__ import annotations

from ..motion import Idle
from ..sprites import Sprite
from .view import Scenery, View


def draw(view: View) -> Scenery:
    wall = _windows(view) + _padding(view) + _bars(view) + _basket(view)
    background = view.painted(view.sky("FFF6E6", "FBE9CC"), wall + _court(view))
    return Scenery(background, (_rings(view, 7), _rings(view, view.width - 8)))


def _windows(view: View) -> str:
    """A strip of panes along the upper edge, above the AI mark."""
    high = min(view.header - view.top - 3, 12)
    panes = "".join(
        view.rect(x * 14.0 + 2, view.top + 1.4, 11, high - 2.8, "DDF0FA", 0.6)
        for x in range(round(view.width / 14) + 1)
    )
    return view.rect(0, view.top, view.width, high, "EBD3A8") + panes


def _padding(view: View) -> str:
    mats = "".join(
        view.rect(x * 20.0 + 0.4, -28, 19.2, 19, "86B4E3" if x % 2 else "94BFEA", 0.8)
        for x in range(round(view.width / 20) + 1)
    )
    return view.rect(0, -29, view.width, 20, "7FAEDD") + mats


def _bars(view: View) -> str:
    left, wide = (1, 9) if view.form.is_landscape else (3, 15)
    posts = "".join(view.rect(x, -58, 1.6, 49, "C99A66") for x in (left, left + wide - 1))
    return posts + "".join(view.rect(left, y, wide, 1.1, "D9AC78", 0.5) for y in range(-56, -10, 6))


def _basket(view: View) -> str:
    x = view.width - 13
    board = view.rect(x - 8, -62, 16, 11, "FFFFFF", 0.6) + view.rect(x - 3, -58.6, 6, 4.4, "F08A5D")
    inner = view.rect(x - 2.2, -57.8, 4.4, 2.9, "FFFFFF")
    threads = f"M{x - 1.4:.1f} -51 l1 5.4 M{x + 1.4:.1f} -51 l-1 5.4"
    net = f"M{x - 3.4:.1f} -51.4 l1.4 6 h4 l1.4 -6 {threads}"
    ring = f"M{x - 3.6:.1f} -51.6 h7.2"
    return board + inner + view.line(net, "E4E9EF", 0.5) + view.line(ring, "F0713C", 1)


def _court(view: View) -> str:
    across, down, middle = view.width, view.bottom, view.middle
    circle = f"M{middle - 46:.1f} 3 a46 9 0 1 0 92 0 a46 9 0 1 0 -92 0"
    side = f"M0 {down - 7:.1f} H{across:.1f}"
    floor = view.rect(0, -9, across, down + 9, "EBBE82") + view.rect(0, -10, across, 1.6, "C99A66")
    return floor + view.oval(middle, 3, 92, 18, "F2CE9A") + view.line(circle + side, "FFF4E0", 0.8)


def _rings(view: View, x: float) -> Sprite:
    """A gymnast's ring on a rope."""
    rope = view.line("M4 0 V12", "B98A5E", 0.7)
    ring = view.line("M1.2 15 a2.8 2.8 0 1 0 5.6 0 a2.8 2.8 0 1 0 -5.6 0", "E0893F", 1.2)
    return view.shape(rope + ring, 8, 19, x, view.header + 42, Idle.SWAY)
