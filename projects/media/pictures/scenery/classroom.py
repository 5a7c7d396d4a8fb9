"""A classroom: a wall with a board, and a wooden floor."""

from __future__ import annotations

from .view import Scenery, View

_BOARD = (76.0, 46.0)  # units


def draw(view: View) -> Scenery:
    unit = view.unit
    floor = view.ground - 5 * unit
    board = _board(view, floor - 62 * unit)
    background = view.sky("FFF0D2", "FFE3B8")
    return Scenery(view.painted(background, board + _floor(view, floor)))


def _board(view: View, top: float) -> str:
    unit = view.unit
    width, height = (side * unit for side in _BOARD)
    left = (view.width - width) / 2
    frame = view.rect(left, top, width, height, "B98149", 2 * unit)
    inner = 2 * unit
    green = view.rect(left + inner, top + inner, width - 2 * inner, height - 2 * inner, "3F8F6B")
    chalk = f"M {left + 8 * unit} {top + 36 * unit} q {8 * unit} {-9 * unit} {16 * unit} 0"
    return frame + green + view.line(chalk, "D8F0E2", 0.8 * unit)


def _floor(view: View, top: float) -> str:
    unit = view.unit
    planks = range(round((view.height - top) / unit / 9) + 1)
    return (
        view.rect(0, top, view.width, view.height - top, "E0A868")
        + view.rect(0, top, view.width, 2.2 * unit, "C98F50")
        + "".join(
            view.rect(0, top + (6 + 9 * plank) * unit, view.width, 0.5 * unit, "D49A5A")
            for plank in planks
        )
    )
