"""Draws captions in one of four styles, at their place of the stage."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import inf

from projects.vocabulary import CaptionPosition, CaptionStyle

from ..captions import Cue
from ..captions.cutting import WIDEST, width_of
from ..captions.key_words import key_words
from ..captions.look import LINES
from ..clip_order import ClipOrder
from ..typesetting.fonts import Face
from ..typesetting.glyphs import line_width, printable
from ..typesetting.typeset import fit
from .ass import CJK_TOP, Entrance, Pen, Run, Sheet, rectangle
from .stage import Box, stage_of

_LETTERS = "FFFFFF"
_EDGE, _EDGE_OPACITY = 0.095, 0.9  # around white letters; its width as a share of their size
_BESIDE, _ROUND, _BOX_OPACITY = 0.62, 0.42, 0.94  # a box's sides and its corners, in ems
_TWO_LINES = 0.6  # of its width, for a caption that is too wide for one line
_NEEDLESS_END = re.compile(r"[，。,\s]+$|(?<!\.\w)\.$")  # but 9 a.m.

Line = tuple[Run, ...]
_Piece = tuple[int, str]  # the index of a word of a cue, and what is drawn of it


@dataclass(frozen=True)
class _Caption:
    """A cue in lines. Its sizes are in pixels; `px` is that of its usual words."""

    cue: Cue
    lines: tuple[Line, ...]
    px: float
    largest: float
    pitch: float

    @property
    def height(self) -> float:
        return self.largest + self.pitch * (len(self.lines) - 1)

    @property
    def width(self) -> float:
        return max(map(_width, self.lines))


def caption_top(order: ClipOrder) -> float:
    """The top edge of this scene's tallest caption: its y in pixels."""
    tops = [_top(order, caption) for caption in _captions(order)]
    place = _place(order)
    return min(tops, default=place.bottom) - _padding(order)


def caption_boxes(order: ClipOrder) -> list[Box]:
    """Where the captions of this scene stand: a box for each, with its frame if it has one."""
    middle, _ = _place(order).middle
    beside, padding = _BESIDE * bool(order.look.padding), _padding(order)
    return [
        Box(
            middle - each.width / 2 - beside * each.px,
            _top(order, each) - padding,
            each.width + 2 * beside * each.px,
            each.height + 2 * padding,
        )
        for each in _captions(order)
    ]


def draw_captions(sheet: Sheet, order: ClipOrder) -> None:
    """Draw one cue at a time, in centred lines."""
    middle, _ = _place(order).middle
    captions = _captions(order)
    starts = [*(caption.cue.start for caption in captions[1:]), inf]
    for caption, after in zip(captions, starts, strict=False):
        start, until = caption.cue.start, min(caption.cue.end, after)
        top = _top(order, caption)
        if order.look.style == CaptionStyle.BOX:
            _draw_box(sheet, order, caption, middle, top, until)
        for index, line in enumerate(caption.lines):
            baseline = top + index * caption.pitch + CJK_TOP * caption.largest
            y = baseline - CJK_TOP * max(run.px for run in line)
            pen = _pen(order, caption.px)
            sheet.runs(line, middle - _width(line) / 2, y, pen, start, until)


def _place(order: ClipOrder) -> Box:
    return stage_of(order.format, order.look).captions


def _padding(order: ClipOrder) -> float:
    return order.look.padding * order.look.px(order.format)


def _top(order: ClipOrder, caption: _Caption) -> float:
    """The top of the first line. Captions at the top begin at the same height, and those at the
    bottom end at the same height, however many lines they have."""
    place, padding = _place(order), _padding(order)
    if order.look.position == CaptionPosition.TOP:
        return place.y + padding
    return place.bottom - padding - caption.height


