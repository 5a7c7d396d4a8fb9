"""Where on a frame of each format the headline, the things of a scene and the captions stand.

From the top: the AI mark, the headline and the things, the captions. Captions at the top stand
below the AI mark, and what else there is below them. Nothing covers anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from projects.vocabulary import CaptionPosition

from ..captions.look import CaptionLook
from ..formats import Format

HEADER_HEIGHT = 72.0  # pixels
_AIR = 34.0  # pixels between two areas
_HIGHER = 0.72  # share of the frame above the lower edge of captions in the middle
_HEADLINE_LINES, _HEADLINE_LEADING = 2, 1.22
_COVER_EDGE = 0.06  # share of the short side
_BESIDE = 0.44  # share of the column that the headline takes in landscape


@dataclass(frozen=True)
class Box:
    """In pixels of the frame."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> tuple[float, float]:
        return self.x + self.width / 2, self.y + self.height / 2

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    def at(self, across: float, down: float) -> tuple[float, float]:
        """A point, by its shares of the width and the height."""
        return self.x + across * self.width, self.y + down * self.height


@dataclass(frozen=True)
class Stage:
    """`ground` is the y on which things stand: the bottom of `room`."""

    headline: Box
    room: Box  # for the hero and its parts
    whole: Box  # both together
    captions: Box

    @property
    def ground(self) -> float:
        return self.room.bottom


@cache
def stage_of(form: Format, look: CaptionLook) -> Stage:
    captions, whole = _captions(form, look), _safe(form)
    if look.position == CaptionPosition.TOP:
        start = captions.bottom + _AIR
        whole = Box(whole.x, start, whole.width, whole.bottom - start)
    else:
        whole = Box(whole.x, whole.y, whole.width, captions.y - _AIR - whole.y)
    headline = _headline(form, whole)
    if form.is_landscape:
        start = headline.right + _AIR
        room = Box(start, whole.y, whole.right - start, whole.height)
    else:
        start = headline.bottom + _AIR
        room = Box(whole.x, start, whole.width, whole.bottom - start)
    return Stage(headline, room, whole, captions)


@cache
def cover_stage(form: Format) -> Stage:
    """Of a cover: it has no captions, and no buttons of a platform lie over it. But lists show
    only its middle, cropped to 3:4, or to 4:3 in landscape."""
    wide, high = min(form.width, form.height * 4 / 3), min(form.height, form.width * 4 / 3)
    edge = _COVER_EDGE * form.short_side
    x, top = (form.width - wide) / 2 + edge, _safe(form).y
    bottom = (form.height + high) / 2 - 1.5 * edge
    whole = Box(x, top, wide - 2 * edge, bottom - top)
    if form.is_landscape:
        headline = Box(whole.x, top, 0.5 * whole.width, whole.height)
        start = headline.right + _AIR
        room = Box(start, top, whole.right - start, whole.height)
    else:
        headline, room = Box(whole.x, top, whole.width, 0.42 * whole.height), whole
    return Stage(headline, room, whole, Box(x, bottom, whole.width, 0.0))


def _safe(form: Format) -> Box:
    """All that is neither covered by the platform nor by the AI mark."""
    top = form.top + HEADER_HEIGHT + _AIR
    return Box(form.left, top, form.column, form.height - form.bottom - top)


def _captions(form: Format, look: CaptionLook) -> Box:
    """In the middle of the frame's width, wherever the platform's buttons are."""
    safe, height = _safe(form), look.height(form)
    edge = max(form.left, form.right)
    tops = {
        CaptionPosition.BOTTOM: safe.bottom - height,
        CaptionPosition.MIDDLE: form.height * _HIGHER - height,
        CaptionPosition.TOP: safe.y,
    }
    return Box(edge, tops[CaptionPosition(look.position)], form.width - 2 * edge, height)


def _headline(form: Format, whole: Box) -> Box:
    if form.is_landscape:
        return Box(whole.x, whole.y, whole.width * _BESIDE, whole.height)
    height = form.title_px * (1 + _HEADLINE_LEADING * (_HEADLINE_LINES - 1))
    return Box(whole.x, whole.y, whole.width, height)
