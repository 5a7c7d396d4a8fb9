"""What several settings under the sky have: sun and clouds, trees, bushes, a fence, a meadow."""

from __future__ import annotations

from ..motion import Idle
from ..sprites import Sprite
from .view import View


def sky_life(view: View) -> tuple[Sprite, ...]:
    """A sun and two clouds: above the headline, and none below the AI mark."""
    return clouds(view) if view.is_dull else (_sun(view), *clouds(view))


def _sun(view: View) -> Sprite:
    """In a dark light it is about to set. A moon would make a night of every morning."""
    x, y = view.width - 13, view.header + 6
    if not view.light.is_dark:
        return view.thing("sun", 13, x, y, Idle.FLOAT)
    rings = zip((9.0, 7.2, 5.2), (0.14, 0.3, 0.95), strict=True)
    body = "".join(
        f'<circle cx="9" cy="9" r="{radius}" fill="#FFC38A" fill-opacity="{share}"/>'
        for radius, share in rings
    )
    return view.shape(body, 18, 18, x, y + 2.5, Idle.FLOAT)


def clouds(view: View) -> tuple[Sprite, ...]:
    low = view.header + (24 if view.form.is_landscape else 42)
    return (
        cloud(view, 15, view.width - 34, view.header + 5),
        cloud(view, 20, 7, low),
    )


def cloud(view: View, size: float, x: float, y: float) -> Sprite:
    """Soft and without an edge, so that it stays behind."""
    puffs = (
        view.oval(10, 9.4, 20, 5.2, "F4FAFF")
        + view.oval(7, 6.6, 8, 8, "F4FAFF")
        + view.oval(12.4, 5.4, 9.6, 9.6, "FFFFFF")
        + view.oval(16, 8, 6.4, 6.4, "F4FAFF")
    )
    body = f'<g transform="scale({size / 20:.3f})">{puffs}</g>'
    return view.shape(body, size, size * 0.62, x, y, Idle.DRIFT)


def tree(view: View, x: float, y: float, tall: float) -> str:
    """A round tree far away. It stands at (x, y)."""
    trunk = view.rect(x - 0.05 * tall, y - 0.4 * tall, 0.1 * tall, 0.42 * tall, "A57C52")
    crown = view.oval(x, y - 0.62 * tall, 0.66 * tall, 0.76 * tall, "6FB868")
    return (
        trunk + crown + view.oval(x + 0.1 * tall, y - 0.7 * tall, 0.3 * tall, 0.36 * tall, "86C97E")
    )


def bushes(view: View, y: float, colour: str = "8CC98A") -> str:
    """A row of bushes from edge to edge. Their feet are at y."""
    apart = 11.0
    return "".join(
        view.oval(x * apart, y - 1, 15 + 3 * (x % 3), 11 + 4 * (x % 2), colour)
        for x in range(round(view.width / apart) + 2)
    )


def fence(view: View, y: float, colour: str = "FFF6E2") -> str:
    """Pickets from edge to edge. Their feet are at y."""
    apart = 5.0
    pickets = "".join(
        view.path(f"M{x * apart:.1f} {y:.1f} v-8 l1.3 -1.8 1.3 1.8 v8 Z", colour)
        for x in range(round(view.width / apart) + 1)
    )
    rails = "".join(view.rect(0, y - up, view.width, 1, colour) for up in (6.6, 2.8))
    return rails + pickets


def meadow(view: View, colour: str, dark: str) -> str:
    """The ground on which things stand, with tufts of grass."""
    across, down = view.width, view.bottom
    places = ((5, 3), (across - 6, 6), (across * 0.3, 17), (across * 0.75, 21))
    return (
        view.land(colour, -3, -12, -5)
        + view.land(dark, down - 9, down - 16, down - 6)
        + "".join(_tuft(view, x, y, dark) for x, y in places)
    )


def _tuft(view: View, x: float, y: float, colour: str) -> str:
    blades = f"M{x - 1:.1f} {y:.1f} l-0.6 -2 M{x:.1f} {y:.1f} v-2.8 M{x + 1:.1f} {y:.1f} l0.6 -2"
    return view.line(blades, colour, 0.5)


def flowers(view: View, count: int = 9) -> str:
    """Small ones, here and there on the ground."""
    colours = ("FF8FA3", "FFD166", "FFFFFF")
    chance = view.chance
    places = [
        (chance.uniform(2, view.width - 2), chance.uniform(1, view.bottom)) for _ in range(count)
    ]
    return "".join(
        view.oval(x, y, 1.5, 1.5, colours[index % 3]) + view.oval(x, y, 0.6, 0.6, "F59E0B")
        for index, (x, y) in enumerate(places)
    )
