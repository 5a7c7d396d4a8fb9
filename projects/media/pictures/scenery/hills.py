"""Sky and hills, with a sun and clouds that drift."""

from __future__ import annotations

from ..motion import Idle
from .view import Scenery, View


def draw(view: View) -> Scenery:
    width, ground, unit = view.width, view.ground, view.unit
    far = view.oval(0.12 * width, ground + 34 * unit, 1.7 * width, 104 * unit, "A5DB8E")
    near = view.oval(0.95 * width, ground + 42 * unit, 1.6 * width, 108 * unit, "74BE5B")
    rise = f"M0 {ground + 4 * unit} Q {width / 2} {ground - 9 * unit} {width} {ground + 2 * unit}"
    meadow = view.path(f"{rise} V {view.height} H 0 Z", "5FAE4A")
    background = view.painted(view.sky("6EC1FF", "FFF3D6"), far + near + meadow)
    across = width / (2 if view.form.is_landscape else 1)
    top = view.form.top
    return Scenery(
        background,
        (
            view.thing("sun", 17 * unit, 0.87 * width, top + 26 * unit, Idle.FLOAT),
            view.thing("cloud", 24 * unit, 0.2 * across, top + 24 * unit, Idle.DRIFT),
            view.thing("cloud", 15 * unit, 0.62 * across, top + 17 * unit, Idle.DRIFT),
        ),
    )
