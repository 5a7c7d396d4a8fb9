"""What a setting is drawn with: a frame, its ground, and shapes in the colours of a light."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

import numpy as np
from PIL import Image

from ...formats import Format
from ...light import Light
from ..motion import Entrance, Idle, Motion
from ..parts import part, rasterized
from ..sprites import Sprite

_DITHER = 0.6  # levels; without it a sky shows bands


@dataclass(frozen=True)
class Scenery:
    """An opaque RGB picture of the frame's size, and what moves before it, the farthest first."""

    background: Image.Image
    sprites: tuple[Sprite, ...] = ()


@dataclass(frozen=True)
class View:
    """`ground` is the y on which the things of the scene will stand, in pixels."""

    form: Format
    light: Light
    ground: float
    seed: int
    chance: random.Random = field(init=False, compare=False)

    def __post_init__(self) -> None:
        # A choice of places, not a secret.
        object.__setattr__(self, "chance", random.Random(self.seed))  # noqa: S311

    @property
    def width(self) -> int:
        return self.form.width

    @property
    def height(self) -> int:
        return self.form.height

    @property
    def unit(self) -> float:
        """A hundredth of the short side, in pixels: settings look alike in every format."""
        return self.form.short_side / 100

    def rect(
        self, x: float, y: float, width: float, height: float, colour: str, round_by: float = 0
    ) -> str:
        """An SVG element in this light, as those below. Lengths are pixels, colours RRGGBB."""
        place = f'x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"'
        return f'<rect {place} rx="{round_by:.1f}" fill="{self._lit(colour)}"/>'

    def oval(self, x: float, y: float, across: float, down: float, colour: str) -> str:
        """With its middle at (x, y)."""
        place = f'cx="{x:.1f}" cy="{y:.1f}" rx="{across / 2:.1f}" ry="{down / 2:.1f}"'
        return f'<ellipse {place} fill="{self._lit(colour)}"/>'

    def path(self, way: str, colour: str) -> str:
        """`way`: as in the attribute d of a path."""
        return f'<path d="{way}" fill="{self._lit(colour)}"/>'

    def line(self, way: str, colour: str, thick: float) -> str:
        ends = 'fill="none" stroke-linecap="round" stroke-linejoin="round"'
        stroke = f'stroke="{self._lit(colour)}" stroke-width="{thick:.1f}"'
        return f'<path d="{way}" {stroke} {ends}/>'

    def _lit(self, colour: str) -> str:
        return f"#{self.light.on(colour)}"

    def sky(self, top: str, bottom: str) -> Image.Image:
        """A vertical gradient, with a little dither."""
        ends = [np.array(list(bytes.fromhex(self.light.on(c))), np.float32) for c in (top, bottom)]
        down = np.linspace(0, 1, self.height, dtype=np.float32)[:, None, None]
        rows = ends[0] * (1 - down) + ends[1] * down
        size = (self.height, self.width, 1)
        dither = np.random.default_rng(self.seed).uniform(-_DITHER, _DITHER, size)
        return Image.fromarray((rows + dither).round().clip(0, 255).astype(np.uint8))

    def flat(self, colour: str) -> Image.Image:
        return Image.new("RGB", (self.width, self.height), self._lit(colour))

    def shapes(self, body: str, *, width: float = 0, height: float = 0) -> Image.Image:
        """SVG elements, with pixels as units, as RGBA: of the frame's size unless it is given."""
        wide, high = round(width or self.width), round(height or self.height)
        head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}">'
        return rasterized(f"{head}{body}</svg>", wide)

    def painted(self, background: Image.Image, body: str) -> Image.Image:
        """The background with shapes on it."""
        whole = background.convert("RGBA")
        whole.alpha_composite(self.shapes(body))
        return whole.convert("RGB")

    def thing(self, name: str, px: float, x: float, y: float, idle: Idle = Idle.STAND) -> Sprite:
        """A part that belongs to the setting. (x, y) is the middle of its lower edge."""
        drawing = part(name, round(px))
        motion = Motion(Entrance.THERE, idle, 0.0, self.chance.random())
        return Sprite(drawing, x - drawing.width / 2, y - drawing.height, motion)
