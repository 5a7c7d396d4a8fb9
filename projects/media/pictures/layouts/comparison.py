"""Two things side by side: before and after, or one and the other."""

from __future__ import annotations

from projects.illustration import lexicon
from projects.illustration.facts import Item

from ..composition import Composition
from ..stage import Box
from .areas import GAP, columns, headed_room, inset
from .row import drawings_for

_LABEL = 0.2  # of a card's height
_FIRST, _APART = 0.4, 0.7  # seconds, where the voice does not tell
_TALLEST = 620.0  # pixels


def compose(scene: Composition) -> bool:
    compared = scene.order.facts.comparison
    if compared is None:
        return False
    sides = (compared.left, compared.right)
    room = headed_room(scene, (f"{side.label} {side.text}" for side in sides))
    high = min(room.height, _TALLEST)
    room = Box(room.x, room.y + (room.height - high) / 2, room.width, high)
    names = drawings_for(scene, [Item(f"{side.label} {side.text}") for side in sides])
    names = _filled(names, scene)
    for number, (side, box) in enumerate(zip(sides, columns(room, 2, GAP), strict=True)):
        at = scene.said_at(side.start, _FIRST + number * _APART)
        _card(scene, side, box, at, names[number], is_second=number == 1)
    return True


def _filled(names: list[str], scene: Composition) -> list[str]:
    """A side that names nothing shows the like of the other one, or else of the whole scene."""
    picture, known = scene.order.picture, lexicon.drawings()
    akin = [one for name in names for one in known.alike.get(name, ())]
    shown = [one for one in (picture.hero, *picture.parts) if one and one not in known.ornaments]
    spare = [one for one in (*akin, *shown) if one not in names]
    return [name or (spare.pop(0) if spare else "") for name in names]


def _card(
    scene: Composition, side: Item, box: Box, at: float, name: str, *, is_second: bool
) -> None:
    """The second one stands out."""
    light, px = scene.light, scene.order.format.title_px
    pen = scene.on_accent if is_second else scene.on_paper
    scene.plate(box, light.accent if is_second else light.paper, at=at)
    inner = inset(box, 0.07 * box.width, 0.05 * box.height)
    label = Box(inner.x, inner.y, inner.width, _LABEL * inner.height)
    scene.write(side.label, label, 0.62 * px, pen, at=at)
    words = Box(inner.x, inner.bottom - 0.34 * inner.height, inner.width, 0.34 * inner.height)
    if name:
        thing = inset(Box(inner.x, label.bottom, inner.width, words.y - label.bottom), 0, 10)
        scene.place_on_plate(name, thing, at=at + 0.1)
    scene.write(side.text, words, 0.62 * px, pen, at=at, lines=3)
