"""Lays out the text of a scene over a photo or an own clip."""

from __future__ import annotations

from itertools import product

from projects.vocabulary import CaptionPosition

from ..clip_order import ClipOrder
from ..typesetting.fonts import Face
from ..typesetting.glyphs import printable
from ..typesetting.typeset import Block, fit
from .ass import Entrance, Pen, Sheet, rectangle
from .captions import caption_top, draw_captions
from .lettering import pens
from .overlay import draw_changes, draw_mark
from .saying import windows
from .stage import stage_of

_TITLE_LINES = 3
_MORE_LINES = 3  # for a title that is as long as a title may be
_RISE = 46.0  # pixels
_LINE_BY_LINE = 0.11  # seconds from one title line to the next
_TITLE_IN = 0.42
_AIR = 56.0  # pixels between the title and the captions
_TITLE = 0.8  # relative to the headline of a drawn scene: the photo is more important
_BAR = 10.0


def photo_sheet(order: ClipOrder) -> tuple[Sheet, float]:
    """The letters of a photo scene, and the y in pixels from which the photo should be dark."""
    sheet = Sheet(order.format, order.seconds)
    draw_mark(sheet, order)
    top = _draw_title(sheet, order)
    draw_captions(sheet, order)
    draw_changes(sheet, order)
    return sheet, top


def _draw_title(sheet: Sheet, order: ClipOrder) -> float:
    """It waits until no caption says the same words. Returns its upper edge, its y in pixels."""
    form, indent = order.format, _BAR + 30
    face = order.light.face.that_draws(printable(order.title))
    title = _fitted(order, form.title_px * _TITLE, form.column - indent, face)
    y = _foot(order) - title.height
    bar = rectangle(_BAR, title.height, _BAR / 2)
    for begin, until in windows(order.title, 0.0, order.cues, order.seconds):
        if title.lines:
            bar_in = Entrance(begin, 0.4)
            sheet.shape(bar, form.left, y, Pen(order.light.accent), entrance=bar_in, until=until)
        numbered = enumerate(title.lines)
        for pen, (index, line) in product(pens(order.light.lettering, title.px), numbered):
            entrance = Entrance(begin + index * _LINE_BY_LINE, _TITLE_IN, _RISE)
            x, top = form.left + indent, y + index * title.pitch
            sheet.text(line, x, top, title.px, pen, face=face, entrance=entrance, until=until)
    return y


def _foot(order: ClipOrder) -> float:
    """The y in pixels above which the title stands."""
    if order.look.position == CaptionPosition.TOP:
        return stage_of(order.format, order.look).whole.bottom
    return caption_top(order) - _AIR


def _fitted(order: ClipOrder, px: float, width: float, face: Face) -> Block:
    """The title, in more lines where it would end in an ellipsis: nobody speaks it."""
    title = fit(order.title, px, width, _TITLE_LINES, face=face, leading=order.leading)
    if not title.is_cut:
        return title
    lines = _TITLE_LINES + _MORE_LINES
    return fit(order.title, px, width, lines, face=face, leading=order.leading)
