"""Moves slowly over a photo. Its frames are raw yuv420p, smooth to a hundredth of a pixel."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageFilter

from ..clip_order import ClipOrder
from ..faces import Area
from ..formats import even
from .backdrops import Placed
from .placing import ZOOM, nearest
from .planes import BLACK, WHITE, joined, laid, planes_of
from .shade import light_left
from .sliding import Plane, Window, seen

_SPARE = 1.14  # the still is this much larger than the frame, so the zoom never enlarges it
# Bilinear frames lose some sharpness, so the still gets more of it once. Bicubic frames would look
# the same and take longer.
_SHARPER = ImageFilter.UnsharpMask(radius=1, percent=45, threshold=0)


@dataclass(frozen=True)
class _Move:
    """Zoom and position at both ends of the move. Positions are from 0 (left, top) to 1."""

    zooms: tuple[float, float]
    across: tuple[float, float]
    down: tuple[float, float]


def frames(
    placed: Placed,
    order: ClipOrder,
    count: int,
    *,
    seed: int,
    dark_from: int,
    wanted: Iterable[int] | None = None,
) -> Iterator[bytes]:
    """`count` frames of `order` in BT.709, limited range, planes Y, U, V one after the other; or of
    these only those that are `wanted`.

    From `dark_from` pixels down they are dark enough for white text. The very top is a little
    darker too. The seed chooses the direction of the move, which never leaves the heads.
    """
    left, top, width, height = placed.placing.box
    light = light_left(order.format, dark_from, order.reduced)
    behind = planes_of(placed.backdrop, light) if placed.backdrop else ()
    luma, *colours = planes_of(_still(placed, (width, height)), light[top : top + height])
    planes = [_sharpened(luma), *colours]
    move = _move(random.Random(seed), placed.heads)  # noqa: S311 - a direction, not a secret
    for index in range(count) if wanted is None else wanted:
        frame = _frame(planes, (width, height), _window(move, index / max(1, count - 1)))
        yield joined(laid(frame, behind, (left, top)))


def _frame(planes: Sequence[Plane], size: tuple[int, int], window: Window) -> list[Plane]:
    half = size[0] // 2, size[1] // 2
    sized = zip(planes, (size, half, half), strict=True)
    return [seen(plane, its_size, window) for plane, its_size in sized]


def _move(chance: random.Random, heads: Sequence[Area] = ()) -> _Move:
    near, far = 1.0 + ZOOM, 1.0
    if heads:
        return _toward(nearest(heads), chance)
    zooms = chance.choice([(far, near), (near, far)])
    across = chance.choice([(0.15, 0.85), (0.85, 0.15), (0.5, 0.5)])
    return _Move(zooms, across, chance.choice([(0.35, 0.5), (0.5, 0.35)]))


def _toward(window: Area, chance: random.Random) -> _Move:
    """Between all that is seen and this window of it: it zooms about one point."""
    zooms = chance.choice([(1.0, 1 / window.width), (1 / window.width, 1.0)])
    left, top = (
        edge / (1 - window.width) if window.width < 1 else 0.5 for edge in (window.left, window.top)
    )
    return _Move(zooms, (left, left), (top, top))


def _window(move: _Move, time: float) -> Window:
    """The part of the still that is seen at `time`, 0 to 1."""
    done = (1 - math.cos(math.pi * time)) / 2 * 0.5 + time * 0.5  # starts slowly, never stops
    zoom, across, down = (a + (b - a) * done for a, b in (move.zooms, move.across, move.down))
    side = 1 / zoom
    left, top = (1 - side) * across, (1 - side) * down
    return left, top, left + side, top + side


def _still(placed: Placed, box: tuple[int, int]) -> Image.Image:
    size = (even(box[0] * _SPARE), even(box[1] * _SPARE))
    with Image.open(placed.photo, formats=("JPEG",)) as picture:
        window = placed.placing.window
        # A JPEG decodes many times faster at a half, a quarter or an eighth of its size.
        picture.draft("RGB", (int(2 * size[0] / window.width), int(2 * size[1] / window.height)))
        width, height = picture.size
        part = (
            window.left * width,
            window.top * height,
            window.right * width,
            window.bottom * height,
        )
        return picture.convert("RGB").resize(size, Image.Resampling.LANCZOS, part)


def _sharpened(luma: Plane) -> Plane:
    """Eyes see it there alone."""
    return np.asarray(Image.fromarray(luma).filter(_SHARPER)).clip(BLACK, WHITE)
