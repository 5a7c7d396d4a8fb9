"""A plain studio: a wall with a bright disc, and a round stand for the hero."""

from __future__ import annotations

from ..motion import Idle
from .view import Scenery, View


def draw(view: View) -> Scenery:
    middle, across = view.middle, view.width
    disc = view.oval(middle, -36, 82, 82, "FFF1E2") + view.oval(middle, -36, 68, 68, "FFF8F0")
    floor = view.land("F7C7A6", -10, -6, -10)
    stand = (
        view.oval(middle, 6, 94, 15, "EBAE88")
        + view.rect(middle - 47, 2, 94, 4, "EBAE88")
        + view.oval(middle, 2, 94, 14, "FFE6D3")
    )
    arches = "".join(
        view.path(f"M{x - 9:.1f} -9 V-30 A9 9 0 0 1 {x + 9:.1f} -30 V-9 Z", colour)
        for x, colour in ((2, "F4C3A2"), (across - 3, "F9CDAF"))
    )
    background = view.painted(view.sky("FFE4CF", "FCD2B6"), disc + arches + floor + stand)
    ball = view.shape(
        view.oval(3, 3, 6, 6, "F79F79"), 6, 6, across - 9, view.header + 50, Idle.FLOAT
    )
    ring = view.shape(
        view.line("M1 4 a3 3 0 1 0 6 0 a3 3 0 1 0 -6 0", "7FC8B2", 1.6),
        8,
        8,
        8,
        view.header + 46,
        Idle.FLOAT,
    )
    return Scenery(background, (ball, ring))
