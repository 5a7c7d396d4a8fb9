"""A playground: trees, a fence, a climbing frame and a swing far away, and a soft floor."""

from __future__ import annotations

from .outdoors import bushes, fence, sky_life
from .view import Scenery, View


def draw(view: View) -> Scenery:
    behind = bushes(view, -14, "A9D8A2") + bushes(view, -11, "8CC98A") + fence(view, -8)
    background = view.painted(view.sky("72C4FA", "EAF7FF"), behind + _floor(view))
    right = view.width - 15
    background = view.with_thing(
        background, "swing", 34, view.beside_headline(0.0) + 16, -5, haze=0.3
    )
    background = view.with_thing(background, "climbing-frame", 40, right, -5, haze=0.3)
    return Scenery(background, sky_life(view))


def _floor(view: View) -> str:
    """Rubber in calm colours, in waves."""
    across, down = view.width, view.bottom
    wave = f"M0 9 Q{across * 0.25:.1f} -2 {across * 0.55:.1f} 8 T{across:.1f} 6 V{down:.1f} H0 Z"
    return (
        view.rect(0, -8, across, down + 8, "E7A27C")
        + view.path(wave, "DB8F68")
        + view.land("7DBB8C", down * 0.66, down * 0.4, down * 0.8)
        + view.oval(across * 0.1, 2, 14, 4, "F3C491")
        + view.oval(across * 0.88, 3, 18, 5, "F3C491")
    )
