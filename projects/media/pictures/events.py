"""The events of an ASS file: what is drawn, when, and how it looks when it stands still."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

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
    face: Face | None = None  # None for a shape
    still: Still | None = None

    def __str__(self) -> str:
        times = f"{_clock(self.start)},{_clock(self.end)}"
        return f"Dialogue: {self.layer},{times},Plain,,0,0,0,,{{\\an7{self.tags}}}{self.body}\n"

    def whitened(self) -> Event:
        """All that it draws, in white."""
        tags, body = (_COLOURS.sub(r"\1&HFFFFFF&", part) for part in (self.tags, self.body))
        return replace(self, tags=tags, body=body)


def written(width: int, height: int, events: Sequence[Event]) -> str:
    """An ASS file for frames of this size."""
    family = min(face.value.family for face in _faces(events))
    header = _HEADER.format(width=width, height=height, family=family)
    return header + "".join(map(str, events))


def write(name: str, width: int, height: int, events: Sequence[Event], folder: Path) -> str:
    """Write an ASS file, and put its fonts beside it. Returns the filter that draws it.

    libass reads all fonts that it finds: so it finds those alone that it needs."""
    (folder / f"{name}.ass").write_text(written(width, height, events), encoding="utf-8")
    (folder / name).mkdir()
    for face in _faces(events):
        (folder / name / face.path.name).symlink_to(face.path)
    return f"ass=f={name}.ass:fontsdir={name}"


def _faces(events: Iterable[Event]) -> set[Face]:
    """At least one: libass draws no shape without a font."""
    return {event.face for event in events if event.face} or {Face.BOLD}


def at(x: float, y: float) -> str:
    return f"\\pos({x:.1f},{y:.1f})"


def _clock(seconds: float) -> str:
    hundredths = round(seconds * 100)
    minutes, rest = divmod(hundredths, 6000)
    return f"{minutes // 60}:{minutes % 60:02}:{rest // 100:02}.{rest % 100:02}"
