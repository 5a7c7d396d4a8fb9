"""Two to four things of equal weight: each a row with its own drawing, which comes when it is
said."""

from __future__ import annotations

from collections.abc import Sequence

from ..composition import Composition
from ..stage import Box
from .areas import GAP, beside, headed_room, rows
from .group import place_group
from .row import draw_row, drawings_for

_TALLEST = 172.0  # pixels
_FIRST, _APART = 0.5, 0.45  # seconds, where the voice does not tell
_IN_LANDSCAPE = 0.56  # of the width, for the rows
_HERO_FROM = 250.0  # pixels below the rows from which a hero has room there


def compose(scene: Composition) -> bool:
    items = scene.order.facts.items
    if len(items) < 2:
        return False
    room = headed_room(scene, (item.text for item in items))
    drawings = drawings_for(scene, items)
    high = len(items) * _TALLEST + (len(items) - 1) * GAP
    spare = room.height - high - GAP
    if scene.order.format.is_landscape and room == scene.stage.whole:
        room, right = beside(room, _IN_LANDSCAPE)
        place_group(scene, right, without=drawings)
    elif spare >= _HERO_FROM and _has_own_hero(scene, drawings):
        below = Box(room.x, room.y + high + GAP, room.width, spare)
        place_group(scene, below, without=drawings)
        room = Box(room.x, room.y, room.width, high)
    for number, (item, box) in enumerate(zip(items, rows(room, len(items), _TALLEST), strict=True)):
        at = scene.said_at(item.start, _FIRST + number * _APART)
        order = 0 if drawings[number] else number + 1
        draw_row(scene, item, box, at=at, number=order, drawing=drawings[number])
    return True


def _has_own_hero(scene: Composition, drawings: Sequence[str]) -> bool:
    """Without one a lone potted plant would stand below the rows."""
    hero = scene.order.picture.hero
    return bool(hero) and hero not in drawings
