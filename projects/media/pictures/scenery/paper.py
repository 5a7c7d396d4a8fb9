"""A sheet of paper with a soft pattern: quiet, for figures and dates."""

from __future__ import annotations

from .view import Scenery, View

_APART = 9.0  # units from one dot to the next


def draw(view: View) -> Scenery:
    unit, apart = view.unit, _APART * view.unit
    dots = "".join(
        view.oval((x + (y % 2) / 2) * apart, y * apart, unit, unit, "E9D8B8")
        for x in range(round(view.width / apart) + 1)
        for y in range(round(view.height / apart) + 1)
    )
    edge = view.ground + 3 * unit
    wave = f"M0 {edge} Q {view.width / 2} {edge - 7 * unit} {view.width} {edge}"
    band = view.path(f"{wave} V {view.height} H 0 Z", "FFD9A0")
    return Scenery(view.painted(view.flat("FFF6E4"), dots + band))
