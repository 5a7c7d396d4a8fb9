"""A library: bookcases, an arched window, a wooden floor with a rug."""

from __future__ import annotations

from .indoors import bookcase, lamps, rug, wooden_floor
from .view import Scenery, View

_ROWS = 4


def draw(view: View) -> Scenery:
    top = -12 * _ROWS - 10
    wide = 25 if not view.form.is_landscape else 18
    cases = bookcase(view, -2, top, wide, _ROWS) + bookcase(
        view, view.width - wide + 2, top, wide, _ROWS
    )
    floor = wooden_floor(view, -9, "D9A36A", "C98F56") + rug(view, "7FB59B", "A5CFB6")
    background = view.painted(view.sky("FBEFD9", "F6E2BF"), _arch(view) + cases + floor)
    return Scenery(background, lamps(view, "5FA487"))


def _arch(view: View) -> str:
    """A window with a pale sky and a hill, behind the hero."""
    middle = view.middle
    frame = f"M{middle - 21:.1f} -11 V-46 A21 21 0 0 1 {middle + 21:.1f} -46 V-11 Z"
    glass = f"M{middle - 18.6:.1f} -13 V-46 A18.6 18.6 0 0 1 {middle + 18.6:.1f} -46 V-13 Z"
    hill = f"M{middle - 18.6:.1f} -13 V-22 Q{middle - 4:.1f} -32 {middle + 18.6:.1f} -24 V-13 Z"
    bars = f"M{middle:.1f} -64.6 V-13 M{middle - 18.6:.1f} -44 H{middle + 18.6:.1f}"
    return (
        view.path(frame, "D3A873")
        + view.path(glass, "DDF0F8")
        + view.path(hill, "BFE0B8")
        + view.line(bars, "D3A873", 1.2)
    )
