"""Moves slowly over a photo. Its frames are raw yuv420p, smooth to a hundredth of a pixel."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter, ImageOps

from ..formats import FACES, Format, even
from .shade import Plane, light_left

ZOOM = 0.12
"""How much the move zooms in from its start to its end, or out."""

_SPARE = 1.14  # the still is this much larger than the frame, so the zoom never enlarges it
# Bilinear frames lose some sharpness, so the still gets more of it once. Bicubic frames would look
# the same and cost half as much again.
_SHARPER = ImageFilter.UnsharpMask(radius=1, percent=45, threshold=0)

_Window = tuple[float, float, float, float]  # left, top, right, bottom as shares of the still

# Luma weights of ITU-R BT.709; chroma follows from them.
_RED, _GREEN, _BLUE = 0.2126, 0.7152, 0.0722


@dataclass(frozen=True)
class _Move:
    """Zoom and position at both ends of the move. Positions are from 0 (left, top) to 1."""

    zooms: tuple[float, float]
    across: tuple[float, float]
    down: tuple[float, float]


def frames(photo: Path, form: Format, count: int, *, seed: int, dark_from: int) -> Iterator[bytes]:
    """`count` frames of `form` in BT.709, limited range, planes Y, U, V one after the other.

    The photo fills the frame. From `dark_from` pixels down it is dark enough for white text. The
    very top is a little darker too. The seed chooses the direction of the move.
    """
    planes = _planes(_still(photo, form), light_left(form, dark_from))
    move = _move(random.Random(seed))  # noqa: S311 - a choice of direction, not a secret
    for index in range(count):
        window = _window(move, index / max(1, count - 1))
        yield _frame(planes, form, window)


def _frame(planes: Sequence[Image.Image], form: Format, window: _Window) -> bytes:
    half = form.width // 2, form.height // 2
    sizes = ((form.width, form.height), half, half)
    seen = (_resized(*pair, window) for pair in zip(planes, sizes, strict=True))
    return b"".join(plane.tobytes() for plane in seen)


def _resized(plane: Image.Image, size: tuple[int, int], window: _Window) -> Image.Image:
    left, top, right, bottom = window
    width, height = plane.size
    box = (left * width, top * height, right * width, bottom * height)
    return plane.resize(size, Image.Resampling.BILINEAR, box)


def _move(chance: random.Random) -> _Move:
    near, far = 1.0 + ZOOM, 1.0
    zooms = chance.choice([(far, near), (near, far)])
    across = chance.choice([(0.15, 0.85), (0.85, 0.15), (0.5, 0.5)])
    return _Move(zooms, across, chance.choice([(0.35, 0.5), (0.5, 0.35)]))


def _window(move: _Move, time: float) -> _Window:
    """The part of the still that is seen at `time`, 0 to 1."""
    done = (1 - math.cos(math.pi * time)) / 2 * 0.5 + time * 0.5  # starts slowly, never stops
    zoom, across, down = (a + (b - a) * done for a, b in (move.zooms, move.across, move.down))
    side = 1 / zoom
    left, top = (1 - side) * across, (1 - side) * down
    return left, top, left + side, top + side


def _still(photo: Path, form: Format) -> Image.Image:
    size = (even(form.width * _SPARE), even(form.height * _SPARE))
    with Image.open(photo, formats=("JPEG",)) as picture:
        still = ImageOps.fit(picture, size, Image.Resampling.LANCZOS, 0, FACES).convert("RGB")
    return still.filter(_SHARPER)


def _planes(still: Image.Image, shade: Plane) -> tuple[Image.Image, Image.Image, Image.Image]:
    rgb = np.asarray(still, np.float32) * _stretched(shade, still.height)[:, None, None]
    red, green, blue = rgb[..., 0], rgb[..., 1], rgb[..., 2]
    luma = _RED * red + _GREEN * green + _BLUE * blue
    return (
        _image(16 + luma * (219 / 255)),
        _image(128 + _halved(blue - luma) * (112 / 255 / (1 - _BLUE))),
        _image(128 + _halved(red - luma) * (112 / 255 / (1 - _RED))),
    )


def _stretched(rows: Plane, height: int) -> Plane:
    places = np.linspace(0, len(rows) - 1, height)
    return np.interp(places, np.arange(len(rows)), rows)


def _halved(plane: Plane) -> Plane:
    height, width = plane.shape
    return plane.reshape(height // 2, 2, width // 2, 2).mean(axis=(1, 3))


def _image(plane: Plane) -> Image.Image:
    return Image.fromarray(plane.round().clip(0, 255).astype(np.uint8))
