"""Draws what every scene has over its picture: the AI mark, the captions and the scene changes."""

from __future__ import annotations

from math import inf

from ..captions import Cue
from ..clip_order import ClipOrder
from ..formats import Format
from ..typesetting.fonts import Face
from ..typesetting.glyphs import line_width
from ..typesetting.typeset import Block, fit
from . import changes
from .ass import Entrance, Pen, Sheet
from .stage import HEADER_HEIGHT

# Share of the shortest side. GB 45438-2025 demands at least 5 % for the mark's characters, and a
# Chinese character fills about nine tenths of its em.
_MARK = 0.058
_HALO, _HALO_BLUR = 8.0, 8.0  # pixels

_CAPTION_OUTLINE = 0.075  # as a share of the font size
_CAPTION_LEADING = 1.3


def draw_mark(sheet: Sheet, order: ClipOrder) -> None:
    """The AI mark at the safe top left corner. The law wants it visible.

    White letters with a soft dark halo can be seen on every picture, and during scene changes.
    """
    form = order.format
    px = form.short_side * _MARK
    pen = Pen("FFFFFF", 0.95, _HALO, outline_opacity=0.6, blur=_HALO_BLUR)
    top = form.top + (HEADER_HEIGHT - px) / 2
    sheet.text(order.ai_mark, form.left, top, px, pen, face=Face.REGULAR, layer=changes.LAYER + 1)


def draw_changes(sheet: Sheet, order: ClipOrder) -> None:
    """Draw how the scene comes out of the one before it, and gives way to the next."""
    if order.change_before:
        changes.uncover(sheet, order.change_before, order.light)
    if order.change_after:
        changes.cover(sheet, order.change_after, order.light)


def caption_top(order: ClipOrder) -> float:
    """The top edge of this scene's tallest caption: its y in pixels."""
    blocks = (_caption(order.format, cue) for cue in order.cues)
    return order.format.height - order.format.bottom - max((b.height for b in blocks), default=0)


def draw_captions(sheet: Sheet, order: ClipOrder) -> None:
    """Draw one cue at a time, in centred lines. The last line stands on the safe bottom edge."""
    form = order.format
    for cue, until in _one_at_a_time(order.cues):
        block = _caption(form, cue)
        pen = Pen("FFFFFF", outline=_CAPTION_OUTLINE * block.px, outline_opacity=0.88)
        top = form.height - form.bottom - block.height
        for index, line in enumerate(block.lines):
            x = (form.width - line_width(line, block.px, face=Face.BOLD)) / 2
            y = top + index * block.pitch
            sheet.text(
                line, x, y, block.px, pen, face=Face.BOLD, entrance=Entrance(cue.start), until=until
            )


def _one_at_a_time(cues: tuple[Cue, ...]) -> list[tuple[Cue, float]]:
    starts = [*(cue.start for cue in cues), inf]
    return [(cue, min(cue.end, starts[index + 1])) for index, cue in enumerate(cues)]


def _caption(form: Format, cue: Cue) -> Block:
    room = form.width - 2 * max(form.left, form.right)
    lines = 2 if form.is_landscape else 3
    spoken = cue.text.rstrip("，。,. \n")
    return fit(spoken, form.caption_px, room, lines, face=Face.BOLD, leading=_CAPTION_LEADING)
