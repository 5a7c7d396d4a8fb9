"""Sky, hills with trees, and a meadow with flowers."""

from __future__ import annotations

from ..motion import Idle
from ..sprites import Sprite
from .view import Scenery, View

_FLOWERS = ("FF8FA3", "FFD166", "FFFFFF")


def draw(view: View) -> Scenery:
    body = _far(view) + _trees(view) + _near(view) + meadow(view, "5FAE4A", "4C9A3C")
    background = view.painted(view.sky("63B9FF", "E6F6FF"), body + _flowers(view))
    return Scenery(background, sky_life(view))


def sky_life(view: View) -> tuple[Sprite, ...]:
    """A sun or a moon, and two clouds: above the headline, and none below the AI mark."""
    light = "crescent-moon" if view.light.is_dark else "sun"
    return (
        view.thing(light, 13, view.width - 13, view.header + 6, Idle.FLOAT),
        view.thing("cloud", 15, view.width - 34, view.header + 5, Idle.DRIFT),
        view.thing("cloud", 20, 7, view.header + 42, Idle.DRIFT),
    )


def _far(view: View) -> str:
    across = view.width
    return view.oval(0.2 * across, 30, 1.1 * across, 96, "B5DDB0") + view.oval(
        0.9 * across, 34, 0.9 * across, 92, "A3D39B"
    )


def _near(view: View) -> str:
    across = view.width
    return view.oval(0.05 * across, 40, 1.2 * across, 92, "8CCB75") + view.oval(
        across, 44, 1.1 * across, 90, "74BE5B"
    )


def _trees(view: View) -> str:
    places = (
        (4, -12, 1.0),
        (12, -14, 0.7),
        (view.width - 8, -15, 0.8),
        (view.width - 18, -13, 0.6),
    )
    return "".join(tree(view, x, y, 13 * size) for x, y, size in places)


def tree(view: View, x: float, y: float, tall: float) -> str:
    """A round tree far away. It stands at (x, y)."""
    trunk = view.rect(x - 0.05 * tall, y - 0.4 * tall, 0.1 * tall, 0.42 * tall, "A57C52")
    return trunk + view.oval(x, y - 0.62 * tall, 0.66 * tall, 0.76 * tall, "6FB868")


def meadow(view: View, colour: str, dark: str) -> str:
    """The ground on which things stand, with tufts of grass."""
    across, down = view.width, view.bottom
    rise = f"M0 -3 Q{across / 2:.1f} -12 {across:.1f} -5"
    front = f"M0 {down - 9:.1f} Q{across * 0.4:.1f} {down - 16:.1f} {across:.1f} {down - 6:.1f}"
    tufts = "".join(
        view.line(
            f"M{x - 1:.1f} {y:.1f} l-0.6 -2 M{x:.1f} {y:.1f} v-2.8 M{x + 1:.1f} {y:.1f} l0.6 -2",
            dark,
            0.5,
        )
        for x, y in ((5, 3), (across - 6, 6), (across * 0.3, 15), (across * 0.75, 20))
    )
    return (
        view.path(f"{rise} V{down:.1f} H0 Z", colour)
        + view.path(f"{front} V{down:.1f} H0 Z", dark)
        + tufts
    )


def _flowers(view: View) -> str:
    chance = view.chance
    places = [
        (chance.uniform(2, view.width - 2), chance.uniform(2, view.bottom - 3)) for _ in range(9)
    ]
    return "".join(
        view.oval(x, y, 1.5, 1.5, _FLOWERS[index % 3]) + view.oval(x, y, 0.6, 0.6, "F59E0B")
        for index, (x, y) in enumerate(places)
    )
