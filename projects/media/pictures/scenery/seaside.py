"""The seaside: a calm sea with a boat, a beach with shells, and a palm."""

from __future__ import annotations

from ..motion import Idle
from .outdoors import sky_life
from .view import Scenery, View


def draw(view: View) -> Scenery:
    background = view.painted(view.sky("5FC0FA", "E9F8FF"), _sea(view) + _beach(view))
    background = view.with_thing(background, "palm-tree", 36, view.width - 9, -2, haze=0.12)
    boat = view.thing("sailboat", 11, 14, -20, Idle.DRIFT)
    return Scenery(background, (*sky_life(view), boat))


def _sea(view: View) -> str:
    across = view.width
    waves = "".join(
        f"M{x * 17.0 + shift:.1f} {y} q2 -1.4 4 0 t4 0 "
        for y, shift in ((-20, 2), (-15, 9), (-11, 4))
        for x in range(round(across / 17) + 1)
    )
    return (
        view.rect(0, -25, across, 30, "4BB1E6")
        + view.rect(0, -18, across, 20, "63C1EE")
        + view.line(waves, "9ADBF7", 0.6)
    )


def _beach(view: View) -> str:
    across, down = view.width, view.bottom
    foam = f"M0 -7 Q{across * 0.25:.1f} -3 {across * 0.5:.1f} -7 T{across:.1f} -7 V{down:.1f} H0 Z"
    sand = f"M0 -5 Q{across * 0.25:.1f} -1 {across * 0.5:.1f} -5 T{across:.1f} -5 V{down:.1f} H0 Z"
    front = view.land("EBCB8A", down - 8, down - 18, down - 6)
    shells = "".join(
        view.oval(x, y, 2.4, 1.7, colour)
        for x, y, colour in (
            (6, 5, "F6B7A0"),
            (across - 12, 9, "FFFFFF"),
            (across * 0.36, down - 8, "F6B7A0"),
        )
    )
    return view.path(foam, "F4FCFF") + view.path(sand, "F5DDA6") + front + shells
