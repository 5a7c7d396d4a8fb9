"""The shade over a picture in which white letters can be read."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ..formats import Format

_TITLE_SHADE, _FOOT_SHADE, _HEAD_SHADE = 0.6, 0.74, 0.45
_RAMP = 0.16  # of the height: from clear to the title's shade

Plane = NDArray[np.floating]


def light_left(form: Format, dark_from: int) -> Plane:
    """What share of the light stays in each row, from top to bottom, without a visible edge.

    From `dark_from` pixels down it is dark enough for white letters, and a little at the very top.
    """
    rows = np.arange(form.height, dtype=np.float32)
    ramp = _RAMP * form.height
    title = _smooth((rows - dark_from + ramp) / ramp) * _TITLE_SHADE
    foot = _smooth((rows - dark_from) / (form.height - dark_from)) * (_FOOT_SHADE - _TITLE_SHADE)
    head = _smooth((form.top + ramp - rows) / (0.7 * ramp)) * _HEAD_SHADE
    return 1 - np.maximum(title + foot, head)


def curtain(form: Format, dark_from: int) -> Image.Image:
    """The same as a black picture, less or more transparent, to lay over moving ones."""
    opaque = 255 * (1 - light_left(form, dark_from))
    column = Image.fromarray(opaque.round().astype(np.uint8)[:, None])
    black = Image.new("RGBA", (form.width, form.height))
    black.putalpha(column.resize(black.size))
    return black


def _smooth(share: Plane) -> Plane:
    """Smoothstep: 0 and 1 outside 0 to 1, and level at both ends."""
    inside = share.clip(0, 1)
    return inside * inside * (3 - 2 * inside)
