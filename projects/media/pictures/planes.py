"""Pictures as ffmpeg takes them raw: yuv420p in BT.709 and limited range, a plane for each of Y, U
and V. The planes of colour have half the width and half the height."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from .shade import Plane as Shade
from .sliding import Plane

BLACK, WHITE = 16, 235
_GREY = 128  # of a colour: none
_ROWS = 128  # at a time: what is computed of them stays in the processor's cache; an even number
_ONE, _HALF = 256, 128  # weights are whole numbers of 1/256
# Luma weights of ITU-R BT.709; chroma follows from them.
_RED, _GREEN, _BLUE = np.float32(0.2126), np.float32(0.7152), np.float32(0.0722)


def planes_of(still: Image.Image, shade: Shade) -> tuple[Plane, Plane, Plane]:
    """Those of an RGB picture of even sides. `shade`: the share of light that stays, from its top
    to its bottom."""
    bands = [np.asarray(band) for band in still.split()]
    light = _stretched(shade, still.height).astype(np.float32)[:, None]
    luma = np.empty((still.height, still.width), np.uint8)
    blue, red = (np.empty((still.height // 2, still.width // 2), np.uint8) for _ in range(2))
    for first in range(0, still.height, _ROWS):
        rows, half = slice(first, first + _ROWS), slice(first // 2, (first + _ROWS) // 2)
        r, g, b = (band[rows] * light[rows] for band in bands)
        bright = _RED * r + _GREEN * g + _BLUE * b
        luma[rows] = bright * (219 / 255) + (BLACK + 0.5)
        less = _halved(bright)
        blue[half] = (_halved(b) - less) * (112 / 255 / (1 - _BLUE)) + 128.5
        red[half] = (_halved(r) - less) * (112 / 255 / (1 - _RED)) + 128.5
    return luma, blue, red


def _stretched(rows: Shade, height: int) -> Shade:
    places = np.linspace(0, len(rows) - 1, height)
    return np.interp(places, np.arange(len(rows)), rows)


def _halved(plane: NDArray[np.float32]) -> NDArray[np.float32]:
    rows = plane[0::2] + plane[1::2]
    return (rows[:, 0::2] + rows[:, 1::2]) * np.float32(0.25)


def planes_in(frame: bytes | bytearray, size: tuple[int, int]) -> tuple[Plane, Plane, Plane]:
    """Those of a raw frame of this width and height."""
    (width, height), pixels = size, np.frombuffer(frame, np.uint8)
    colours = pixels[width * height :].reshape(2, height // 2, width // 2)
    return pixels[: width * height].reshape(height, width), colours[0], colours[1]


def darken(planes: Sequence[Plane], shade: Shade) -> None:
    """Leave as much light in each row as `shade` says, which has a share for each."""
    for plane, zero in zip(planes, (BLACK, _GREY, _GREY), strict=True):
        light = np.rint(shade[:: len(shade) // len(plane)] * _ONE).astype(np.uint16)[:, None]
        for first in range(0, len(plane), _ROWS):
            rows = slice(first, first + _ROWS)
            if (weight := light[rows]).min() < _ONE:
                mixed = np.multiply(plane[rows], weight, dtype=np.uint16)
                mixed += zero * (_ONE - weight) + _HALF
                mixed >>= 8
                plane[rows] = mixed


def laid(frame: Sequence[Plane], behind: Sequence[Plane], at: tuple[int, int]) -> Iterator[Plane]:
    """The planes over those of a backdrop, if there is one: their left and upper edge is `at`."""
    half = at[0] // 2, at[1] // 2
    for index, plane in enumerate(frame):
        if not behind:
            yield plane
            continue
        whole, (left, top) = behind[index].copy(), half if index else at
        whole[top : top + plane.shape[0], left : left + plane.shape[1]] = plane
        yield whole


def joined(planes: Iterable[Plane]) -> bytes:
    """The raw frame of these planes."""
    return b"".join(plane.data for plane in planes)
