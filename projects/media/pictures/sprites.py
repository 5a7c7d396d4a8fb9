"""A sprite is a part at its place in the picture. ffmpeg lays it over what is below it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageFilter

from ..formats import FPS
from .motion import Entrance, Motion

_POP_FRAMES = 9
_LARGE = 100_000  # pixels; a larger sprite comes in faster, and costs less
_BEYOND = 1.1  # a part that pops in grows to this much of its size first
_SHADOW, _SHADOW_DOWN, _SHADOW_COLOUR = 0.28, 0.6, (30, 24, 40)
_LUMA = (0.2126 * 219 / 255, 0.7152 * 219 / 255, 0.0722 * 219 / 255, 16)
_COLOUR = (
    *(-0.1146 * 224 / 255, -0.3854 * 224 / 255, 0.5 * 224 / 255, 128),
    *(0.5 * 224 / 255, -0.4542 * 224 / 255, -0.0458 * 224 / 255, 128),
    *(0, 0, 0, 0),
)
"""Weights of red, green and blue, and what is added: for Y, and for U and V."""
_MARGIN = 0.06  # of the longer side, for the shadow and for the growth


@dataclass(frozen=True)
class Sprite:
    """(x, y) is the top left corner of the drawing, in pixels, when it has come to rest."""

    drawing: Image.Image
    x: float
    y: float
    motion: Motion
    casts_shadow: bool = True


def write(sprite: Sprite, path: Path, reduced: int = 1) -> tuple[int, int]:
    """Write its frames as raw yuva420p, those of its entrance first, so many times smaller. Returns
    their size in pixels.

    ffmpeg repeats the last frame.
    """
    canvas = _smaller(canvas_of(sprite), reduced)
    with path.open("wb") as out:
        for frame in _entering(canvas, sprite.motion.entrance, reduced):
            out.write(yuva420p(frame))
    return canvas.size


def margin(sprite: Sprite) -> int:
    """Pixels by which its canvas is larger than its drawing, on each side."""
    return 2 * round(max(sprite.drawing.size) * _MARGIN / 2) + 4


def canvas_of(sprite: Sprite) -> Image.Image:
    """The drawing with its shadow, with a margin, and with even sides."""
    edge, drawing = margin(sprite), sprite.drawing
    width, height = (2 * ((side + 2 * edge + 1) // 2) for side in drawing.size)
    size = width, height
    canvas = _shadow(drawing, size, edge) if sprite.casts_shadow else Image.new("RGBA", size)
    canvas.alpha_composite(drawing, (edge, edge))
    return canvas


def _smaller(canvas: Image.Image, times: int) -> Image.Image:
    if times == 1:
        return canvas
    width, height = (2 * times * math.ceil(side / (2 * times)) for side in canvas.size)
    return canvas.crop((0, 0, width, height)).reduce(times)


def _shadow(drawing: Image.Image, size: tuple[int, int], edge: int) -> Image.Image:
    """It is soft, so a quarter of the size is enough to blur it in."""
    small = Image.new("L", (size[0] // 4, size[1] // 4))
    ink = drawing.getchannel("A").resize((drawing.width // 4 or 1, drawing.height // 4 or 1))
    small.paste(ink, (edge // 4, round(edge * (1 + _SHADOW_DOWN) / 4)))
    soft = small.filter(ImageFilter.GaussianBlur(edge / 10)).resize(size, Image.Resampling.BILINEAR)
    shadow = Image.new("RGBA", size, _SHADOW_COLOUR)
    shadow.putalpha(soft.point(lambda level: level * _SHADOW))
    return shadow


def _entering(canvas: Image.Image, entrance: Entrance, reduced: int) -> Iterator[Image.Image]:
    if entrance == Entrance.POP:
        is_large = canvas.width * canvas.height * reduced**2 >= _LARGE
        frames = _POP_FRAMES // 2 if is_large else _POP_FRAMES
        for index in range(1, frames):
            yield _scaled(canvas, _grown(index / frames))
    yield canvas


def _grown(time: float) -> float:
    """Share of its size at `time`, 0 to 1: "ease out back" of https://easings.net, but calmer."""
    back, beyond = time - 1, 1.3
    return max(0.05, 1 + (beyond + 1) * back**3 + beyond * back**2)


def _scaled(canvas: Image.Image, share: float) -> Image.Image:
    """The canvas with its content around the middle at this share of its size."""
    width, height = canvas.size
    left, top = width * (1 - 1 / share) / 2, height * (1 - 1 / share) / 2
    window = (1 / share, 0.0, left, 0.0, 1 / share, top)
    return canvas.transform(canvas.size, Image.Transform.AFFINE, window, Image.Resampling.BILINEAR)


def yuva420p(picture: Image.Image) -> bytes:
    """In BT.709 with limited range: planes Y, U, V and A one after the other. Sides are even.

    Four pixels share one colour. `reduce` weighs each by its ink: what is not seen must not darken
    the others.
    """
    luma = picture.convert("RGB").convert("L", _LUMA)
    colour = picture.reduce(2).convert("RGB").convert("RGB", _COLOUR)
    planes = luma, colour.getchannel("R"), colour.getchannel("G"), picture.getchannel("A")
    return b"".join(plane.tobytes() for plane in planes)


def first_frame(sprite: Sprite) -> float:
    """The second at which ffmpeg begins to show it: on a frame."""
    return round(sprite.motion.at * FPS) / FPS
