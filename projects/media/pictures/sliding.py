"""What is seen of a plane through a window whose edges lie between its pixels."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Plane = NDArray[np.uint8]
Window = tuple[float, float, float, float]  # left, top, right, bottom as shares of the plane

_ROWS = 128  # at a time: what is computed of them stays in the processor's cache
_ONE, _HALF, _HIGH = 256, 128, 0xFF00  # weights are whole numbers of 1/256


def seen(plane: Plane, size: tuple[int, int], window: Window) -> Plane:
    """The part of the plane in the window, `size` pixels wide and high.

    Each pixel is mixed from the four around it (bilinear), so the window may be hardly larger than
    the size. Pillow could do the same, but it takes twice as long.
    """
    (width, height), (high, wide) = size, plane.shape
    left, across = _places(width, window[0] * wide, window[2] * wide, wide)
    top, down = _places(height, window[1] * high, window[3] * high, high)
    out = np.empty((height, width), np.uint8)
    begin, end = int(left[0]), int(left[-1]) + 2
    part, columns = plane[:, begin:end], left - begin
    for rows in _blocks(height):
        mixed = _mixed_down(part, top[rows], down[rows, None])
        out[rows] = _mixed_across(mixed, columns, across)
    return out


def _blocks(height: int) -> Iterator[slice]:
    for first in range(0, height, _ROWS):
        yield slice(first, min(height, first + _ROWS))


def _places(
    count: int, begin: float, end: float, length: int
) -> tuple[NDArray[np.intp], NDArray[np.uint16]]:
    """For each pixel the place of the one before it in the plane, and the weight of the next."""
    middles = begin + (np.arange(count) + 0.5) * ((end - begin) / count) - 0.5
    middles = np.clip(middles, 0, length - 1)
    before = np.minimum(middles.astype(np.intp), length - 2)
    return before, np.rint((middles - before) * _ONE).astype(np.uint16)


def _mixed_down(
    plane: Plane, before: NDArray[np.intp], weight: NDArray[np.uint16]
) -> NDArray[np.uint16]:
    """Rows between those of the plane, times 256, and the half that rounds them."""
    mixed = np.multiply(plane[before], _ONE - weight, dtype=np.uint16)
    mixed += np.multiply(plane[before + 1], weight, dtype=np.uint16)
    mixed += _HALF
    return mixed


def _mixed_across(
    rows: NDArray[np.uint16], before: NDArray[np.intp], weight: NDArray[np.uint16]
) -> NDArray[np.uint16]:
    """Two neighbours are taken at once, as the two bytes of one number."""
    pairs = rows[:, :-1] >> 8
    pairs |= rows[:, 1:] & _HIGH
    taken = np.take(pairs, before, axis=1, mode="clip")
    mixed: NDArray[np.uint16] = np.bitwise_and(taken, 0xFF, dtype=np.uint16)
    mixed *= _ONE - weight
    taken >>= 8
    taken *= weight
    mixed += taken
    mixed += _HALF
    mixed >>= 8
    return mixed
