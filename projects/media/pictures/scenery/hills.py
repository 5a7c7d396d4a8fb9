"""Sky, hills with trees, and a meadow with flowers."""

from __future__ import annotations

from .outdoors import flowers, meadow, sky_life, tree
from .view import Scenery, View


def draw(view: View) -> Scenery:
    body = _far(view) + _trees(view) + _near(view) + meadow(view, "5FAE4A", "4C9A3C")
    background = view.painted(view.sky("63B9FF", "E6F6FF"), body + flowers(view))
    return Scenery(background, sky_life(view))


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
    right = view.width
    places = ((4, -12, 13), (12, -14, 9), (right - 8, -15, 10.5), (right - 18, -13, 8))
    return "".join(tree(view, x, y, tall) for x, y, tall in places)
