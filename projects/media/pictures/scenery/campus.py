"""A school yard: the wings of a building, trees, and a paved ground."""

from __future__ import annotations

from .outdoors import bushes, sky_life, tree
from .view import Scenery, View


def draw(view: View) -> Scenery:
    right = view.width
    wings = _wing(view, -6, 42) + _wing(view, right - 36, 42)
    green = bushes(view, -9, "8CC98A") + tree(view, 4, -6, 22) + tree(view, right - 4, -6, 20)
    background = view.painted(view.sky("78C5FA", "F1F8FD"), wings + green + _yard(view))
    return Scenery(background, sky_life(view))


def _wing(view: View, left: float, wide: float) -> str:
    """Two floors with windows."""
    walls = view.rect(left, -46, wide, 40, "F7E3C6", 0.8)
    roof = view.rect(left - 1.4, -49, wide + 2.8, 4, "E39B7B", 1)
    windows = "".join(
        view.rect(left + 4 + 9.4 * column, -41 + 15 * row, 6, 8.6, "CFE6F2", 0.6)
        for column in range(4)
        for row in range(2)
    )
    band = view.rect(left, -28.4, wide, 1.2, "EBD0A8")
    return walls + roof + band + windows


def _yard(view: View) -> str:
    """Slabs, and the bend of a running track in front."""
    across, down, middle = view.width, view.bottom, view.middle
    slabs = "".join(
        f"M{middle + 12 * n:.1f} -7 L{middle + 30 * n:.1f} {down:.1f} " for n in range(-11, 12)
    )
    edge = max(19.0, down * 0.5)
    track = f"M0 {edge + 4:.1f} Q{across / 2:.1f} {edge - 4:.1f} {across:.1f} {edge + 4:.1f}"
    lane = f"M0 {edge + 9:.1f} Q{across / 2:.1f} {edge + 1:.1f} {across:.1f} {edge + 9:.1f}"
    return (
        view.rect(0, -7, across, down + 7, "EADFCB")
        + view.line(slabs, "DDCFB6", 0.4)
        + view.path(f"{track} V{down:.1f} H0 Z", "DC8F72")
        + view.line(track + lane, "F8E6DA", 0.7)
    )
