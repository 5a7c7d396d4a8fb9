"""What a setting is drawn with: a frame, its ground, and shapes in the colours of a light.

Lengths are units: a unit is a hundredth of the frame's short side, so that settings look alike in
every format. x begins at the left edge. y begins at the ground and grows downwards.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

import numpy as np
from PIL import Image

from ...formats import Format
from ...light import Light
from .. import svg
from ..motion import Entrance, Idle, Motion
from ..parts import part
from ..sprites import Sprite
from .finish import Edges, finish

_CLOUDED = "B4C0CC"  # a sky without a sun
_MARGIN = 9.0  # units between the things of a scene and the right edge
_DITHER = 0.6  # levels; without it a sky shows bands


@dataclass(frozen=True)
class Scenery:
    """An opaque RGB picture of the frame's size, and what moves before it, the farthest first."""

    background: Image.Image
    sprites: tuple[Sprite, ...] = ()


@dataclass(frozen=True)
class View:
    """`ground_px` is the y on which the things of the scene will stand, in pixels, and `middle_px`
    the x around which they stand."""

    form: Format
    light: Light
    ground_px: float
    middle_px: float
    seed: int
    is_dull: bool = False  # no sun shines, and nothing glitters
    coarseness: int = 1  # pixels of a square that needs only one colour: it will be seen smaller
    chance: random.Random = field(init=False, compare=False)

    def __post_init__(self) -> None:
        # A choice of places, not a secret.
        object.__setattr__(self, "chance", random.Random(self.seed))  # noqa: S311

    @property
    def unit(self) -> float:
        """In pixels."""
        return self.form.short_side / 100

    @property
    def width(self) -> float:
        return self.form.width / self.unit

    @property
    def top(self) -> float:
        """The y of the frame's upper edge: below 0."""
        return -self.ground_px / self.unit

    @property
    def bottom(self) -> float:
        """The y of the frame's lower edge."""
        return (self.form.height - self.ground_px) / self.unit

    @property
    def middle(self) -> float:
        """The x around which hero and parts stand."""
        return self.middle_px / self.unit

    @property
    def header(self) -> float:
        """The y of the AI mark's upper edge. The mark is at the left: nothing bright goes there."""
        return self.top + self.form.top / self.unit

    def beside_headline(self, x: float) -> float:
        """An x at the left edge. In landscape the headline stands there: the edge is right of
        it."""
        return x + (2 * self.middle - self.width + _MARGIN) * self.form.is_landscape

    def rect(
        self, x: float, y: float, width: float, height: float, colour: str, round_by: float = 0
    ) -> str:
        """An SVG element in this light, as those below. Colours are RRGGBB."""
        return svg.rect(x, y, width, height, self.light.on(colour), round_by)

    def oval(self, x: float, y: float, across: float, down: float, colour: str) -> str:
        """With its middle at (x, y)."""
        return svg.oval(x, y, across, down, self.light.on(colour))

    def path(self, way: str, colour: str, opacity: float = 1.0) -> str:
        """`way`: as in the attribute d of a path. Light and shadows let through what is below."""
        return svg.path(way, self.light.on(colour), opacity)

    def polygon(self, colour: str, *corners: tuple[float, float]) -> str:
        way = " L".join(f"{x:.2f} {y:.2f}" for x, y in corners)
        return self.path(f"M{way} Z", colour)

    def land(self, colour: str, left: float, middle: float, right: float) -> str:
        """From a curved line, with these three y, down to the frame's lower edge."""
        curve = f"M0 {left:.2f} Q{self.width / 2:.2f} {middle:.2f} {self.width:.2f} {right:.2f}"
        return self.path(f"{curve} V{self.bottom + 1:.2f} H0 Z", colour)

    def line(self, way: str, colour: str, thick: float) -> str:
        return svg.line(way, self.light.on(colour), thick)

    def sky(self, top: str, bottom: str) -> Image.Image:
        """From the frame's upper edge to the ground a gradient, with a little dither."""
        if self.is_dull and top[4:] > top[:2]:  # it is blue: no wall is
            top, bottom = svg.mixed(top, _CLOUDED, 0.55), svg.mixed(bottom, _CLOUDED, 0.4)
        coarse = self.coarseness
        ends = [np.array(list(bytes.fromhex(self.light.on(c)))) for c in (top, bottom)]
        high, wide = self.form.height // coarse, self.form.width // coarse
        down = (coarse * np.arange(high) / self.ground_px).clip(0, 1)[:, None]
        # In parts of a level, of which there are 256: with whole numbers it takes a tenth as long.
        width = round(256 * 2 * _DITHER)
        levels = ends[0] * (1 - down) + ends[1] * down + 0.5 - _DITHER
        rows = (256 * levels).clip(0, 65535 - width).astype(np.uint16)
        dither = np.random.default_rng(self.seed).integers(0, width, (high, wide), np.uint16)
        bands = [(row[:, None] + dither) >> 8 for row in rows.T]
        sky = Image.merge("RGB", [Image.fromarray(band.astype(np.uint8)) for band in bands])
        return self._enlarged(sky)

    def _enlarged(self, coarse: Image.Image) -> Image.Image:
        """A background that was drawn coarsely, as large as the frame."""
        size = self.form.width, self.form.height
        return coarse if coarse.size == size else coarse.resize(size, Image.Resampling.NEAREST)

    def flat(self, colour: str) -> Image.Image:
        return Image.new("RGB", (self.form.width, self.form.height), f"#{self.light.on(colour)}")

    def painted(self, background: Image.Image, body: str) -> Image.Image:
        """The background with SVG elements of this view on it, and what the style adds to them."""
        place = f"translate(0 {self.ground_px:.1f}) scale({self.unit:.4f})"
        placed = f'<g transform="{place}">{body}{self._finish()}</g>'
        wide, high = self.form.width, self.form.height
        whole = background.reduce(self.coarseness).convert("RGBA")
        whole.alpha_composite(svg.drawn(placed, wide, high, whole.width))
        return self._enlarged(whole.convert("RGB"))

    def _finish(self) -> str:
        edges = Edges(self.light, self.chance, self.width, self.top, self.header, self.is_dull)
        return finish(edges)

    def with_thing(
        self, background: Image.Image, name: str, size: float, x: float, y: float, haze: float = 0.0
    ) -> Image.Image:
        """The background with a drawing that does not move, as far away as it is in the haze
        (0 to 1). (x, y) is the middle of its lower edge."""
        drawing = part(name, round(size * self.unit))
        left = round(x * self.unit - drawing.width / 2)
        up = round(self.ground_px + y * self.unit - drawing.height)
        picture = background.copy()
        ink = drawing.getchannel("A").point(lambda level: level * (1 - haze))
        picture.paste(drawing.convert("RGB"), (left, up), ink)
        return picture

    def thing(self, name: str, size: float, x: float, y: float, idle: Idle = Idle.STAND) -> Sprite:
        """A drawing that belongs to the setting and moves. (x, y) is the middle of its lower
        edge."""
        return self._sprite(part(name, round(size * self.unit)), x, y, idle)

    def shape(
        self, body: str, width: float, height: float, x: float, y: float, idle: Idle
    ) -> Sprite:
        """SVG elements in a box of their own that moves, with (0, 0) as its top left corner.
        (x, y) is the middle of its lower edge."""
        drawing = svg.drawn(body, width, height, round(width * self.unit))
        return self._sprite(drawing, x, y, idle)

    def _sprite(self, drawing: Image.Image, x: float, y: float, idle: Idle) -> Sprite:
        motion = Motion(Entrance.THERE, idle, 0.0, self.chance.random())
        left = x * self.unit - drawing.width / 2
        up = self.ground_px + y * self.unit - drawing.height
        return Sprite(drawing, left, up, motion, casts_shadow=False)
