"""How viewers reach those whose film it is, on a card over a photo at its end."""

from __future__ import annotations

from ..clip_order import ClipOrder
from ..typesetting.fonts import Face
from ..typesetting.typeset import Block, fit
from .ass import Entrance, Pen, Sheet, rectangle
from .layouts.closing import whom
from .plates import qr_outline
from .stage import Box

_WIDEST = 900.0  # pixels
_PAD, _AIR = 34.0, 40.0  # pixels: within the card, and above it
_NAME, _ROW = 0.62, 0.48  # relative to the format's title
_BETWEEN = 0.45  # of a row's size, between two rows
_CODE = 250  # pixels, at most
_IN = Entrance(0.4, 0.35, 20.0)

Row = tuple[Block, Pen]


def draw_card(sheet: Sheet, order: ClipOrder, foot: float) -> float:
    """Draw it above `foot`. Returns the y in pixels above which the title stands."""
    link = whom(order).url
    code, side = qr_outline(link, _CODE) if link else ("", 0)
    width = min(_WIDEST, order.format.column)
    rows = _rows(order, width - 2 * _PAD - side)
    if not rows:
        return foot
    high = sum(block.height + _BETWEEN * block.px for block, _ in rows)
    height = max(high, side) + 2 * _PAD
    card = Box(order.format.left, foot - height, width, height)
    plate = rectangle(card.width, card.height, _PAD)
    sheet.shape(plate, card.x, card.y, Pen(order.light.paper), entrance=_IN)
    if code:
        _draw_code(sheet, code, side, card)
    y = card.y + (card.height - high) / 2
    for block, pen in rows:
        y += _BETWEEN * block.px / 2
        for index, line in enumerate(block.lines):
            at = card.x + _PAD, y + index * block.pitch
            sheet.text(line, *at, block.px, pen, face=Face.BOLD, entrance=_IN)
        y += block.height + _BETWEEN * block.px / 2
    return card.y - _AIR


def _rows(order: ClipOrder, width: float) -> list[Row]:
    contact, px, light = whom(order), order.format.title_px, order.light
    name = (contact.organization, _NAME, Pen(light.strong))
    others = (contact.phone, contact.address, contact.short_link)
    rows = [name, *((words, _ROW, Pen(light.on_paper)) for words in others)]
    return [
        (fit(words, size * px, width, 2, face=Face.BOLD), pen) for words, size, pen in rows if words
    ]


def _draw_code(sheet: Sheet, code: str, side: int, card: Box) -> None:
    """On white, which a telephone reads best, at the right of the card."""
    x, y = round(card.right - side - _PAD / 2), round(card.y + (card.height - side) / 2)
    sheet.shape(rectangle(side, side, _PAD / 2), x, y, Pen("FFFFFF"), entrance=_IN)
    sheet.shape(code, x, y, Pen("000000"), entrance=_IN)
