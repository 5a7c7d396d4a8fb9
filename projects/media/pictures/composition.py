"""The picture of a scene while it is put together: sprites and letters over a setting."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import product

from PIL import Image

from projects.illustration import lexicon

from ..clip_order import ClipOrder
from ..formats import even
from ..light import Light
from ..typesetting.boxed import fit_box
from ..typesetting.fonts import Face
from ..typesetting.glyphs import line_width, printable
from ..typesetting.typeset import Block
from . import plates
from .ass import Entrance as Fade
from .ass import Pen, Sheet
from .lettering import pens
from .motion import Entrance, Idle, Motion
from .parts import part, shape
from .saying import is_told, windows
from .scenery import draw
from .scenery.view import View
from .sprites import Sprite
from .stage import Box, Stage

HEADLINE = 1.15  # relative to a format's title size
EDGE = 0.1  # around a headline's letters, at most, as a share of their size
_WORD_BY_WORD, _LINE_BY_LINE = 0.1, 0.25  # seconds
_HEADLINE_IN, _RISE = 0.42, 46.0  # seconds, pixels
_LETTERS_AFTER, _LETTERS_IN, _LETTERS_RISE = 0.16, 0.3, 14.0  # after the plate they stand on
_LAST = 1.2  # seconds: nothing comes in later than that before the end


@dataclass(frozen=True)
class Measured:
    block: Block
    widths: tuple[float, ...]  # of each line, in pixels


@dataclass(frozen=True)
class Line:
    box: Box
    px: float
    face: Face


@dataclass
class Composition:
    """`sprites` are in the order in which they lie over each other. Layouts add to it.

    `taken` and `letters` tell which boxes are in use: headline, hero, each part, each plate; and
    each line of letters. `captioned` are words that stand on the picture in the place of their
    caption."""

    order: ClipOrder
    background: Image.Image
    sprites: list[Sprite]
    sheet: Sheet
    stage: Stage
    chance: random.Random = field(init=False)
    taken: list[Box] = field(default_factory=list)
    letters: list[Box] = field(default_factory=list)
    captioned: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.order.seed)  # noqa: S311 - a choice of places, no secret

    @property
    def light(self) -> Light:
        return self.order.light

    @property
    def on_paper(self) -> Pen:
        return Pen(self.light.on_paper)

    @property
    def on_accent(self) -> Pen:
        return Pen(self.light.on_accent)

    @property
    def strong(self) -> Pen:
        """For what counts most on paper."""
        return Pen(self.light.strong)

    def said_at(self, position: int, otherwise: float) -> float:
        """When the voice says it, but never so late that nobody would see it."""
        return min(self.order.said_at(position, otherwise), self._latest)

    @property
    def _latest(self) -> float:
        return max(0.0, self.order.seconds - _LAST)

    def place(
        self,
        name: str,
        within: Box,
        *,
        at: float,
        entrance: Entrance = Entrance.POP,
        idle: Idle = Idle.STAND,
        on_ground: bool = True,
    ) -> Box:
        """Add a part, as large as the box allows, in its middle: at its foot or at its centre."""
        drawing = self._thing(name, within)
        across, down = within.middle
        y = within.bottom - drawing.height if on_ground else down - drawing.height / 2
        return self.put(drawing, across - drawing.width / 2, y, at=at, entrance=entrance, idle=idle)

    def _thing(self, name: str, within: Box) -> Image.Image:
        if not self.light.rim:
            return part(name, round(_longer_side(shape(name), within)))
        edge = plates.RIM
        inner = Box(0, 0, within.width - 2 * edge, within.height - 2 * edge)
        return plates.rimmed(part(name, round(_longer_side(shape(name), inner))), self.light)

    def place_on_plate(self, name: str, within: Box, *, at: float) -> Box:
        """Add a part that lies on a plate, in the middle of the box."""
        drawing = part(name, round(_longer_side(shape(name), within)))
        across, down = within.middle
        x, y = across - drawing.width / 2, down - drawing.height / 2
        return self.put(drawing, x, y, at=at, is_on_another=True)

    def put(
        self,
        drawing: Image.Image,
        x: float,
        y: float,
        *,
        at: float,
        entrance: Entrance = Entrance.POP,
        idle: Idle = Idle.STAND,
        is_on_another: bool = False,
    ) -> Box:
        """Add a drawing. `is_on_another`: it lies on one that is there already."""
        motion = Motion(entrance, idle, min(at, self._latest), self.chance.random())
        x, y = even(x), even(y)  # where ffmpeg puts it
        sprite = Sprite(drawing, x, y, motion, casts_shadow=not is_on_another)
        self.sprites.append(sprite)
        box = Box(x, y, *drawing.size)
        if not is_on_another:
            self.taken.append(box)
        return box

    def plate(self, box: Box, colour: str, *, at: float) -> Box:
        radius = min(36.0, box.height / 3)
        drawing = plates.plate(round(box.width), round(box.height), colour, radius)
        return self.put(drawing, box.x, box.y, at=at)

    def write(
        self,
        text: str,
        box: Box,
        px: float,
        pen: Pen,
        *,
        at: float,
        face: Face = Face.BOLD,
        lines: int = 2,
        across: float = 0.5,
        down: float = 0.5,
        until: float | None = None,
    ) -> Block:
        """Write in a box, at `px` pixels per em or smaller. `across` and `down`: 0 is left and
        top, 0.5 the middle."""
        face = face.that_draws(printable(text))
        block = fit_box(
            text, px, box.width, box.height, lines, face=face, leading=self.order.leading
        )
        fade = Fade(at + _LETTERS_AFTER, _LETTERS_IN, _LETTERS_RISE)
        top = box.y + (box.height - block.height) * down
        for index, line in enumerate(block.lines):
            width = line_width(line, block.px, face=face)
            x, y = box.x + (box.width - width) * across, top + index * block.pitch
            self.letters.append(Box(x, y, width, block.px))
            self.sheet.text(line, x, y, block.px, pen, face=face, entrance=fade, until=until)
        return block

    def measure(self, text: str, width: float, height: float, px: float, *, lines: int) -> Measured:
        """How `write` would set it."""
        face = Face.BOLD.that_draws(printable(text))
        block = fit_box(text, px, width, height, lines, face=face, leading=self.order.leading)
        widths = tuple(line_width(line, block.px, face=face) for line in block.lines)
        return Measured(block, widths)

    def measure_line(self, text: str, px: float) -> float:
        """The width of one line in BOLD letters."""
        return line_width(printable(text), px, face=Face.BOLD)

    def set_line(self, text: str, box: Box, px: float) -> Line:
        """The place of one line of BOLD letters in the middle of a box."""
        face = Face.BOLD
        block = fit_box(text, px, box.width, box.height, 1, face=face, leading=1.0)
        width = line_width(text, block.px, face=face)
        x, y = box.middle[0] - width / 2, box.middle[1] - block.px / 2
        taken = Box(x, y, width, block.px)
        self.letters.append(taken)
        return Line(taken, block.px, face)

    def needs_headline(self, shown: Iterable[str] = ()) -> bool:
        """Whether the title says what the picture does not show anyway."""
        return bool(printable(self.order.title)) and not is_told(self.order.title, shown)

    def headline(self, text: str, box: Box, *, larger: float = 1.0, waits: bool = True) -> Box:
        """Write a headline in the box, word by word. Returns the box that it takes.

        It waits until no caption says the same words, unless the caption is left out for it."""
        order, face = self.order, self.light.face.that_draws(printable(text))
        px = order.format.title_px * HEADLINE * larger
        edge, leading = EDGE * px, order.leading
        block = fit_box(text, px, box.width - 2 * edge, box.height, 2, face=face, leading=leading)

        top = box.y + (box.height - block.height) / 2
        taken = Box(box.x, top, box.width, block.height)
        self.taken.append(taken)
        for index, line in enumerate(block.lines):
            width = line_width(line, block.px, face=face)
            x = box.x + (box.width - width) / 2
            self.letters.append(Box(x, top + index * block.pitch, width, block.px))
        boxes = self.letters[-len(block.lines) :] if block.lines else []
        for begin, until in windows(text, 0.0, order.cues if waits else (), order.seconds):
            self._letter(block, face, boxes, begin, until)
        return taken

    def _letter(
        self, block: Block, face: Face, boxes: Sequence[Box], begin: float, until: float | None
    ) -> None:
        """Draw the lines of a headline in their boxes, once with each pen of the style."""
        numbered = enumerate(zip(block.lines, boxes, strict=True))
        for pen, (index, (line, box)) in product(pens(self.light.lettering, block.px), numbered):
            self.sheet.text(
                line,
                box.x,
                box.y,
                block.px,
                pen,
                face=face,
                entrance=Fade(begin + index * _LINE_BY_LINE, _HEADLINE_IN, _RISE),
                until=until,
                word_by_word=_WORD_BY_WORD,
            )


def begin(order: ClipOrder, stage: Stage) -> Composition:
    """The setting of a scene, with nothing before it yet."""
    middle, _ = stage.room.middle
    is_dull = order.picture.is_grave or _is_of_bad_weather(order)
    # Rasterizing the setting takes most of the time of a picture.
    rest = order.seed, is_dull, order.reduced
    view = View(order.format, order.light, stage.ground, middle, *rest)
    scenery = draw(order.picture.setting, view)
    sheet = Sheet(order.format, order.seconds)
    return Composition(order, scenery.background, [*scenery.sprites], sheet, stage)


def _is_of_bad_weather(order: ClipOrder) -> bool:
    """A sun would contradict its words."""
    named = {order.picture.hero, *order.picture.parts}
    return bool(named & {*lexicon.drawings().bad_weather})


def _longer_side(shape: float, box: Box) -> float:
    """Of a drawing of this shape (width / height) that just fits into the box."""
    return (
        max(box.width, box.width / shape)
        if shape * box.height > box.width
        else max(box.height, box.height * shape)
    )
