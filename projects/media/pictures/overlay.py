"""Draws what every scene has over its card or photo: AI mark, number, progress line, captions."""

from __future__ import annotations

from math import inf

from ..captions import Cue
from ..clip_order import ClipOrder
from ..formats import Format
from ..typesetting.glyphs import line_width
from ..typesetting.typeset import Block, fit
from .ass import Entrance, Pen, Sheet, rectangle

# Share of the shortest side. GB 45438-2025 demands at least 5 % for the mark's characters, and a
# Chinese character fills about nine tenths of its em.
_MARK = 0.058
HEADER_HEIGHT = 72.0  # pixels
_PILL_TEXT = 38.0
_PILL_PADDING = 34.0
_PROGRESS_HEIGHT = 10.0

_CAPTION_OUTLINE = 0.075  # as a share of the font size
_CAPTION_LEADING = 1.3


def draw_header(sheet: Sheet, order: ClipOrder, *, mark: Pen) -> None:
    """The AI mark on the left and "01 / 05" on the right, in one row at the safe top edge."""
    form = order.format
    px = form.short_side * _MARK
    sheet.text(order.ai_mark, form.left, form.top + (HEADER_HEIGHT - px) / 2, px, mark, bold=False)
    if order.total:
        _draw_number(sheet, order)


def _draw_number(sheet: Sheet, order: ClipOrder) -> None:
    form = order.format
    label = f"{order.number:02} / {order.total:02}"
    width = line_width(label, _PILL_TEXT, bold=True) + 2 * _PILL_PADDING
    x, y = form.width - form.right - width, form.top
    pill = rectangle(width, HEADER_HEIGHT, HEADER_HEIGHT / 2)
    sheet.shape(pill, x, y, Pen(order.palette.accent))
    ink = Pen(order.palette.on_accent)
    # Digits have no descender, so their middle is a little above the middle of the em square.
    top = y + (HEADER_HEIGHT - _PILL_TEXT) / 2 - 0.01 * _PILL_TEXT
    sheet.text(label, x + _PILL_PADDING, top, _PILL_TEXT, ink, bold=True)


def draw_progress(sheet: Sheet, order: ClipOrder, *, track: Pen) -> None:
    """Draw a line along the bottom edge. It grows from this scene's share to the next scene's.

    Shares go by the number of scenes, not by seconds: so editing one scene does not change the
    pictures of the others.
    """
    if not order.total:
        return
    form = order.format
    line = rectangle(form.width, _PROGRESS_HEIGHT)
    y = form.height - _PROGRESS_HEIGHT
    sheet.shape(line, 0, y, track)
    before, after = (100 * n / order.total for n in (order.number - 1, order.number))
    lasting = round(order.seconds * 1000)
    growth = f"\\fscx{before:.2f}\\t(0,{lasting},\\fscx{after:.2f})"
    sheet.shape(line, 0, y, Pen(order.palette.accent), motion=growth)


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
            x = (form.width - line_width(line, block.px, bold=True)) / 2
            y = top + index * block.pitch
            sheet.text(
                line, x, y, block.px, pen, bold=True, entrance=Entrance(cue.start), until=until
            )


def _one_at_a_time(cues: tuple[Cue, ...]) -> list[tuple[Cue, float]]:
    starts = [*(cue.start for cue in cues), inf]
    return [(cue, min(cue.end, starts[index + 1])) for index, cue in enumerate(cues)]


def _caption(form: Format, cue: Cue) -> Block:
    room = form.width - 2 * max(form.left, form.right)
    lines = 2 if form.is_landscape else 3
    spoken = cue.text.rstrip("，。,. \n")
    return fit(spoken, form.caption_px, room, lines, bold=True, leading=_CAPTION_LEADING)
