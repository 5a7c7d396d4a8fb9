"""The pens of a headline: its letters are drawn several times, one over the other."""

from __future__ import annotations

from ..light import Lettering
from .ass import Pen


def pens(lettering: Lettering, px: float) -> tuple[Pen, ...]:
    """For letters of this size in pixels. The lowest is first."""
    ink, edge = lettering.ink, lettering.edge
    around = (lettering.weight + lettering.edge_width) * px
    drawn = [Pen(ink, outline=around, outline_colour=edge)]
    if lettering.weight:
        drawn.append(Pen(ink, outline=lettering.weight * px, outline_colour=ink))
    if lettering.halo:
        wide, blur = around + lettering.halo_width * px, lettering.halo_blur * px
        drawn.insert(0, Pen(edge, outline=wide, outline_colour=lettering.halo, blur=blur))
    return tuple(drawn)
