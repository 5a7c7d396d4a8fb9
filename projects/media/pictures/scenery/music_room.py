"""A room for music: a stave along the wall, a window with curtains, a piano."""

from __future__ import annotations

from ..motion import Idle
from .indoors import curtain, rug, window, wooden_floor
from .view import Scenery, View


def draw(view: View) -> Scenery:
    right = view.width
    wall = _stave(view) + window(view, right - 25, -58, 22, 32, "FFFFFF")
    wall += curtain(view, right - 31, -61, 44, "C9B1EA", "B79BDF") + curtain(
        view, right - 6, -61, 44, "C9B1EA", "B79BDF"
    )
    floor = wooden_floor(view, -9, "DDB084", "CD9D6E") + rug(view, "B79BDF", "D2BFF0")
    background = view.painted(view.sky("F3ECFC", "E6DAF6"), wall + floor)
    background = view.with_thing(background, "piano", 30, 13, -5, haze=0.25)
    notes = (
        view.thing("musical-note", 6, right - 12, view.header + 3, Idle.FLOAT),
        view.thing("musical-notes", 7, 9, -44, Idle.FLOAT),
    )
    return Scenery(background, notes)


def _stave(view: View) -> str:
    """Five lines that wave along the wall, faint, between the headline and the hero."""
    half = view.width / 2
    lines = "".join(
        f"M0 {y:.1f} q{half / 2:.1f} -8 {half:.1f} 0 t{half:.1f} 0 "
        for y in (-70, -67.8, -65.6, -63.4, -61.2)
    )
    return view.line(lines, "DCCDF2", 0.5)
