"""Winter: mountains, firs with snow on them, a snowman, and flakes."""

from __future__ import annotations

from ..motion import Idle
from ..sprites import Sprite
from .view import Scenery, View


def draw(view: View) -> Scenery:
    right = view.width
    firs = "".join(
        _fir(view, x, y, tall)
        for x, y, tall in ((6, -9, 26), (17, -10, 17), (right - 6, -10, 24), (right - 17, -11, 16))
    )
    background = view.painted(view.sky("A9D0F2", "EDF5FC"), _mountains(view) + firs + _ground(view))
    background = view.with_thing(background, "snowman", 17, right - 10, -3, haze=0.1)
    places = ((12, 47, 4.5), (right - 12, 40, 5.5), (right - 30, 3, 4))
    return Scenery(
        background, tuple(_flake(view, x, view.header + y, size) for x, y, size in places)
    )


def _mountains(view: View) -> str:
    return "".join(
        _mountain(view, share * view.width, tall)
        for share, tall in ((0.08, 40), (0.5, 30), (0.93, 46))
    )


def _mountain(view: View, x: float, tall: float) -> str:
    """With snow on its top. (x, -tall) is the top."""
    foot, cap = tall * 0.9, tall * 0.25
    low = cap - tall
    edge = ((x + cap * share, low + down) for share, down in ((0.5, -2), (0.1, 3), (-0.4, -1)))
    return view.polygon("B9D3EA", (x - foot, 0), (x, -tall), (x + foot, 0)) + view.polygon(
        "F4F9FD", (x - cap * 0.9, low), (x, -tall), (x + cap * 0.9, low), *edge
    )


def _fir(view: View, x: float, y: float, tall: float) -> str:
    """It stands at (x, y), with snow on each of its three skirts."""
    body = view.rect(x - 0.05 * tall, y - 0.14 * tall, 0.1 * tall, 0.16 * tall, "8A6648")
    for low, wide in ((0.1, 0.3), (0.36, 0.24), (0.6, 0.17)):
        tip = y - (low + 0.42) * tall
        for colour, half, down in (
            ("6FA59A", wide * tall, y - low * tall),
            ("F4F9FD", wide * tall * 0.42, tip + 0.18 * tall),
        ):
            body += view.polygon(colour, (x - half, down), (x, tip), (x + half, down))
    return body


def _ground(view: View) -> str:
    down = view.bottom
    return (
        view.land("E3EEF8", -9, -15, -11)
        + view.land("D5E4F2", -1, -8, -2)
        + view.land("C6D9EC", down - 10, down - 18, down - 6)
    )


def _flake(view: View, x: float, y: float, size: float) -> Sprite:
    arms = view.line("M5 0.8 V9.2 M1.4 2.9 L8.6 7.1 M8.6 2.9 L1.4 7.1", "FFFFFF", 1.1)
    return view.shape(f'<g transform="scale({size / 10})">{arms}</g>', size, size, x, y, Idle.FLOAT)
