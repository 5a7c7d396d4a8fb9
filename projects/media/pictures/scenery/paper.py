"""A sheet of paper with a soft pattern and strips of tape: quiet, for figures and dates."""

from __future__ import annotations

from ..motion import Idle
from .view import Scenery, View

_APART = 9.0  # from one dot to the next


def draw(view: View) -> Scenery:
    down, across = view.bottom, view.width
    dots = "".join(
        view.oval((x + (y % 2) / 2) * _APART, view.top + y * _APART, 1, 1, "EEDFC2")
        for x in range(round(across / _APART) + 1)
        for y in range(round((down - view.top) / _APART) + 1)
    )
    back = f"M0 -6 Q{across * 0.3:.1f} -13 {across * 0.6:.1f} -6 T{across:.1f} -9 V{down:.1f} H0 Z"
    band = view.path(back, "FFE7BD") + view.land("FFD79A", -1, -8, -1)
    background = view.painted(view.flat("FFF8EA"), dots + _corners(view) + band)
    plane = view.shape(
        _PLANE.format(view.light.accent), 14, 11, across - 10, view.header + 9, Idle.DRIFT
    )
    return Scenery(background, (plane,))


_PLANE = (
    '<path d="M0 5 L14 0 L9 11 L6.4 7.4 Z" fill="#{}"/>'
    '<path d="M14 0 L6.4 7.4 L6 11 L8 8.8 L9 11 Z" fill="#000000" fill-opacity="0.18"/>'
)


def _corners(view: View) -> str:
    """Tape over the upper right and the lower left corner."""
    right, top, down = view.width, view.top, view.bottom
    return view.path(
        f"M{right - 22:.1f} {top:.1f} h11 L{right:.1f} {top + 11:.1f} v11 Z", "F6C28B"
    ) + view.path(f"M0 {down - 22:.1f} v11 L11 {down:.1f} h11 Z", "BFE0D2")
