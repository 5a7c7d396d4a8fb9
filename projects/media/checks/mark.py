"""Whether the AI mark is seen in a film, as long and as large as GB 45438-2025 demands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from ..formats import FPS, Format
from ..pictures.ass import CJK_TOP
from ..pictures.overlay import mark_place
from ..typesetting.fonts import Face
from ..typesetting.glyphs import line_width
from .check import Check, Level, at_least
from .measuring import Measured, Pictures, Window
from .pictures import scene_at

SECONDS, SIZE = 2.0, 0.05  # at least; a share of the short side
_LIKE = 0.5  # likeness from which it is the mark: 1 is the same, 0 has nothing to do with it
_EDGE, _OFF = 12, 3  # pixels around it, and by which it may be elsewhere

Ink = NDArray[np.float32]


def window(form: Format, words: str) -> Window:
    """Where it has to be."""
    left, top, px = mark_place(form)
    wide, high = line_width(words, px, face=Face.REGULAR) + 2 * _EDGE, px + 2 * _EDGE
    return Window(_even(left - _EDGE), _even(top - _EDGE), _even(wide), _even(high))


def judge(measured: Measured, words: str, frames: Sequence[int]) -> Iterator[Check]:
    """`measured.window` is the `window` of these words. Nothing is demanded without words.

    `frames`: how long each scene is."""
    if not words:
        return
    seen = np.array([likeness(picture, measured.form, words) for picture in measured.window])
    ends = [*measured.keys[1:].tolist(), len(measured.sizes)]
    lasting = np.diff(np.array([*measured.keys.tolist(), *ends[-1:]])) / FPS
    seconds = float(lasting[seen >= _LIKE].sum())
    unseen = [scene_at(int(key), frames) for key in measured.keys[seen < _LIKE]]
    where = min(unseen, default=0)
    wanted = min(SECONDS, measured.seconds)
    yield at_least("ai_mark", seconds, wanted, below=Level.RED, scene=where)
    height = _height(measured.form, words) if seconds else 0.0
    yield at_least("ai_mark_size", height, SIZE, below=Level.RED, scene=where)


def likeness(picture: Pictures, form: Format, words: str) -> float:
    """The correlation between a picture and bright letters with a dark edge, where it is best."""
    drawn = _ink(form, words)
    found = [
        _correlation(np.roll(picture, (down, across), (0, 1)), drawn)
        for down in range(-_OFF, _OFF + 1)
        for across in range(-_OFF, _OFF + 1)
    ]
    return max(found)


def _correlation(picture: Pictures, drawn: Ink) -> float:
    one, other = picture - picture.mean(), drawn - drawn.mean()
    size = float(np.sqrt(np.square(one).sum() * np.square(other).sum()))
    return float((one * other).sum()) / size if size > 1 else 0.0


@lru_cache(maxsize=8)
def _ink(form: Format, words: str) -> Ink:
    """Its letters are bright, and what is around them is below 0."""
    letters = _letters(form, words)
    soft = letters.filter(ImageFilter.GaussianBlur(_EDGE / 2))
    return np.asarray(letters, np.float32) - np.asarray(soft, np.float32)


def _letters(form: Format, words: str) -> Image.Image:
    left, top, px = mark_place(form)
    place = window(form, words)
    drawn = Image.new("L", (place.width, place.height))
    font = ImageFont.truetype(str(Face.REGULAR.path), px)
    baseline = top + CJK_TOP * px - place.top
    ImageDraw.Draw(drawn).text((left - place.left, baseline), words, 255, font, anchor="ls")
    return drawn


def _height(form: Format, words: str) -> float:
    """Of its letters, as a share of the short side."""
    _, top, _, bottom = _letters(form, words).getbbox() or (0, 0, 0, 0)
    return (bottom - top) / form.short_side


def _even(length: float) -> int:
    return 2 * round(length / 2)
