"""A night: stars, a moon, dark hills, and houses with lit windows."""

from __future__ import annotations

from ..motion import Idle
from .outdoors import meadow
from .view import Scenery, View


def draw(view: View) -> Scenery:
    across = view.width
    far = view.oval(0.25 * across, 34, 1.2 * across, 100, "3F519C")
    near = view.oval(0.95 * across, 40, 1.2 * across, 96, "34468C")
    houses = (
        _house(view, 5, -11, 13)
        + _house(view, across - 17, -14, 11)
        + _house(view, across - 5, -12, 12)
    )
    body = _stars(view) + far + houses + near + meadow(view, "2F5570", "264660")
    background = view.painted(view.sky("1B2A66", "5566B5"), body)
    sprites = (
        view.thing("crescent-moon", 14, across - 14, view.header + 7, Idle.FLOAT),
        view.thing("star", 4.5, across - 32, view.header + 2, Idle.FLOAT),
        view.thing("star", 3.6, 8, view.header + 46, Idle.FLOAT),
    )
    return Scenery(background, sprites)


def _stars(view: View) -> str:
    chance = view.chance
    places = [(chance.uniform(1, view.width), chance.uniform(view.top, -30)) for _ in range(34)]
    return "".join(view.oval(x, y, 0.7, 0.7, "C9D3FF") for x, y in places)


def _house(view: View, x: float, y: float, wide: float) -> str:
    """(x, y) is the middle of its foot."""
    left = x - wide / 2
    windows = "".join(
        view.rect(left + wide * share, y - wide * 0.55, wide * 0.22, wide * 0.26, "FFDD8A", 0.3)
        for share in (0.17, 0.6)
    )
    eaves = y - wide * 0.8
    roof = view.polygon("2C3B7E", (left - 1, eaves), (x, y - wide * 1.35), (left + wide + 1, eaves))
    walls = view.rect(left, y - wide * 0.82, wide, wide * 0.9, "4A5AA5")
    return walls + roof + windows
