"""A Chinese festival: a red wall with lucky clouds, lanterns, and a golden ground."""

from __future__ import annotations

from ..motion import Idle
from ..sprites import Sprite
from .view import Scenery, View

_CLOUD = "q0 -4 4 -4 q4 0 4 3.4 q3.4 -0.6 3.4 2.4 M{x} {y} h11 q3.6 0 3.6 -2.4"


def draw(view: View) -> Scenery:
    right = view.width
    body = _disc(view) + _clouds(view) + _ground(view)
    background = view.painted(view.sky("BE3232", "DD5A4C"), body)
    lanterns = tuple(
        _lantern(view, x, view.header + y, size)
        for x, y, size in ((right - 11, 13, 15), (right - 27, 7, 11), (9, 50, 12))
    )
    return Scenery(background, lanterns)


def _lantern(view: View, x: float, y: float, size: float) -> Sprite:
    """A golden one: a red one would be lost on the wall."""
    cord = view.line("M8 0 V4 M8 15 V21 M6.6 16 V19.4 M9.4 16 V19.4", "FFE3A0", 0.6)
    ends = view.rect(5, 3, 6, 1.6, "E0892B", 0.6) + view.rect(5, 14.4, 6, 1.6, "E0892B", 0.6)
    silk = view.oval(8, 9.4, 15, 11, "F9C04D") + view.line("M8 4.2 V14.6", "E9A233", 0.6)
    ribs = view.line("M5.6 4.4 q-4.6 5 0 10 M10.4 4.4 q4.6 5 0 10", "E9A233", 0.6)
    body = f'<g transform="scale({size / 16:.3f})">{cord}{silk}{ribs}{ends}</g>'
    return view.shape(body, size, 1.32 * size, x, y, Idle.SWAY)


def _disc(view: View) -> str:
    """A golden moon behind the hero."""
    return view.oval(view.middle, -34, 84, 84, "E0744F") + view.oval(
        view.middle, -34, 70, 70, "EDA25F"
    )


def _clouds(view: View) -> str:
    places = ((4, -26), (view.width - 18, -30), (view.width - 30, -66), (10, -68))
    ways = "".join(f"M{x:.1f} {y} " + _CLOUD.format(x=f"{x:.1f}", y=y) for x, y in places)
    return view.line(ways, "EBA867", 0.8)


def _ground(view: View) -> str:
    across, down = view.width, view.bottom
    scales = "".join(
        view.line(
            f"M{x * 14.0 + (row % 2) * 7 - 7:.1f} {y} a7 7 0 0 1 14 0 m-11 0 a4 4 0 0 1 8 0",
            "E2A24A",
            0.6,
        )
        for row, y in enumerate((22, 29, 36, 43, 50))
        if y < down + 6
        for x in range(round(across / 14) + 2)
    )
    front = view.rect(0, 14, across, max(down - 14, 0), "E9AE55")
    return (
        view.land("F3C472", -9, -14, -9) + front + scales + view.rect(0, 13, across, 1.4, "F9DDA0")
    )
