"""The picture of a scene while it is put together: sprites and letters over a setting."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from itertools import product

from PIL import Image

from ..clip_order import ClipOrder
from ..light import LIGHTS, Light
from ..typesetting.fonts import Face
from ..typesetting.glyphs import line_width, printable
from ..typesetting.typeset import Block, fit
from .ass import Entrance as Fade
from .ass import Sheet
from .lettering import pens
from .motion import Entrance, Idle, Motion
from .parts import part, shape
from .scenery import draw
from .scenery.view import View
from .sprites import Sprite
from .stage import Box, Stage, stage_of

_LINE_BY_LINE, _HEADLINE_IN, _RISE = 0.11, 0.42, 46.0  # seconds, seconds, pixels
_LEADING = 1.22
_HEADLINE = 1.15  # relative to a format's title size


@dataclass
class Composition:
    """`sprites` are in the order in which they lie over each other. Layouts add to it."""

    order: ClipOrder
    background: Image.Image
    sprites: list[Sprite]
    sheet: Sheet
    chance: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.order.seed)  # noqa: S311 - a choice of places, no secret

    @property
    def stage(self) -> Stage:
        return stage_of(self.order.format, self.order.look)

    @property
    def light(self) -> Light:
        return LIGHTS[self.order.style]

    def place(
        self,
        name: str,
        within: Box,
        *,
        at: float,
        entrance: Entrance = Entrance.POP,
        idle: Idle = Idle.STAND,
        on_ground: bool = True,
    ) -> Sprite:
        """Add a part, as large as the box allows, in its middle: at its foot or at its centre."""
        drawing = part(name, round(_longer_side(shape(name), within)))
        across, down = within.middle
        y = within.bottom - drawing.height if on_ground else down - drawing.height / 2
        motion = Motion(entrance, idle, at, self.chance.random())
        sprite = Sprite(drawing, across - drawing.width / 2, y, motion)
        self.sprites.append(sprite)
        return sprite

    def headline(self, text: str, box: Box, *, lines: int = 2, middle: bool = True) -> float:
        """Write a headline in the box, line after line. Returns its lower edge, its y in pixels."""
        block, face = self._headline(text, box, lines)
        top = box.y + (box.height - block.height) / 2
        for pen, (index, line) in product(
            pens(self.light.lettering, block.px), enumerate(block.lines)
        ):
            spare = box.width - line_width(line, block.px, face=face)
            x, y = box.x + (spare / 2 if middle else 0), top + index * block.pitch
            fade = Fade(index * _LINE_BY_LINE, _HEADLINE_IN, _RISE)
            self.sheet.text(line, x, y, block.px, pen, face=face, entrance=fade)
        return top + block.height

    def _headline(self, text: str, box: Box, lines: int) -> tuple[Block, Face]:
        face = self.light.face.that_draws(printable(text))
        px = self.order.format.title_px * _HEADLINE
        block = fit(text, px, box.width, lines, face=face, leading=_LEADING)
        if block.is_cut:  # nobody speaks a title: all of it has to be seen
            block = fit(text, px, box.width, 3 * lines, face=face, leading=_LEADING)
        return block, face


def begin(order: ClipOrder) -> Composition:
    """The setting of a scene, with nothing before it yet."""
    stage = stage_of(order.format, order.look)
    middle, _ = stage.room.middle
    view = View(order.format, LIGHTS[order.style], stage.ground, middle, order.seed)
    scenery = draw(order.picture.setting, view)
    sheet = Sheet(order.format, order.seconds)
    return Composition(order, scenery.background, [*scenery.sprites], sheet)


def _longer_side(shape: float, box: Box) -> float:
    """Of a drawing of this shape (width / height) that just fits into the box."""
    return (
        max(box.width, box.width / shape)
        if shape * box.height > box.width
        else max(box.height, box.height * shape)
    )
