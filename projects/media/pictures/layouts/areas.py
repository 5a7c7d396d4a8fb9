"""Writes the headline, and parts the rest of the stage between what a layout draws and the hero."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..composition import Composition
from ..stage import Box

GAP = 30.0  # pixels between two things
_IN_LANDSCAPE = 0.36  # of the left side's height, for a headline above a plate


@dataclass(frozen=True)
class Areas:
    plate: Box
    hero: Box  # of no height where there is no room
    has_headline: bool


def headed(scene: Composition, shown: Iterable[str], *, plate: float) -> Areas:
    """Write the headline, unless the title says only what is `shown` anyway.

    `plate` is its share of the height that the headline leaves, in portrait: the hero has the rest.
    In landscape the hero stands at the right."""
    stage, landscape = scene.stage, scene.order.format.is_landscape
    has_headline = scene.needs_headline(shown)
    usual = _IN_LANDSCAPE * stage.headline.height if landscape else stage.headline.height
    tall = usual if has_headline else 0.0
    left = stage.headline if landscape else stage.whole
    headline, below = Box(left.x, left.y, left.width, tall), _below(left, tall)
    if has_headline:
        scene.headline(scene.order.title, headline)
    upper, lower = (below, stage.room) if landscape else stacked(below, plate)
    return Areas(upper, lower, has_headline)


def headed_room(scene: Composition, shown: Iterable[str]) -> Box:
    """Write the headline as `headed` does, for a layout that takes all the rest. In landscape it
    stands at the left."""
    stage = scene.stage
    if not scene.needs_headline(shown):
        return stage.whole
    if scene.order.format.is_landscape:
        scene.headline(scene.order.title, stage.headline)
        return stage.room
    headline = Box(stage.whole.x, stage.whole.y, stage.whole.width, stage.headline.height)
    scene.headline(scene.order.title, headline)
    return _below(stage.whole, headline.height)


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
