"""Writes an ASS file: text and shapes at exact places, which libass draws in one filter.

Positions and sizes are pixels of the frame, times are seconds, opacity is 0 to 1, colours RRGGBB.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from ..formats import FPS, Format
from ..typesetting.fonts import Face, ass_size_ratio, win_ascent
from ..typesetting.glyphs import line_width, printable
from ..typesetting.linebreak import words_of
from .events import Event, Still, at, write, written
from .stage import Box

CJK_TOP = 0.88  # ems above the baseline: the top of the square that a Chinese character fills
_WORD_IN = 160  # milliseconds in which a word of a headline fades in
_ROUND = 0.5523  # length of the Bezier handles of a quarter circle, as a share of the radius


def escape(text: str) -> str:
    """Escape `text`, so that libass draws each letter of it: no tag, line break or escape works.

    A backslash means something only before certain letters, so a word joiner is put after it.
    """
    return _literal(printable(text))


def _literal(text: str) -> str:
    return text.replace("\\", "\\\u2060").replace("{", "\\{").replace("}", "\\}")


@dataclass(frozen=True)
class Pen:
    """How a text or a shape is filled and outlined."""

    colour: str
    opacity: float = 1.0
    outline: float = 0.0  # pixels
    outline_colour: str = "000000"
    outline_opacity: float = 1.0
    blur: float = 0.0  # pixels, of the outline's edge

    @property
    def tags(self) -> str:
        fill = f"\\1c{_colour(self.colour)}\\1a{_alpha(self.opacity)}"
        line = f"\\3c{_colour(self.outline_colour)}\\3a{_alpha(self.outline_opacity)}"
        blur = f"\\blur{self.blur:.1f}" if self.blur else ""
        return f"\\bord{self.outline:.2f}{line}{fill}{blur}\\shad0"

    @property
    def ground(self) -> str:
        """The colour of what it draws, where that begins."""
        return self.outline_colour if self.outline else self.colour

    @property
    def beyond(self) -> float:
        """Pixels by which it draws beyond an outline."""
        return self.outline + 3 * self.blur + 2


@dataclass(frozen=True)
class Entrance:
    """At second `at`, it fades in and rises by `rise` pixels into place for `lasting` seconds."""

    at: float = 0.0
    lasting: float = 0.0
    rise: float = 0.0


AT_ONCE = Entrance()


@dataclass(frozen=True)
class Said:
    """A line of letters that is seen from one second until another. `place` is its top left corner,
    and `px` its size."""

    text: str
    place: tuple[float, float]
    px: float
    start: float
    end: float
    is_caption: bool


@dataclass(frozen=True)
class Run:
    """A part of a line with its own size and colour. `text` is printable, and keeps its spaces.

    `lit`: from one second of the sheet to another it has the colour `lit_colour`.
    """

    text: str
    px: float
    colour: str
    lit: tuple[float, float] | None = None
    lit_colour: str = ""

    def tags(self, second: float) -> str:
        """For an event that begins at this second, and ends before the colour turns."""
        is_lit = self.lit and self.lit[0] <= second < self.lit[1]
        colour = self.lit_colour if is_lit else self.colour
        return f"\\fs{self.px * ass_size_ratio(Face.BOLD):.2f}\\1c{_colour(colour)}"


@dataclass
class Sheet:
    """What is drawn on a frame. Higher layers are on top, and in a layer what was added later."""

    format: Format
    seconds: float
    said: list[Said] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)

    def text(
        self,
        line: str,
        x: float,
        y: float,
        px: float,
        pen: Pen,
        *,
        face: Face,
        entrance: Entrance = AT_ONCE,
        until: float | None = None,
        layer: int = 2,
        word_by_word: float = 0.0,
    ) -> None:
        """Draw one line. (x, y) is the top left corner of its first character's square.

        `word_by_word`: seconds from one word to the next; 0 shows them all at once."""
        top = y + (CJK_TOP - win_ascent(face)) * px
        look, rests = f"{_font(face, px)}{pen.tags}", entrance.at + entrance.lasting
        body = escape(line)
        box = _around(x, top, line_width(line, px, face=face), px * ass_size_ratio(face), pen)
        if word_by_word:
            body, last = _one_by_one(line, word_by_word)
            rests = max(rests, entrance.at + last)
        still = Still(rests, (x, top), look, escape(line), box, pen.ground)
        self._add(layer, f"{_place(x, top, entrance)}{look}", body, entrance.at, until, still, face)
        end = self.seconds if until is None else until
        self.said.append(Said(line, (x, y), px, entrance.at, end, is_caption=False))

    def runs(
        self, runs: Sequence[Run], x: float, y: float, pen: Pen, start: float, until: float
    ) -> None:
        """Draw one line of BOLD letters from its runs. (x, y) is as in `text`, for the largest."""
        px = max((run.px for run in runs), default=0.0)
        top = y + (CJK_TOP - win_ascent(Face.BOLD)) * px
        look, tags = f"{_font(Face.BOLD, px)}{pen.tags}", _place(x, top, AT_ONCE)
        wide = sum(line_width(run.text, run.px, face=Face.BOLD) for run in runs)
        box = _around(x, top, wide, px * ass_size_ratio(Face.BOLD), pen)
        turns = {at for run in runs for at in run.lit or () if start < at < until}
        for begin, end in pairwise([start, *sorted(turns), until]):
            body = "".join(f"{{{run.tags(begin)}}}{_literal(run.text)}" for run in runs)
            still = Still(begin, (x, top), look, body, box, pen.ground)
            self._add(2, f"{tags}{look}", body, begin, end, still, Face.BOLD)
        line = "".join(run.text for run in runs)
        end = min(until, self.seconds)
        self.said.append(Said(line, (x, y), px, start, end, is_caption=True))

    def shape(
        self,
        outline: str,
        x: float,
        y: float,
        pen: Pen,
        *,
        entrance: Entrance = AT_ONCE,
        until: float | None = None,
        motion: str = "",
        layer: int = 1,
    ) -> None:
        """Draw a shape of this module, with (x, y) as its origin. `motion` is further tags."""
        look, rests = f"{pen.tags}{motion}\\p1", entrance.at + entrance.lasting
        box = _around(x, y, *_size(outline), pen)
        still = None if motion else Still(rests, (x, y), look, outline, box, pen.ground)
        self._add(layer, f"{_place(x, y, entrance)}{look}", outline, entrance.at, until, still)

    def moving(
        self,
        outline: str,
        begin: tuple[float, float],
        end: tuple[float, float],
        pen: Pen,
        start: float,
        stop: float,
        *,
        layer: int,
    ) -> None:
        """Move a shape evenly between two places, from second `start` to `stop`. It is there from
        then until one frame after."""
        way = f"{begin[0]:.1f},{begin[1]:.1f},{end[0]:.1f},{end[1]:.1f}"
        lasting = round((stop - start) * 1000)
        tags = f"\\move({way},0,{lasting}){pen.tags}\\p1"
        self._add(layer, tags, outline, start, stop + 1.5 / FPS)

    def _add(
        self,
        layer: int,
        tags: str,
        body: str,
        start: float,
        end: float | None,
        still: Still | None = None,
        face: Face | None = None,
    ) -> None:
        if body:
            # One frame longer than the scene, or rounding could hide it in the last frame.
            stop = self.seconds + 1 / FPS if end is None else end
            self.events.append(Event(layer, start, stop, tags, body, face, still))

    def write(self, folder: Path, name: str = "scene") -> str:
        """Write all of it into files of this name. Returns the filter that draws it on a frame."""
        return write(name, self.format.width, self.format.height, self.events, folder)

    def __str__(self) -> str:
        return written(self.format.width, self.format.height, self.events)


def rectangle(width: float, height: float, radius: float = 0.0) -> str:
    """A rectangle with round corners, its top left corner at the origin."""
    w, h, r = width, height, radius
    k = r * (1 - _ROUND)
    return (
        f"m {_n(r, 0)} l {_n(w - r, 0)} b {_n(w - k, 0, w, k, w, r)} l {_n(w, h - r)} "
        f"b {_n(w, h - k, w - k, h, w - r, h)} l {_n(r, h)} b {_n(k, h, 0, h - k, 0, h - r)} "
        f"l {_n(0, r)} b {_n(0, k, k, 0, r, 0)}"
    )


def disc(radius: float) -> str:
    return rectangle(2 * radius, 2 * radius, radius)


def _font(face: Face, px: float) -> str:
    size = px * ass_size_ratio(face)
    return f"\\fn{face.value.family}\\fs{size:.2f}\\b{int(face.value.is_bold)}"


def _place(x: float, y: float, entrance: Entrance) -> str:
    if not entrance.lasting:
        return at(x, y)
    lasting = round(entrance.lasting * 1000)
    move = f"\\move({x:.1f},{y + entrance.rise:.1f},{x:.1f},{y:.1f},0,{lasting})"
    return f"{move}\\fad({lasting},0)"


def _one_by_one(line: str, apart: float) -> tuple[str, float]:
    """Each word of the line but the first is unseen until its turn. The second figure is when all
    are there, in seconds."""
    body, start = "", 0
    for number, (_, word) in enumerate(words_of(line)):
        start = round(1000 * apart * number)
        hidden = f"{{\\alpha&HFF&\\t({start},{start + _WORD_IN},\\alpha&H00&)}}" if number else ""
        body += hidden + _escaped(word)
    return body, (start + _WORD_IN) / 1000


def _around(x: float, y: float, width: float, height: float, pen: Pen) -> Box:
    edge = pen.beyond
    return Box(x - edge, y - edge, width + 2 * edge, height + 2 * edge)


def _size(outline: str) -> tuple[float, float]:
    """Of a shape of this module."""
    numbers = [float(word) for word in outline.split() if word not in "mlb"]
    return max(numbers[::2]), max(numbers[1::2])


def _escaped(word: str) -> str:
    """With the space at its end, if there is one."""
    return escape(word) + " " * word.endswith(" ")


def _n(*numbers: float) -> str:
    return " ".join(f"{number:.1f}" for number in numbers)


def _colour(rrggbb: str) -> str:
    return f"&H{rrggbb[4:]}{rrggbb[2:4]}{rrggbb[:2]}&"


def _alpha(opacity: float) -> str:
    return f"&H{round(255 * (1 - opacity)):02X}&"
