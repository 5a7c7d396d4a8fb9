"""Darkens a picture, so that white text on it can be read."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..formats import Format

_TITLE_SHADE, _FOOT_SHADE, _HEAD_SHADE = 0.6, 0.74, 0.45
_RAMP = 0.16  # share of the height in which no shade becomes the title's shade

Plane = NDArray[np.floating]


def light_left(form: Format, dark_from: int, reduced: int = 1) -> Plane:
    """The share of light that stays in each row, from top to bottom, without a visible edge.

    From `dark_from` pixels down it is dark enough for white text. The very top is darker too.
    `reduced`: of a frame that is so many times smaller.
    """
    rows = np.arange(form.height, dtype=np.float32)
    ramp = _RAMP * form.height
    title = _smooth((rows - dark_from + ramp) / ramp) * _TITLE_SHADE
    foot = _smooth((rows - dark_from) / (form.height - dark_from)) * (_FOOT_SHADE - _TITLE_SHADE)
    head = _smooth((form.top + ramp - rows) / (0.7 * ramp)) * _HEAD_SHADE
    light: Plane = 1 - np.maximum(title + foot, head)
    return light[reduced // 2 :: reduced]


def _smooth(share: Plane) -> Plane:
    """Smoothstep: it is 0 below 0 and 1 above 1, and level at both ends."""
    inside = share.clip(0, 1)
    return inside * inside * (3 - 2 * inside)
