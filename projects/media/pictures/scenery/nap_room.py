"""A room for the nap: curtains, a window with a moon, beds, and a soft carpet."""

from __future__ import annotations

from ..motion import Idle
from .indoors import carpet, curtain, rug
from .view import Scenery, View


def draw(view: View) -> Scenery:
    right = view.width
    floor = carpet(view, -9, "C3B6E0", "F4F1FB") + rug(view, "AD9CD6", "D6CCEE")
    background = view.painted(view.sky("DCE3F8", "E9E6F8"), _garland(view) + _window(view) + floor)
    background = view.with_thing(background, "nap-bed", 34, 10, -5, haze=0.3)
    background = view.with_thing(background, "nap-bed", 34, right - 10, -5, haze=0.3)
    stars = (
        view.thing("star", 5, right - 12, view.header + 4, Idle.FLOAT),
        view.thing("star", 4, 9, view.header + 46, Idle.FLOAT),
    )
    return Scenery(background, stars)


def _window(view: View) -> str:
    middle = view.middle
    frame = view.rect(middle - 22, -58, 44, 38, "FFFFFF", 1.6)
    night = view.rect(middle - 20, -56, 40, 34, "8EA2DC", 1)
    moon = view.oval(middle + 9, -46, 9, 9, "FFF0B8") + view.oval(
        middle + 11.4, -47.4, 8, 8, "8EA2DC"
    )
    bar = view.rect(middle - 0.6, -56, 1.2, 34, "FFFFFF")
    sides = "".join(
        curtain(view, x, -61, 46, "B4A6DD", "A292D0") for x in (middle - 29, middle + 20)
    )
    return frame + night + moon + bar + sides


def _garland(view: View) -> str:
    """Small lamps on a string along the upper edge."""
    apart, y = 10.0, view.top + 2
    bulbs = "".join(
        view.oval(x * apart + 5, y + 2.6, 2.2, 2.8, "FFE9A8")
        for x in range(round(view.width / apart) + 1)
    )
    swings = "".join(f"q{apart / 2} 2.4 {apart} 0 " for _ in range(round(view.width / apart) + 1))
    return view.line(f"M0 {y:.1f} {swings}", "B9B2D6", 0.5) + bulbs
