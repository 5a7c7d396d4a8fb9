"""Lays out the text of a scene over a photo or an own clip.

The first scene of a film has its title, large, and whose it is; the last one says how viewers reach
them. What stands there takes its room from the picture, which moves up.
"""

from __future__ import annotations

from itertools import product

from projects.illustration.picture import Layout
from projects.vocabulary import CaptionPosition

from ..clip_order import ClipOrder
from ..typesetting.fonts import Face
from ..typesetting.glyphs import line_width, printable
from ..typesetting.typeset import Block, fit
from .ass import Entrance, Pen, Sheet, rectangle
from .captions import caption_top, draw_captions
from .lettering import pens
from .overlay import draw_changes, draw_mark
from .photo_card import draw_card
from .saying import is_told, windows
from .stage import stage_of

_TITLE_LINES = 3
_MORE_LINES = 3  # for a title that is as long as a title may be
_RISE = 46.0  # pixels
_LINE_BY_LINE = 0.11  # seconds from one title line to the next
_TITLE_IN = 0.42
_AIR = 56.0  # pixels between the title and the captions
_TITLE = 0.8  # relative to the headline of a drawn scene: the photo is more important
_OPENING = 1.15  # the same, for the title of a film
_BAR = 10.0
_NAME, _NAME_AT = 0.5, 0.7  # of whose film it is: relative to the format's title; seconds


def photo_sheet(order: ClipOrder) -> tuple[Sheet, float]:
    """The letters of a photo scene, and the y in pixels from which the photo should be dark."""
    sheet = Sheet(order.format, order.seconds)
    draw_mark(sheet, order)
    foot = _foot(order)
    if order.picture.layout == Layout.CLOSING:
        foot = draw_card(sheet, order, foot)
    if order.picture.layout == Layout.OPENING:
        foot = _draw_name(sheet, order, foot)
    top = _draw_title(sheet, order, foot)
    draw_captions(sheet, order)
    draw_changes(sheet, order)
    return sheet, top


def _draw_name(sheet: Sheet, order: ClipOrder, foot: float) -> float:
    """Whose film it is, on a plate above `foot`. Returns the y above which the title stands."""
    form, px = order.format, _NAME * order.format.title_px
    if is_told(order.contact.organization, [_title(order)]):
        return foot
    name = fit(order.contact.organization, px, form.column - 1.6 * px, 2, face=Face.BOLD)
    height = name.height + 0.9 * name.px
    width = 1.6 * px + max(line_width(line, name.px, face=Face.BOLD) for line in name.lines)
    y, come = foot - height, Entrance(_NAME_AT, 0.3)
    plate = rectangle(width, height, min(height / 2, 0.5 * px))
    sheet.shape(plate, form.left, y, Pen(order.light.accent), entrance=come)
    for index, line in enumerate(name.lines):
        at = form.left + 0.8 * px, y + 0.45 * name.px + index * name.pitch
        sheet.text(line, *at, name.px, Pen(order.light.on_accent), face=Face.BOLD, entrance=come)
    return y - _AIR / 2


def _title(order: ClipOrder) -> str:
    return (order.picture.layout == Layout.OPENING and order.film) or order.title


def _draw_title(sheet: Sheet, order: ClipOrder, foot: float) -> float:
    """It waits until no caption says the same words. Returns its upper edge, its y in pixels."""
    form, indent, words = order.format, _BAR + 30, _title(order)
    face = order.light.face.that_draws(printable(words))
    larger = _OPENING if order.picture.layout == Layout.OPENING else _TITLE
    title = _fitted(order, words, form.title_px * larger, form.column - indent, face)
    y = foot - title.height
    bar = rectangle(_BAR, title.height, _BAR / 2)
    for begin, until in windows(words, 0.0, order.cues, order.seconds):
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


def _fitted(order: ClipOrder, words: str, px: float, width: float, face: Face) -> Block:
    """The title, in more lines where it would end in an ellipsis: nobody speaks it."""
    title = fit(words, px, width, _TITLE_LINES, face=face, leading=order.leading)
    if not title.is_cut:
        return title
    lines = _TITLE_LINES + _MORE_LINES
    return fit(words, px, width, lines, face=face, leading=order.leading)
