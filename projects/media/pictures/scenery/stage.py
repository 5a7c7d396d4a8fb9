"""A stage: curtains, beams of light, boards, and the heads of those who watch."""

from __future__ import annotations

from ..motion import Idle
from .view import Scenery, View

_RED, _FOLD, _DARK = "C8323E", "AE2634", "8E3A52"


def draw(view: View) -> Scenery:
    body = _back(view) + _boards(view) + _sides(view) + _valance(view) + _heads(view)
    background = view.painted(view.sky("7C3350", "A65468"), body)
    star = view.thing("sparkles", 8, view.middle + 38, view.header + 4, Idle.FLOAT)
    other = view.thing("sparkles", 6, view.middle + 26, view.header + 8, Idle.FLOAT)
    return Scenery(background, (star, other))


def _back(view: View) -> str:
    folds = "".join(
        view.rect(x * 8.0, view.top, 3.2, -view.top, _DARK)
        for x in range(round(view.width / 8) + 1)
    )
    beams = "".join(
        view.path(
            f"M{x - 2:.1f} {view.top:.1f} h4 L{view.middle + 30:.1f} 0 H{view.middle - 30:.1f} Z",
            "FFF3C4",
            0.1,
        )
        for x in (view.middle - 40, view.middle + 40)
    )
    return folds + beams


def _boards(view: View) -> str:
    down, edge = view.bottom, min(view.bottom * 0.72, 30)
    rows = "".join(f"M0 {y:.1f} H{view.width:.1f} " for y in (-5, 1, 9, 19) if y < edge)
    light = view.oval(view.middle, 3, 84, 14, "F2C48A")
    return (
        view.rect(0, -9, view.width, down + 9, "D69A5F")
        + light
        + view.line(rows, "C4874D", 0.4)
        + view.rect(0, edge, view.width, down - edge, "7A3F3A")
        + view.rect(0, edge, view.width, 1.6, "EBC07C")
    )


def _sides(view: View) -> str:
    return _side(view, 0, 1) + _side(view, view.width, -1)


def _side(view: View, edge: float, way: int) -> str:
    """A curtain that hangs from x = `edge` to the right (1) or to the left (-1)."""
    long = 3 - view.top
    hem = f"q{way * 2} {long * 0.6:.1f} {way * -2} {long:.1f} H{edge:.1f} Z"
    cloth = view.path(f"M{edge:.1f} {view.top:.1f} h{way * 11} {hem}", _RED)
    folds = (f"M{edge + way * n:.1f} {view.top:.1f} V2" for n in (3.2, 6.4))
    return cloth + view.line(" ".join(folds), _FOLD, 0.9)


def _valance(view: View) -> str:
    """Swags along the upper edge, above the AI mark."""
    deep, wide = 0.6 * min(view.header - view.top - 3, 10), 12.5
    swags = ""
    for x in (n * wide for n in range(round(view.width / wide) + 1)):
        hem = f"{deep:.1f} {-wide} 0 Z"
        start = f"M{x:.1f} {view.top:.1f} h{wide} v{deep:.1f}"
        swags += view.path(f"{start} q{-wide / 2} {hem}", "D63C47")
        fringe = f"M{x:.1f} {view.top + deep:.1f} q{wide / 2} {deep:.1f} {wide} 0"
        swags += view.line(fringe, "F3C658", 0.8)
    return swags


def _heads(view: View) -> str:
    down = view.bottom
    return "".join(
        view.oval(x * 13.0 + (x % 2) * 2, down + 1, 10, 11, "4A2230")
        for x in range(round(view.width / 13) + 1)
    )
