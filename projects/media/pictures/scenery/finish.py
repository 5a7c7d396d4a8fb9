"""What a style adds to every setting: light from a corner, or small things near the edges.

It stays away from the AI mark, which is at the upper left, and from the places of the letters.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import cos, pi, sin
from random import Random

from ...light import Finish, Light

_CONFETTI = ("FF3D81", "FFD43B", "2DD4BF", "5B8CFF", "FF8A1F")
_GREENS = ("5FBF8F", "86D3A8", "3FA777")


@dataclass(frozen=True)
class Edges:
    """Of the frame, in the units of a view. `header` is the y of the AI mark's upper edge."""

    light: Light
    chance: Random
    width: float
    top: float
    header: float
    is_dull: bool = False  # nothing glitters


def finish(edges: Edges) -> str:
    """SVG elements, in the units of a view."""
    if edges.is_dull and edges.light.finish in _GLAD:
        return ""
    return _DRAWN_BY[edges.light.finish](edges)


def _sunshine(edges: Edges) -> str:
    """Rays from the upper right corner."""
    x, y = edges.width + 4, edges.top - 8
    rays = "".join(_ray(x, y, pi * share, pi * 0.035) for share in (0.58, 0.69, 0.8, 0.9))
    return f'{_glow(x, y, 74, "FFE9A8", 0.55)}<g fill="#FFFFFF" fill-opacity="0.07">{rays}</g>'


def _ray(x: float, y: float, angle: float, half: float) -> str:
    far = 190
    ends = [(x + far * cos(a), y + far * sin(a)) for a in (angle - half, angle + half)]
    return '<path d="M{:.1f} {:.1f} L{:.1f} {:.1f} L{:.1f} {:.1f} Z"/>'.format(
        x, y, *ends[0], *ends[1]
    )


def _confetti(edges: Edges) -> str:
    """Bits of paper above the headline and at the sides."""
    chance = edges.chance
    top = [
        (chance.uniform(0, edges.width), chance.uniform(edges.top, edges.header - 1))
        for _ in range(22)
    ]
    left = [(chance.uniform(0.5, 5), chance.uniform(edges.header + 12, -20)) for _ in range(6)]
    right = [
        (edges.width - chance.uniform(0.5, 5), chance.uniform(edges.header, -20)) for _ in range(8)
    ]
    return "".join(_bit(edges, x, y) for x, y in (*top, *left, *right))


def _bit(edges: Edges, x: float, y: float) -> str:
    colour = edges.chance.choice(_CONFETTI)
    turn = f'transform="rotate({edges.chance.uniform(0, 180):.0f} {x:.1f} {y:.1f})"'
    if edges.chance.random() < 0.5:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="0.9" fill="#{colour}"/>'
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="2.6" height="1.2" fill="#{colour}" {turn}/>'


def _bands(edges: Edges) -> str:
    """Two slanting bands in the upper right corner, and a thin line along the right edge."""
    right, top = edges.width, edges.top
    blue = f"#{edges.light.accent}"
    return (
        f'<path d="M{right - 30:.1f} {top:.1f} H{right:.1f} V{top + 24:.1f} Z" '
        f'fill="{blue}" fill-opacity="0.10"/>'
        f'<path d="M{right - 17:.1f} {top:.1f} H{right:.1f} V{top + 13.6:.1f} Z" '
        f'fill="{blue}" fill-opacity="0.85"/>'
        f'<rect x="{right - 0.8:.1f}" y="{top + 13:.1f}" width="0.8" height="30" fill="{blue}"/>'
    )


def _leaves(edges: Edges) -> str:
    """A twig that hangs into the upper right corner, and soft drops of light."""
    right, top = edges.width, edges.top
    twig = f'<path d="M{right + 2:.1f} {top - 1:.1f} q-18 5 -27 1" stroke="#4E9B72" {_STROKE}/>'
    leaves = "".join(
        _leaf(right - 3 - 3.6 * index, top + 1.9 - 0.16 * (index - 2) ** 2 + 0.8, index)
        for index in range(7)
    )
    drops = "".join(
        _glow(x * edges.width, y * edges.top, size, "FFFFFF", 0.32)
        for x, y, size in ((0.1, 0.5, 9), (0.9, 0.62, 12), (0.97, 0.3, 7), (0.3, 0.98, 12))
    )
    return drops + twig + leaves


_STROKE = 'stroke-width="0.7" fill="none" stroke-linecap="round"'


def _leaf(x: float, y: float, index: int) -> str:
    turn = 38 if index % 2 else 148
    way = "M0 0 C2 -3 7 -3.4 9 0 C7 3 2 2.6 0 0 Z"
    place = f"translate({x:.1f} {y:.1f}) rotate({turn})"
    return f'<path d="{way}" fill="#{_GREENS[index % 3]}" transform="{place}"/>'


def _lights(edges: Edges) -> str:
    """Soft coloured lights, and lamps out of focus above the headline. They are no stars: a film
    in this style may tell of a morning."""
    glows = (
        (0.98, 0.98, 46, "8B5CF6", 0.42),
        (0.0, 0.3, 40, "22D3EE", 0.16),
        (1.0, 0.2, 44, "F472B6", 0.16),
    )
    lights = "".join(
        _glow(x * edges.width, y * edges.top, size, colour, share)
        for x, y, size, colour, share in glows
    )
    chance = edges.chance
    places = [
        (chance.uniform(0.25, 1) * edges.width, chance.uniform(edges.top, edges.header), number)
        for number in range(9)
    ]
    lamps = "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{1.2 + number % 4 * 0.9:.1f}"/>'
        for x, y, number in places
    )
    return f'{lights}<g fill="#BFE9FF" fill-opacity="0.1">{lamps}</g>'


def _glow(x: float, y: float, radius: float, colour: str, opacity: float) -> str:
    """A soft disc. Its gradient needs a name of its own."""
    name = f"g{round(x * 10)}x{round(y * 10)}".replace("-", "m")
    stops = (
        f'<stop stop-color="#{colour}" stop-opacity="{opacity}"/>'
        f'<stop offset="1" stop-color="#{colour}" stop-opacity="0"/>'
    )
    gradient = f'<radialGradient id="{name}">{stops}</radialGradient>'
    disc = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" fill="url(#{name})"/>'
    return gradient + disc


_GLAD = {Finish.SUNSHINE, Finish.CONFETTI}

_DRAWN_BY: dict[Finish, Callable[[Edges], str]] = {
    Finish.SUNSHINE: _sunshine,
    Finish.CONFETTI: _confetti,
    Finish.BANDS: _bands,
    Finish.LEAVES: _leaves,
    Finish.GLOW: _lights,
}
