"""A kitchen garden: a fence, beds with plants in rows, and a path."""

from __future__ import annotations

from ..motion import Idle
from .outdoors import bushes, fence, sky_life, tree
from .view import Scenery, View

_LEAVES = "q-4 -1.6 -3.4 -4.6 q3 0 3.4 4.6 q0.4 -4.6 3.4 -4.6 q0.6 3 -3.4 4.6"


def draw(view: View) -> Scenery:
    right = view.width
    behind = tree(view, 6, -13, 24) + tree(view, right - 5, -13, 20) + bushes(view, -13, "9CD197")
    background = view.painted(view.sky("74C6FA", "EFF9F2"), behind + fence(view, -9) + _beds(view))
    background = view.with_thing(background, "sunflower", 20, 12, -6, haze=0.2)
    background = view.with_thing(background, "sunflower", 16, right - 13, -6, haze=0.2)
    butterfly = view.thing("butterfly", 6, right - 10, -42, Idle.FLOAT)
    return Scenery(background, (*sky_life(view), butterfly))


def _beds(view: View) -> str:
    across, down = view.width, view.bottom
    path = view.rect(0, -9, across, down + 9, "8CC56F") + view.oval(
        view.middle, 4, 96, 15, "E9D2A4"
    )
    beds = "".join(_bed(view, y, tall) for y, tall in ((17, 7.0), (31, 9.0)) if y < down)
    return path + beds


def _bed(view: View, y: float, tall: float) -> str:
    """A strip of earth with green leaves in a row, below the place of the captions."""
    plants = "".join(
        view.path(f"M{x * 9.0 + 4:.1f} {y + 1.4:.1f} {_LEAVES} Z", "67A851")
        for x in range(round(view.width / 9) + 1)
    )
    return view.rect(0, y, view.width, tall, "B98A5E", 1) + plants
