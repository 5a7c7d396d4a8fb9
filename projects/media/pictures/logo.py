"""Whose film it is: a logo in the band above all letters, on the side without the AI mark."""

from __future__ import annotations

import numpy as np
from PIL import Image

from ..formats import Format, even
from . import plates
from .stage import HEADER_HEIGHT, Box

HIGH = HEADER_HEIGHT + 16  # pixels of its plate: a little of the air below the band is its own
_WIDE = 0.34  # of the column, at most: the AI mark has the other side
_PAD, _ROUND = 0.13, 0.24  # of the plate's height
_LIGHT, _DARK, _OPACITY = "FFFFFF", "1E1A24", 0.92
_CLEAR = 3.0  # contrast that WCAG 2 (1.4.11) demands of what is no letter
Levels = np.ndarray


def badge(logo: Image.Image, form: Format) -> Image.Image:
    """The logo as it lies in a film, on its plate. `logo` is RGBA, as `intake.logo` writes it."""
    high, most = even(HIGH), _WIDE * form.column
    pad = _PAD * high
    size = _inside(logo.size, most - 2 * pad, high - 2 * pad)
    small = logo.resize(size, Image.Resampling.LANCZOS)
    wide = even(size[0] + 2 * pad)
    whole = plates.plate(wide, high, ground_of(logo), _ROUND * high).copy()
    if not _is_solid(logo):
        whole.putalpha(whole.getchannel("A").point(lambda level: level * _OPACITY))
    whole.alpha_composite(small, ((wide - size[0]) // 2, (high - size[1]) // 2))
    return whole


def place(form: Format, drawn: Image.Image) -> Box:
    """At the safe right edge; the AI mark is at the left one."""
    x = even(form.width - form.right - drawn.width)
    return Box(x, form.top, *drawn.size)


def ground_of(logo: Image.Image) -> str:
    """The colour of its plate: its own if it has one, else the one on which it is seen best."""
    if _is_solid(logo):
        return bytes(np.asarray(logo)[0, 0, :3]).hex().upper()
    levels = np.asarray(logo, np.float32)
    ink = levels[levels[..., 3] > 127][:, :3]
    return max((_LIGHT, _DARK), key=lambda ground: clear_share(ink, ground))


def clear_share(ink: Levels, ground: str) -> float:
    """The share of these pixels that stand out from a plate, whatever picture is behind that."""
    if not len(ink):
        return 0.0
    behind = 0.0 if ground == _LIGHT else 255.0
    plate = np.array([*bytes.fromhex(ground)], np.float32) * _OPACITY + behind * (1 - _OPACITY)
    seen, other = _luminance(ink) + 0.05, _luminance(plate) + 0.05
    return float((np.maximum(seen, other) / np.minimum(seen, other) >= _CLEAR).mean())


def _is_solid(logo: Image.Image) -> bool:
    """Whether it has a ground of its own."""
    return not any(logo.getchannel("A").histogram()[:250])


def _inside(size: tuple[int, int], width: float, height: float) -> tuple[int, int]:
    share = min(width / size[0], height / size[1])
    return max(1, round(size[0] * share)), max(1, round(size[1] * share))


def _luminance(levels: Levels) -> Levels:
    return (levels / 255) ** 2.2 @ np.array([0.2126, 0.7152, 0.0722])
