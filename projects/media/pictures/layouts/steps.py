"""One, two, three: steps below each other, or beside each other, with arrows between them."""

from __future__ import annotations

from .. import plates
from ..composition import Composition
from ..stage import Box
from .areas import headed_room, rows
from .row import draw_row, drawings_for

_TALLEST = 178.0  # pixels
_ARROW = 54.0
_FIRST, _APART = 0.5, 0.6  # seconds, where the voice does not tell


def compose(scene: Composition) -> bool:
    items = scene.order.facts.steps
    if len(items) < 2:
        return False
    room = headed_room(scene, (f"{item.label} {item.text}" for item in items))
    boxes = rows(room, len(items), _TALLEST, gap=_ARROW)
    drawings = drawings_for(scene, items)
    for number, (item, box) in enumerate(zip(items, boxes, strict=True)):
        at = scene.said_at(item.start, _FIRST + number * _APART)
        draw_row(scene, item, box, at=at, number=number + 1, drawing=drawings[number])
        if number:
            _arrow(scene, box, at)
    return True


def _arrow(scene: Composition, below: Box, at: float) -> None:
    drawing = plates.arrow(round(_ARROW), scene.light)
    scene.put(drawing, below.middle[0] - _ARROW / 2, below.y - _ARROW, at=at)
