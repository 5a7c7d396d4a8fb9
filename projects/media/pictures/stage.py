"""Where on a frame of each format the headline, the things of a scene and the captions stand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ..formats import Format

HEADER_HEIGHT = 72.0  # pixels
_AIR = 34.0  # pixels between two areas
_CAPTION_LINES, _CAPTION_LEADING = 2, 1.3
_HEADLINE_LINES, _HEADLINE_LEADING = 2, 1.22
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
def stage_of(form: Format) -> Stage:
    top = form.top + HEADER_HEIGHT + _AIR
    caption_height = form.caption_px * (1 + _CAPTION_LEADING * (_CAPTION_LINES - 1))
    captions = Box(
        form.left, form.height - form.bottom - caption_height, form.column, caption_height
    )
    whole = Box(form.left, top, form.column, captions.y - _AIR - top)
    headline = _headline(form, whole)
    if form.is_landscape:
        room = Box(headline.right + _AIR, top, whole.right - headline.right - _AIR, whole.height)
    else:
        start = headline.bottom + _AIR
        room = Box(whole.x, start, whole.width, whole.bottom - start)
    return Stage(headline, room, whole, captions)


def _headline(form: Format, whole: Box) -> Box:
    if form.is_landscape:
        return Box(whole.x, whole.y, whole.width * _BESIDE, whole.height)
    height = form.title_px * (1 + _HEADLINE_LEADING * (_HEADLINE_LINES - 1))
    return Box(whole.x, whole.y, whole.width, height)
