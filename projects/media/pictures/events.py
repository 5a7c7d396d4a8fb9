"""The events of an ASS file: what is drawn, when, and how it looks when it stands still."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from ..typesetting.fonts import Face
from .stage import Box

_COLOURS = re.compile(r"(\\[13]c)&H[0-9A-F]{6}&")

_HEADER = """[Script Info]
ScriptType: v4.00+
PlayResX: {width}
PlayResY: {height}
LayoutResX: {width}
LayoutResY: {height}
WrapStyle: 2
ScaledBorderAndShadow: yes
YCbCr Matrix: TV.709

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, \
Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, \
Alignment, MarginL, MarginR, MarginV, Encoding
Style: Plain,{family},48,&H00FFFFFF,&H00FFFFFF,&H00000000,&H00000000,0,0,0,0,100,100,0,0,1,0,0,\
7,0,0,0,1

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""


@dataclass(frozen=True)
class Still:
    """How an event looks from second `since` on, when it stands still."""

    since: float
    place: tuple[float, float]
    tags: str  # but for the place
    body: str
    box: Box  # which holds all of it
    ground: str  # the colour of its edges


@dataclass(frozen=True)
class Event:
    """What is drawn from one second until another. `still` is None if it never stands still."""

    layer: int
    start: float
    end: float
    tags: str
    body: str
    still: Still | None = None

    def __str__(self) -> str:
        times = f"{_clock(self.start)},{_clock(self.end)}"
        return f"Dialogue: {self.layer},{times},Plain,,0,0,0,,{{\\an7{self.tags}}}{self.body}\n"

    def whitened(self) -> Event:
        """All that it draws, in white."""
        tags, body = (_COLOURS.sub(r"\1&HFFFFFF&", part) for part in (self.tags, self.body))
        return replace(self, tags=tags, body=body)


def written(width: int, height: int, events: Iterable[Event]) -> str:
    """An ASS file for frames of this size."""
    header = _HEADER.format(width=width, height=height, family=Face.BOLD.value.family)
    return header + "".join(map(str, events))


def at(x: float, y: float) -> str:
    return f"\\pos({x:.1f},{y:.1f})"


def _clock(seconds: float) -> str:
    hundredths = round(seconds * 100)
    minutes, rest = divmod(hundredths, 6000)
    return f"{minutes // 60}:{minutes % 60:02}:{rest // 100:02}.{rest % 100:02}"
