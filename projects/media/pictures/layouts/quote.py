"""Somebody's words in a speech bubble, over who says them."""

from __future__ import annotations

from .. import plates
from ..composition import Composition
from ..stage import Box
from .areas import headed, inset
from .group import place_group

_PLATE = 0.56  # of the room, in portrait
_AT = 0.35
_FOOT = 0.13  # of a bubble's height, for its tail


def compose(scene: Composition) -> bool:
    quote = scene.order.facts.quote
    if quote is None:
        return False
    found = headed(scene, [quote.words, quote.who], plate=_PLATE)
    box, landscape = found.plate, scene.order.format.is_landscape
    at = scene.said_at(quote.start, _AT)
    tail = 0.8 * box.width if landscape else 0.5 * box.width
    bubble = plates.bubble(round(box.width), round(box.height), tail, scene.light.paper)
    scene.put(bubble, box.x, box.y, at=at)
    inner = inset(
        Box(box.x, box.y, box.width, box.height * (1 - _FOOT)), 0.07 * box.width, 0.09 * box.height
    )
    px = scene.order.format.title_px
    if quote.who:
        who = Box(inner.x, inner.bottom - 0.18 * inner.height, inner.width, 0.18 * inner.height)
        scene.write(f"— {quote.who}", who, 0.46 * px, scene.strong, at=at, lines=1, across=1)
        inner = Box(inner.x, inner.y, inner.width, inner.height * 0.8)
    scene.write(f"“{quote.words}”", inner, 0.8 * px, scene.on_paper, at=at, lines=3)
    place_group(scene, found.hero)
    return True
