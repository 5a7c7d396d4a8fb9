"""Sets text into a box: as large as it can be there, and never cut."""

from __future__ import annotations

from .fonts import Face
from .typeset import Block, fit

_GOOD = 0.85  # of the wished size: from there on another line would not help
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
        is_good = not best.is_cut and best.px >= _GOOD * px
        if is_good or (count > lines and not best.is_cut and best.px >= px / 2):
            break
        other = _fitting(text, px, width, height, count, face, leading)
        if (not other.is_cut, other.px) > (not best.is_cut, best.px):
            best = other
    return best


def _fitting(
    text: str, px: float, width: float, height: float, lines: int, face: Face, leading: float
) -> Block:
    highest = height / (1 + leading * (lines - 1))
    return fit(text, min(px, highest), width, lines, face=face, leading=leading)
