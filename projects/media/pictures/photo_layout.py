"""Lays out the text of a scene over a photo or an own clip."""

from __future__ import annotations

from ..clip_order import ClipOrder
from ..typesetting.fonts import Face
from ..typesetting.typeset import Block, fit
from .ass import Entrance, Pen, Sheet, rectangle
from .captions import caption_top, draw_captions
from .overlay import draw_changes, draw_mark

_TITLE_LINES = 3
_MORE_LINES = 3  # for a title that is as long as a title may be
_RISE = 46.0  # pixels
_LINE_BY_LINE = 0.11  # seconds from one title line to the next
_TITLE_IN = 0.42
_AIR = 56.0  # pixels between the title and the captions
_TITLE = 0.8  # relative to the headline of a drawn scene: the photo is more important
_BAR = 10.0
_INK = Pen("FFFFFF", 0.94, outline=2.0, outline_opacity=0.4)


def photo_sheet(order: ClipOrder) -> tuple[str, float]:
    """The ASS file of a photo scene, and the y in pixels from which the photo should be dark."""
    sheet = Sheet(order.format, order.seconds)
    draw_mark(sheet, order)
    top = _draw_title(sheet, order)
    draw_captions(sheet, order)
    draw_changes(sheet, order)
    return str(sheet), top


def _draw_title(sheet: Sheet, order: ClipOrder) -> float:
    form = order.format
    indent = _BAR + 30
    title = _fitted(order, form.title_px * _TITLE, form.column - indent)
    y = caption_top(order) - _AIR - title.height
    if title.lines:
        bar = rectangle(_BAR, title.height, _BAR / 2)
        sheet.shape(bar, form.left, y, Pen(order.light.accent), entrance=Entrance(0.0, 0.4))
    for index, line in enumerate(title.lines):
        entrance = Entrance(index * _LINE_BY_LINE, _TITLE_IN, _RISE)
        top = y + index * title.pitch
        sheet.text(line, form.left + indent, top, title.px, _INK, face=Face.BOLD, entrance=entrance)
    return y


def _fitted(order: ClipOrder, px: float, width: float) -> Block:
    """The title, in more lines where it would end in an ellipsis: nobody speaks it."""
    title = fit(order.title, px, width, _TITLE_LINES, face=Face.BOLD, leading=order.leading)
    if not title.is_cut:
        return title
    lines = _TITLE_LINES + _MORE_LINES
    return fit(order.title, px, width, lines, face=Face.BOLD, leading=order.leading)
