"""A row of a list: a plate with a drawing or a number on a disc, and words beside it."""

from __future__ import annotations

from collections.abc import Collection

from PIL import Image

from projects.illustration import lexicon
from projects.illustration.facts import Item

from .. import plates
from ..composition import Composition
from ..parts import part, shape
from ..saying import capitalized, free_from, short_form
from ..stage import Box

_BUST = 0.66  # of its disc's width, for a person
_SLENDER = 0.8  # width / height of one person, and not of several
_ON_DISC = 0.84  # of its disc, for a drawing
_DISC = 0.8  # of a row's height
_WORDS = 0.62  # relative to the format's title
_LABEL = 0.9  # relative to the words
_AIR = 0.14  # of a row's height


def draw_row(
    scene: Composition, item: Item, box: Box, *, at: float, number: int, drawing: str
) -> None:
    """`number`: its place in an order, at its left; 0 where there is no order. `drawing`: the name
    of its part, or "", at its left, or at its right beside a number."""
    plate = plates.plate(
        round(box.width), round(box.height), scene.light.paper, min(36.0, box.height / 3)
    ).copy()
    side = round(_DISC * box.height)
    edge = round((box.height - side) / 2)
    right = box.right - edge
    if number:
        plate.alpha_composite(plates.disc(side, scene.light.accent), (edge, edge))
    if drawing and number:
        right -= side + edge
    if drawing:
        _draw(scene, plate, drawing, side, (plate.width - side - edge if number else edge, edge))
    scene.put(plate, box.x, box.y, at=at)
    if number:
        digit = Box(box.x + edge, box.y + edge, side, side)
        scene.write(str(number), digit, 0.56 * side, scene.on_accent, at=at, lines=1)
    start = box.x + 2 * edge + side
    _words(scene, item, Box(start, box.y, right - start, box.height), at)


def _draw(
    scene: Composition, plate: Image.Image, name: str, side: int, place: tuple[int, int]
) -> None:
    plate.alpha_composite(on_disc(name, plates.tinted(side, scene.light), _ON_DISC), place)


def on_disc(name: str, disc: Image.Image, share: float) -> Image.Image:
    """A drawing on a disc: a thing by its share of the disc, a person by head and shoulders."""
    if name in lexicon.drawings().figures and shape(name) < _SLENDER:
        wide = _BUST * disc.width
        return plates.with_bust(disc, part(name, round(wide / shape(name))))
    return plates.with_thing(disc, part(name, round(share * disc.width)))


def _words(scene: Composition, item: Item, box: Box, at: float) -> None:
    """They wait until no caption says the same. If that never is, they are shorter, or stand in
    the place of the caption."""
    order = scene.order
    px, pad = _WORDS * order.format.title_px, _AIR * box.height
    inner = Box(box.x, box.y + pad, box.width, box.height - 2 * pad)
    begin = free_from(item.text, at, order.cues, order.seconds)
    if item.label:
        share = 0.4
        label = Box(inner.x, inner.y, inner.width, share * inner.height)
        scene.write(item.label, label, px * _LABEL, scene.strong, at=at, lines=1, across=0)
        top = inner.y + share * inner.height
        inner = Box(inner.x, top, inner.width, inner.bottom - top)
    text = item.text if begin is not None else short_form(item.text)
    if begin is None and text == item.text:
        scene.captioned.append(text)
    begin = at if begin is None else begin
    scene.write(capitalized(text), inner, px, scene.on_paper, at=begin, across=0)


def drawings_for(scene: Composition, items: Collection[Item]) -> list[str]:
    """A part for each row: what its words name, or "" where they name nothing that is free."""
    language, used = scene.order.language, set[str]()
    found: list[str] = []
    for item in items:
        named = lexicon.parts_in(item.text, language)
        wanted = [one.part for one in named if not one.is_refused]
        wanted.sort(key=lambda name: name in lexicon.drawings().written)  # a dish before its day
        own = next((name for name in wanted if name not in used), "")
        used.add(own)
        found.append(own)
    return found
