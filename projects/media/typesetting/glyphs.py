"""What is drawn of a text, and how wide it is."""

from __future__ import annotations

import re
from functools import lru_cache

from PIL import ImageFont

from .fonts import Face, covered
from .letters import spelled

_EM = 1000


def printable(text: str) -> str:
    """`text` on one line, with only characters that REGULAR and BOLD can draw.

    What they lack is spelled plainly. Emoji, control characters and bidi overrides are left out.
    """
    spaced = "".join(" " if c.isspace() else c for c in text)
    return re.sub(" +", " ", "".join(c for c in spelled(spaced) if ord(c) in covered())).strip()


def line_width(text: str, px: float, *, face: Face) -> float:
    """Width in pixels of one line at `px` pixels per em. The fonts have no kerning."""
    return sum(_advance(char, face) for char in text) * px / _EM


def widths(text: str, px: float, *, face: Face) -> list[float]:
    """That of each of its characters."""
    return [advance * px / _EM for advance in _advances(text, face)]


@lru_cache(maxsize=64)
def _advances(text: str, face: Face) -> tuple[float, ...]:
    """It is set at several sizes."""
    return tuple(_advance(char, face) for char in text)


@lru_cache(maxsize=8192)
def _advance(char: str, face: Face) -> float:
    return _font(face).getlength(char)


@lru_cache
def _font(face: Face) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(face.path, _EM, layout_engine=ImageFont.Layout.BASIC)
