"""Scene changes, drawn within the clips: the end of one is covered, and the next is uncovered.

The cover has the colours of the film's style, so neither clip has to know the other's picture: who
edits a scene makes no other clip again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from projects.illustration.changes import Change

from ..formats import FPS
from ..light import Light
from .ass import Pen, Sheet, rectangle

FRAMES = 9
"""Frames in which a picture is covered, and as many in which the next one is uncovered."""

_LASTING = FRAMES / FPS
LAYER = 5
"""Of the covers: over all letters but the AI mark."""

_STRIPE = 0.12  # of the way: how far the second colour is behind the first
_SLANT, _WAVE = 0.28, 0.09  # of the frame's height


def cover(sheet: Sheet, change: Change, light: Light) -> None:
    """Cover the last frames of a clip, wholly in the very last one."""
    last_frame = sheet.seconds - 1 / FPS
    _draw(sheet, change, light, last_frame - _LASTING, covers=True)


def uncover(sheet: Sheet, change: Change, light: Light) -> None:
    """Begin a clip covered, as the clip before it ends."""
    _draw(sheet, change, light, 0.0, covers=False)


def _draw(sheet: Sheet, change: Change, light: Light, start: float, *, covers: bool) -> None:
    outline, way = _SHAPES[change](sheet.format.width, sheet.format.height)
    colours = (light.accent, light.paper)
    for colour, (begin, end) in zip(colours, _parts(covers), strict=True):
        sheet.moving(
            outline, way(begin), way(end), Pen(colour), start, start + _LASTING, layer=LAYER
        )


def _parts(covers: bool) -> Iterator[tuple[float, float]]:
    """The way of the sheet in the accent's colour, and of the one over it. -1 is before the frame,
    0 covers it, and 1 is beyond it. One edge of the lower sheet is seen as a stripe."""
    yield (-1.0, 0.0) if covers else (0.0, 1.0)
    yield (-1.0 - _STRIPE, 0.0) if covers else (0.0, 1.0 + _STRIPE)


Way = Callable[[float], tuple[float, float]]


def _slide(width: int, height: int) -> tuple[str, Way]:
    slant = _SLANT * height
    wide = width + slant
    outline = f"m {slant:.0f} 0 l {wide + slant:.0f} 0 l {wide:.0f} {height} l 0 {height}"
    return outline, lambda share: (-slant + share * (wide + slant), 0.0)


def _wave(width: int, height: int) -> tuple[str, Way]:
    crest = _WAVE * height
    third = width / 3
    outline = (
        f"m 0 {crest:.0f} b {third:.0f} {-crest:.0f} {2 * third:.0f} {2 * crest:.0f} {width} 0 "
        f"l {width} {height + 2 * crest:.0f} "
        f"b {2 * third:.0f} {height + 3 * crest:.0f} {third:.0f} {height + crest:.0f}"
        f" 0 {height + 2 * crest:.0f}"
    )
    return outline, lambda share: (0.0, -crest - share * (height + 3 * crest))


def _drop(width: int, height: int) -> tuple[str, Way]:
    return rectangle(width, height), lambda share: (0.0, share * height)


_SHAPES: dict[Change, Callable[[int, int], tuple[str, Way]]] = {
    Change.SLIDE: _slide,
    Change.WAVE: _wave,
    Change.DROP: _drop,
}
