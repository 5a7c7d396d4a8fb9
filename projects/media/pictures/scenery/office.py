"""A place to talk with parents: a window on the town, a plant, a shelf, and a desk far away."""

from __future__ import annotations

from .indoors import bookcase, carpet, lamps
from .view import Scenery, View


def draw(view: View) -> Scenery:
    right = view.width
    wall = _window(view) + bookcase(view, -3, -46, 17, 3, "D3B18A")
    floor = carpet(view, -9, "CBD5E0", "F7F9FB") + view.oval(view.middle, 4, 92, 15, "BAC7D6")
    background = view.painted(view.sky("F4F7FA", "E6EDF3"), wall + floor)
    background = view.with_thing(background, "potted-plant", 22, right - 9, -4, haze=0.1)
    return Scenery(background, lamps(view, "6C8FB8"))


def _window(view: View) -> str:
    """Wide, with the roofs of a town."""
    left, wide = view.middle - 34, 68
    frame = view.rect(left, -62, wide, 40, "FFFFFF", 1)
    sky = view.rect(left + 1.6, -60.4, wide - 3.2, 36.8, "DCEEF8")
    roofs = "".join(
        view.rect(left + 2 + 8 * n, -24 - tall, 7.4, tall, "BFD5E6")
        for n, tall in enumerate((12, 18, 9, 22, 14, 10, 17, 12))
    )
    bars = "".join(view.rect(left + wide * share, -62, 1.4, 40, "FFFFFF") for share in (0.33, 0.66))
    return frame + sky + roofs + bars + view.rect(left - 2, -22, wide + 4, 2, "FFFFFF", 0.6)
