"""Writes an ASS file: text and shapes at exact places, which libass draws in one filter.

Positions and sizes are pixels of the frame, times are seconds, opacity is 0 to 1, colours RRGGBB.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..formats import FPS, Format
from ..typesetting.fonts import Face, ass_size_ratio, win_ascent
from ..typesetting.glyphs import printable
from ..typesetting.linebreak import words_of

CJK_TOP = 0.88  # ems above the baseline: the top of the square that a Chinese character fills
_WORD_IN = 160  # milliseconds in which a word of a headline fades in
_ROUND = 0.5523  # length of the Bezier handles of a quarter circle, as a share of the radius

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

    def tags(self, start: float) -> str:
        """For an event that begins at second `start`."""
        size, colour = f"\\fs{self.px * ass_size_ratio(Face.BOLD):.2f}", self.colour
        if not self.lit:
            return f"{size}\\1c{_colour(colour)}"
        on, off = (round((second - start) * 1000) for second in self.lit)
        first = self.lit_colour if on <= 0 < off else colour
        turns = ((on, self.lit_colour), (off, colour))
        turned = (f"\\t({at},{at + 1},\\1c{_colour(to)})" for at, to in turns if at > 0)
        return f"{size}\\1c{_colour(first)}{''.join(turned)}"


@dataclass
class Sheet:
    """What is drawn on a frame. Higher layers are on top, and in a layer what was added later."""

    format: Format
    seconds: float
    said: list[Said] = field(default_factory=list)
    _events: list[str] = field(default_factory=list)

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
        tags = f"{_place(x, top, entrance)}{_font(face, px)}{pen.tags}"
        body = _one_by_one(line, word_by_word) if word_by_word else escape(line)
        self._add(layer, tags, body, entrance.at, until)
        end = self.seconds if until is None else until
        self.said.append(Said(line, (x, y), px, entrance.at, end, is_caption=False))

    def runs(
        self, runs: Sequence[Run], x: float, y: float, pen: Pen, start: float, until: float
    ) -> None:
        """Draw one line of BOLD letters from its runs. (x, y) is as in `text`, for the largest."""
        px = max((run.px for run in runs), default=0.0)
        top = y + (CJK_TOP - win_ascent(Face.BOLD)) * px
        tags = f"{_place(x, top, AT_ONCE)}{_font(Face.BOLD, px)}{pen.tags}"
        body = "".join(f"{{{run.tags(start)}}}{_literal(run.text)}" for run in runs)
        self._add(2, tags, body, start, until)
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
        tags = f"{_place(x, y, entrance)}{pen.tags}{motion}\\p1"
        self._add(layer, tags, outline, entrance.at, until)

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

    def _add(self, layer: int, tags: str, body: str, start: float, end: float | None) -> None:
        if body:
            # One frame longer than the scene, or rounding could hide it in the last frame.
            stop = self.seconds + 1 / FPS if end is None else end
            times = f"{_clock(start)},{_clock(stop)}"
            self._events.append(f"Dialogue: {layer},{times},Plain,,0,0,0,,{{\\an7{tags}}}{body}\n")

    def __str__(self) -> str:
        size = {"width": self.format.width, "height": self.format.height}
        return _HEADER.format(**size, family=Face.BOLD.value.family) + "".join(self._events)


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
        return f"\\pos({x:.1f},{y:.1f})"
    lasting = round(entrance.lasting * 1000)
    move = f"\\move({x:.1f},{y + entrance.rise:.1f},{x:.1f},{y:.1f},0,{lasting})"
    return f"{move}\\fad({lasting},0)"


def _one_by_one(line: str, apart: float) -> str:
    """Each word of the line but the first is unseen until its turn."""
    body = ""
    for number, (_, word) in enumerate(words_of(line)):
        start = round(1000 * apart * number)
        hidden = f"{{\\alpha&HFF&\\t({start},{start + _WORD_IN},\\alpha&H00&)}}" if number else ""
        body += hidden + _escaped(word)
    return body


def _escaped(word: str) -> str:
    """With the space at its end, if there is one."""
    return escape(word) + " " * word.endswith(" ")


def _n(*numbers: float) -> str:
    return " ".join(f"{number:.1f}" for number in numbers)


def _colour(rrggbb: str) -> str:
    return f"&H{rrggbb[4:]}{rrggbb[2:4]}{rrggbb[:2]}&"


def _alpha(opacity: float) -> str:
    return f"&H{round(255 * (1 - opacity)):02X}&"


def _clock(seconds: float) -> str:
    hundredths = round(seconds * 100)
    minutes, rest = divmod(hundredths, 6000)
    return f"{minutes // 60}:{minutes % 60:02}:{rest // 100:02}.{rest % 100:02}"
