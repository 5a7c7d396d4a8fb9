"""Parts the stage among a headline, what a layout draws, and the hero."""

from __future__ import annotations

from dataclasses import dataclass

from ..composition import Composition
from ..stage import Box

GAP = 30.0  # pixels between two things


@dataclass(frozen=True)
class Areas:
    headline: Box  # of no height where there is none
    plate: Box
    hero: Box  # of no height where there is no room


def areas(scene: Composition, *, with_headline: bool, plate: float, headline: float = 0.0) -> Areas:
    """`plate` is its share of the height that the headline leaves, in portrait: the hero has the
    rest. In landscape the hero stands at the right. `headline`: its height, or the stage's own."""
    stage = scene.stage
    if scene.order.format.is_landscape:
        left = stage.headline
        tall = (headline or 0.36 * left.height) if with_headline else 0.0
        below = _below(left, tall)
        return Areas(Box(left.x, left.y, left.width, tall), below, stage.room)
    tall = (headline or stage.headline.height) if with_headline else 0.0
    below = _below(stage.whole, tall)
    upper, lower = stacked(below, plate)
    return Areas(Box(below.x, stage.whole.y, below.width, tall), upper, lower)


def _below(box: Box, tall: float) -> Box:
    start = box.y + tall + (GAP if tall else 0.0)
    return Box(box.x, start, box.width, box.bottom - start)


def stacked(box: Box, share: float) -> tuple[Box, Box]:
    """The upper share of a box, and what is left below it."""
    high = box.height * share
    start = box.y + high + GAP
    lower = Box(box.x, start, box.width, max(0.0, box.bottom - start))
    return Box(box.x, box.y, box.width, high), lower


def beside(box: Box, share: float, gap: float = GAP) -> tuple[Box, Box]:
    """The left share of a box, and what is left at its right."""
    wide = (box.width - gap) * share
    start = box.x + wide + gap
    return Box(box.x, box.y, wide, box.height), Box(start, box.y, box.right - start, box.height)


def rows(box: Box, count: int, tallest: float, gap: float = GAP * 0.8) -> list[Box]:
    """Boxes of equal height below each other, in the middle of a box."""
    high = min(tallest, (box.height - gap * (count - 1)) / count)
    top = box.y + (box.height - count * high - (count - 1) * gap) / 2
    return [Box(box.x, top + n * (high + gap), box.width, high) for n in range(count)]


def columns(box: Box, count: int, gap: float = GAP) -> list[Box]:
    wide = (box.width - gap * (count - 1)) / count
    return [Box(box.x + n * (wide + gap), box.y, wide, box.height) for n in range(count)]


def inset(box: Box, across: float, down: float) -> Box:
    return Box(box.x + across, box.y + down, box.width - 2 * across, box.height - 2 * down)


def within(box: Box, width: float, height: float, down: float = 0.5) -> Box:
    """A box of this size in the middle of another; `down`: 0 at its top, 1 at its foot."""
    x = box.x + (box.width - width) / 2
    return Box(x, box.y + (box.height - height) * down, width, height)