def _draw_box(
    sheet: Sheet, order: ClipOrder, caption: _Caption, middle: float, top: float, until: float
) -> None:
    beside, padding = _BESIDE * caption.px, _padding(order)
    width, height = caption.width + 2 * beside, caption.height + 2 * padding
    outline = rectangle(width, height, min(_ROUND * caption.px, height / 2))
    pen = Pen(order.light.paper, _BOX_OPACITY)
    entrance = Entrance(caption.cue.start)
    sheet.shape(outline, middle - width / 2, top - padding, pen, entrance=entrance, until=until)


def _pen(order: ClipOrder, px: float) -> Pen:
    if order.look.style == CaptionStyle.BOX:
        return Pen(order.light.on_paper)
    return Pen(_LETTERS, outline=_EDGE * px, outline_opacity=_EDGE_OPACITY)


def _captions(order: ClipOrder) -> list[_Caption]:
    found = (_caption(order, cue) for cue in order.cues)
    return [caption for caption in found if caption.lines]


def _caption(order: ClipOrder, cue: Cue) -> _Caption:
    """It is set smaller where its lines would be wider than its place: large key words are."""
    look, painter = order.look, _Painter(order, cue)
    pieces = _pieces(cue)
    text = "".join(piece for _, piece in pieces)
    px = look.px(order.format)
    room = _place(order).width - 2 * _BESIDE * px * bool(look.padding)
    usual = line_width(text, px, face=Face.BOLD)
    width = room * usual / (_width(painter.line(pieces, px)) or 1.0)
    if width_of(text) > WIDEST:
        width = min(width, _TWO_LINES * usual)
    block = fit(text, px, width, LINES, face=Face.BOLD)
    lines = [*_in_lines(pieces, block.lines)]
    widest = max((_width(painter.line(line, block.px)) for line in lines), default=room)
    px = block.px * min(1.0, room / widest)
    drawn = tuple(painter.line(line, px) for line in lines)
    return _Caption(cue, drawn, px, look.largest * px, look.leading * px)


def _pieces(cue: Cue) -> list[_Piece]:
    """What is drawn of its words: only letters that fonts have, and no needless full stop."""
    texts = [word.text for word in cue.words] or [cue.text]
    drawn = [printable(text) + " " * text.endswith(" ") for text in texts]
    drawn[-1] = _NEEDLESS_END.sub("", drawn[-1])
    return [*enumerate(drawn)]


def _in_lines(pieces: Sequence[_Piece], lines: Sequence[str]) -> Iterator[list[_Piece]]:
    """The pieces of each line. A line ends within a word only where it is too long for any."""
    letters = [(index, letter) for index, text in pieces for letter in text]
    at = 0
    for line in lines:
        owners: list[tuple[int, str]] = []
        for letter in line:
            while at < len(letters) - 1 and letters[at][1] == " " != letter:
                at += 1  # spaces at the end of a line are not in it
            owners.append((letters[at][0], letter))
            at = min(at + 1, len(letters) - 1)
        yield [
            (index, "".join(letter for _, letter in group))
            for index, group in groupby(owners, key=lambda owner: owner[0])
        ]


def _width(line: Line) -> float:
    return sum(line_width(run.text, run.px, face=Face.BOLD) for run in line)


class _Painter:
    """Gives the words of a cue their size and their colours."""

    def __init__(self, order: ClipOrder, cue: Cue) -> None:
        self._look, self._light, self._words = order.look, order.light, cue.words
        subject = "\n".join([order.title, *order.points])
        has_keys = order.look.style == CaptionStyle.KEYWORDS
        self._keys = key_words(cue, subject, order.language) if has_keys else set()

    def line(self, pieces: Sequence[_Piece], px: float) -> Line:
        return tuple(self._run(index, text, px) for index, text in pieces)

    def _run(self, index: int, text: str, px: float) -> Run:
        if index in self._keys:
            return Run(text, px * self._look.largest, self._light.said)
        if self._look.style == CaptionStyle.BOX:
            return Run(text, px, self._light.on_paper)
        lit = self._look.style == CaptionStyle.HIGHLIGHT and index < len(self._words)
        said = (self._words[index].start, self._words[index].end) if lit else None
        return Run(text, px, _LETTERS, said, self._light.said)
