"""Sets text into a box: as large as it can be there, and never cut."""

from __future__ import annotations

from .fonts import Face
from .typeset import Block, fit

_GOOD = 0.85  # of the wished size: from there on another line would not help
_TORN = 0.6
_MOST_LINES = 9


def fit_box(
    text: str,
    px: float,
    width: float,
    height: float,
    lines: int,
    *,
    face: Face,
    leading: float,
) -> Block:
    """At `px` pixels per em or smaller, in `lines` lines if that does not make it much smaller."""
    best = _fitting(text, px, width, height, 1, face, leading)
    for count in range(2, _MOST_LINES + 1):
        if _merit(best) >= _GOOD * px or (count > lines and _merit(best) >= px / 2):
            break
        other = _fitting(text, px, width, height, count, face, leading)
        if _merit(other) > _merit(best):
            best = other
    return best


def _merit(block: Block) -> float:
    """The size of its letters, or as if they were smaller where it is not as it should be."""
    return block.px * (_TORN if block.is_torn else 1.0) * (0.01 if block.is_cut else 1.0)


def _fitting(
    text: str, px: float, width: float, height: float, lines: int, face: Face, leading: float
) -> Block:
    highest = height / (1 + leading * (lines - 1))
    return fit(text, min(px, highest), width, lines, face=face, leading=leading)
