"""Paints the background of a card: a soft gradient with three clouds of colour, chosen by a seed.

The same seed gives the same picture.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ..formats import even
from ..palettes import Palette

OVERSIZE = 1.12
"""A backdrop is this much larger than the frame, so that it can drift."""

_COARSE = 8  # painted at an eighth of the size, because everything is soft
_NOISE = 1.2  # levels; without noise an 8-bit gradient shows bands

Plane = NDArray[np.float32]


def paint(palette: Palette, width: int, height: int, seed: int) -> Image.Image:
    """An RGB picture for a frame of `width` x `height` pixels, `OVERSIZE` times as large."""
    size = (even(width * OVERSIZE), even(height * OVERSIZE))
    random = np.random.default_rng(seed)
    coarse = _clouds(palette, size[0] // _COARSE, size[1] // _COARSE, random)
    noise = (2 * random.random((size[1], size[0]), dtype=np.float32) - 1) * _NOISE
    # One channel at a time saves memory: a channel is 10 MB, and two scenes are painted at once.
    return Image.merge("RGB", [_channel(coarse[:, :, i], noise) for i in range(3)])


def _clouds(palette: Palette, width: int, height: int, random: np.random.Generator) -> Plane:
    x, y = np.meshgrid(np.linspace(0, 1, width), np.linspace(0, 1, height))
    colours = _gradient(palette.gradient, (x + y) / 2)
    for colour, anchor in zip(palette.blobs, random.permutation(3), strict=True):
        centre_x, centre_y = random.uniform(0, 1), (anchor + random.uniform(0.1, 0.9)) / 3
        spread = random.uniform(0.22, 0.34)
        distance = (x - centre_x) ** 2 + ((y - centre_y) * height / width) ** 2
        weight = 0.55 * np.exp(-distance / (2 * spread**2))[:, :, None]
        colours = colours * (1 - weight) + _rgb(colour) * weight
    return colours.astype(np.float32)


def _gradient(stops: tuple[str, str, str], along: NDArray[np.float64]) -> NDArray[np.float64]:
    first, middle, last = (_rgb(stop) for stop in stops)
    position = along[:, :, None] * 2
    lower = first + (middle - first) * position.clip(0, 1)
    return lower + (last - middle) * (position - 1).clip(0, 1)


def _rgb(colour: str) -> NDArray[np.float64]:
    return np.array(list(bytes.fromhex(colour)), dtype=np.float64)


def _channel(coarse: Plane, noise: Plane) -> Image.Image:
    """The plane, enlarged to the size of `noise`, with the noise added, in whole levels."""
    size = (noise.shape[1], noise.shape[0])
    levels = noise + np.asarray(Image.fromarray(coarse).resize(size, Image.Resampling.BICUBIC))
    np.clip(levels, 0, 255, out=levels)
    return Image.fromarray(np.rint(levels, out=levels).astype(np.uint8))
