"""Scene changes, drawn within the clips: the end of one is covered, and the next is uncovered.

The cover has the colours of the film's style, so neither clip has to know the other's picture: who
edits a scene makes no other clip again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from projects.illustration.changes import Change

from ..formats import FPS
from ..light import Light
from .ass import Entrance, Pen, Sheet, rectangle

FRAMES = 9
"""Frames in which a picture is covered, and as many in which the next one is uncovered."""

_LASTING = FRAMES / FPS
LAYER = 5
"""Of the covers: over all letters but the AI mark."""

_STRIPE = 0.12  # of the way: how far the second colour is behind the first
_THICK = _STRIPE + 0.02  # of the way: the lower sheet as far as it is seen
_SLANT, _WAVE = 0.28, 0.09  # of the frame's height


def cover(sheet: Sheet, change: Change, light: Light) -> None:
    """Cover the last frames of a clip, wholly in the very last one."""
    last_frame = sheet.seconds - 1 / FPS
    draw = _fade if change == Change.FADE else partial(_draw, change=change)
    draw(sheet, light=light, start=last_frame - _LASTING, covers=True)


def uncover(sheet: Sheet, change: Change, light: Light) -> None:
    """Begin a clip covered, as the clip before it ends."""
    draw = _fade if change == Change.FADE else partial(_draw, change=change)
    draw(sheet, light=light, start=0.0, covers=False)


def _draw(sheet: Sheet, change: Change, light: Light, start: float, *, covers: bool) -> None:
    shapes = _SHAPES[change](sheet.format.width, sheet.format.height)
    # The lower sheet is seen only beside the upper one: drawing all of it would take twice as long.
    outlines = (shapes.front if covers else shapes.back, shapes.whole)
    colours = (light.accent, light.paper)
    for outline, colour, (begin, end) in zip(outlines, colours, _parts(covers), strict=True):
        ends = shapes.way(begin), shapes.way(end)
        sheet.moving(outline, *ends, Pen(colour), start, start + _LASTING, layer=LAYER)


def _fade(sheet: Sheet, light: Light, start: float, *, covers: bool) -> None:
    """All of the frame turns to the colour of paper, or comes out of it."""
    whole = rectangle(sheet.format.width, sheet.format.height)
    lasting = round(_LASTING * 1000)
    fade = f"\\fad({lasting},0)" if covers else f"\\fad(0,{lasting})"
    until = None if covers else start + _LASTING
    pen, entrance = Pen(light.paper), Entrance(start)
    sheet.shape(whole, 0, 0, pen, entrance=entrance, until=until, motion=fade, layer=LAYER)


def _parts(covers: bool) -> Iterator[tuple[float, float]]:
    """The way of the sheet in the accent's colour, and of the one over it. -1 is before the frame,
    0 covers it, and 1 is beyond it. One edge of the lower sheet is seen as a stripe."""
    yield (-1.0, 0.0) if covers else (0.0, 1.0)
    yield (-1.0 - _STRIPE, 0.0) if covers else (0.0, 1.0 + _STRIPE)


@dataclass(frozen=True)
class _Shapes:
    """The outline of a sheet, and of the stripes at its edges: the one that goes first, and the
    last one. `way` tells where the sheet is at a share of its way."""

    whole: str
    front: str
    back: str
    way: Callable[[float], tuple[float, float]]


def _slide(width: int, height: int) -> _Shapes:
    slant = _SLANT * height
    wide = width + slant
    thick = _THICK * (wide + slant)

    def part(left: float, right: float) -> str:
        top = f"m {left + slant:.0f} 0 l {right + slant:.0f} 0"
        return f"{top} l {right:.0f} {height} l {left:.0f} {height}"

    return _Shapes(
        part(0, wide),
        part(wide - thick, wide),
        part(0, thick),
        lambda share: (-slant + share * (wide + slant), 0.0),
    )


def _wave(width: int, height: int) -> _Shapes:
    crest = _WAVE * height
    third, thick = width / 3, _THICK * (height + 3 * crest)

    def part(top: float, bottom: float) -> str:
        return (
            f"m 0 {top + crest:.0f} b {third:.0f} {top - crest:.0f} "
            f"{2 * third:.0f} {top + 2 * crest:.0f} {width} {top:.0f} l {width} {bottom:.0f} "
            f"b {2 * third:.0f} {bottom + crest:.0f} {third:.0f} {bottom - crest:.0f} "
            f"0 {bottom:.0f}"
        )

    end = height + 2 * crest
    return _Shapes(
        part(0, end),
        part(0, thick + 2 * crest),
        part(end - thick - 2 * crest, end),
        lambda share: (0.0, -crest - share * (height + 3 * crest)),
    )


def _drop(width: int, height: int) -> _Shapes:
    thick = _THICK * height

    def part(top: float, bottom: float) -> str:
        return f"m 0 {top:.0f} l {width} {top:.0f} l {width} {bottom:.0f} l 0 {bottom:.0f}"

    return _Shapes(
        part(0, height),
        part(height - thick, height),
        part(0, thick),
        lambda share: (0.0, share * height),
    )


_SHAPES: dict[Change, Callable[[int, int], _Shapes]] = {
    Change.SLIDE: _slide,
    Change.WAVE: _wave,
    Change.DROP: _drop,
}
