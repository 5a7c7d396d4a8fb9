"""Draws what every scene has over its picture besides captions: the AI mark, the scene changes."""

from __future__ import annotations

from ..clip_order import ClipOrder
from ..formats import Format
from ..typesetting.fonts import Face
from . import changes
from .ass import Pen, Sheet
from .stage import HEADER_HEIGHT

# Share of the shortest side. GB 45438-2025 demands at least 5 % for the mark's characters, and a
# Chinese character fills about nine tenths of its em.
_MARK = 0.058
_HALO, _HALO_BLUR = 8.0, 8.0  # pixels
_HALO_OPACITY = 0.72  # contrast is above 4.5 even on white


def draw_mark(sheet: Sheet, order: ClipOrder) -> None:
    """The AI mark at the safe top left corner. The law wants it visible.

    White letters with a soft dark halo can be seen on every picture, and during scene changes.
    """
    left, top, px = mark_place(order.format)
    pen = Pen("FFFFFF", 0.95, _HALO, outline_opacity=_HALO_OPACITY, blur=_HALO_BLUR)
    sheet.text(order.ai_mark, left, top, px, pen, face=Face.REGULAR, layer=changes.LAYER + 1)


def mark_place(form: Format) -> tuple[float, float, float]:
    """The left and the top edge of the AI mark, and its pixels per em."""
    px = form.short_side * _MARK
    return form.left, form.top + (HEADER_HEIGHT - px) / 2, px


def draw_changes(sheet: Sheet, order: ClipOrder) -> None:
    """Draw how the scene comes out of the one before it, and gives way to the next."""
    if order.change_before:
        changes.uncover(sheet, order.change_before, order.light)
    if order.change_after:
        changes.cover(sheet, order.change_after, order.light)
