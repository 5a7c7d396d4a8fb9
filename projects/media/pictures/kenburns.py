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
from .shade import Plane, light_left

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
    behind = _planes(placed.backdrop, light) if placed.backdrop else ()
    planes = _planes(_still(placed, (width, height)), light[top : top + height])
    move = _move(random.Random(seed), placed.heads)  # noqa: S311 - a direction, not a secret
    for index in range(count) if wanted is None else wanted:
        seen = _frame(planes, (width, height), _window(move, index / max(1, count - 1)))
        yield b"".join(plane.tobytes() for plane in _laid(seen, behind, (left, top)))


def _frame(
    planes: Sequence[Image.Image], size: tuple[int, int], window: _Window
) -> list[Image.Image]:
    half = size[0] // 2, size[1] // 2
    return [_resized(*pair, window) for pair in zip(planes, (size, half, half), strict=True)]


def _laid(
    seen: Sequence[Image.Image], behind: Sequence[Image.Image], at: tuple[int, int]
) -> Iterator[Image.Image]:
    """The planes over those of a backdrop, if there is one."""
    half = at[0] // 2, at[1] // 2
    for index, plane in enumerate(seen):
        if not behind:
            yield plane
            continue
        whole = behind[index].copy()
        whole.paste(plane, half if index else at)
        yield whole


def _resized(plane: Image.Image, size: tuple[int, int], window: _Window) -> Image.Image:
    left, top, right, bottom = window
    width, height = plane.size
    box = (left * width, top * height, right * width, bottom * height)
    return plane.resize(size, Image.Resampling.BILINEAR, box)


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


def _window(move: _Move, time: float) -> _Window:
    """The part of the still that is seen at `time`, 0 to 1."""
    done = (1 - math.cos(math.pi * time)) / 2 * 0.5 + time * 0.5  # starts slowly, never stops
    zoom, across, down = (a + (b - a) * done for a, b in (move.zooms, move.across, move.down))
    side = 1 / zoom
    left, top = (1 - side) * across, (1 - side) * down
    return left, top, left + side, top + side


def _still(placed: Placed, box: tuple[int, int]) -> Image.Image:
    size = (even(box[0] * _SPARE), even(box[1] * _SPARE))
    with Image.open(placed.photo, formats=("JPEG",)) as picture:
        seen = placed.placing.window
        # A JPEG decodes many times faster at a half, a quarter or an eighth of its size.
        picture.draft("RGB", (int(2 * size[0] / seen.width), int(2 * size[1] / seen.height)))
        width, height = picture.size
        part = seen.left * width, seen.top * height, seen.right * width, seen.bottom * height
        still = picture.convert("RGB").resize(size, Image.Resampling.LANCZOS, part)
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
