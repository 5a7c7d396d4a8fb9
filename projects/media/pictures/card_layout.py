"""Lays out the text of a scene: on a coloured card, or over a photo."""

from __future__ import annotations

from dataclasses import dataclass

from ..clip_order import ClipOrder
from ..typesetting.typeset import Block, fit
from .ass import Entrance, Pen, Sheet, disc, rectangle
from .overlay import HEADER_HEIGHT, caption_top, draw_captions, draw_header, draw_progress

_TITLE_LINES, _TITLE_LINES_ON_PHOTO, _POINT_LINES = 4, 3, 3
_MORE_LINES = 3  # for a title that is as long as a title may be
_SCALES = (1.0, 0.92, 0.84, 0.76, 0.68)

_ALONE = 1.25  # a title without a panel is this much larger

_TITLE_COLUMN, _PANEL_COLUMN = 0.46, 0.48  # shares of the column's width, in landscape
_PANEL_CORNER = 36.0
_RISE = 46.0  # pixels
_LINE_BY_LINE = 0.11  # seconds from one title line to the next
_TITLE_IN = 0.42
_PANEL_AT, _PANEL_IN = 0.5, 0.4

_BAR = (150.0, 12.0)
_GAP_ABOVE_BAR, _GAP_BELOW_BAR = 44.0, 64.0
_PADDING, _POINT_GAP, _DOT = 48.0, 30.0, 9.0
_AIR = 56.0  # pixels left free above and below the card's body

_HALO, _HALO_BLUR = 8.0, 8.0  # pixels

_PHOTO_TITLE = 0.8  # relative to the title of a card: the photo is more important
_PHOTO_BAR = 10.0
_ON_PHOTO = Pen("FFFFFF", 0.94, outline=2.0, outline_opacity=0.4)


@dataclass(frozen=True)
class _Body:
    """The title with its bar, and the panel below it or, in landscape, beside it. In pixels."""

    title: Block
    points: tuple[Block, ...]
    panel_width: float
    beside: bool

    @property
    def head_height(self) -> float:
        return self.title.height + _GAP_ABOVE_BAR + _BAR[1]

    @property
    def panel_height(self) -> float:
        inner = sum(p.height for p in self.points) + _POINT_GAP * (len(self.points) - 1)
        return inner + 2 * _PADDING if self.points else 0.0

    @property
    def height(self) -> float:
        if self.beside:
            return max(self.head_height, self.panel_height)
        return self.head_height + (_GAP_BELOW_BAR + self.panel_height if self.points else 0.0)


def card_sheet(order: ClipOrder) -> str:
    """The ASS file of a card: rings, header, title, panel, progress line, captions."""
    sheet, palette = Sheet(order.format, order.seconds), order.palette
    _draw_rings(sheet, order)
    draw_header(sheet, order, mark=_mark(palette.ink, palette.far_from_ink))
    _draw_body(sheet, order)
    draw_progress(sheet, order, track=Pen(palette.ink, 0.14))
    draw_captions(sheet, order)
    return str(sheet)


def photo_sheet(order: ClipOrder) -> tuple[str, float]:
    """The ASS file of a photo scene, and the y in pixels from which the photo should be dark."""
    sheet = Sheet(order.format, order.seconds)
    draw_header(sheet, order, mark=_mark("FFFFFF", "000000"))
    top = _draw_photo_title(sheet, order)
    draw_progress(sheet, order, track=Pen("FFFFFF", 0.25))
    draw_captions(sheet, order)
    return str(sheet), top


def _mark(ink: str, around: str) -> Pen:
    """The AI mark has a soft halo: the law wants it visible, and on the lightest cloud no ink is
    visible without a halo."""
    return Pen(ink, 0.95, _HALO, outline_colour=around, outline_opacity=0.6, blur=_HALO_BLUR)


def _draw_rings(sheet: Sheet, order: ClipOrder) -> None:
    for radius, line, opacity in ((270.0, 3.0, 0.2), (170.0, 26.0, 0.14)):
        colour = order.palette.accent
        pen = Pen(colour, 0.0, line, outline_colour=colour, outline_opacity=opacity)
        centre_x, centre_y = order.format.width - 70, order.format.top * 0.55
        sheet.shape(disc(radius), centre_x - radius, centre_y - radius, pen, layer=0)


def _draw_body(sheet: Sheet, order: ClipOrder) -> None:
    form = order.format
    top = form.top + HEADER_HEIGHT + _AIR
    room = caption_top(order) - _AIR - top
    body = _fitting_body(order, room)
    top += 0.4 * max(0.0, room - body.height)
    if body.beside:
        _draw_head(sheet, order, body.title, top + (body.height - body.head_height) / 2)
        x = form.width - form.right - body.panel_width
        _draw_panel(sheet, order, body, x, top + (body.height - body.panel_height) / 2)
    else:
        _draw_head(sheet, order, body.title, top)
        _draw_panel(sheet, order, body, form.left, top + body.head_height + _GAP_BELOW_BAR)


def _draw_head(sheet: Sheet, order: ClipOrder, title: Block, y: float) -> None:
    x = order.format.left
    _draw_title(sheet, Pen(order.palette.ink), title, x, y)
    unfold = "\\fscx0\\t(250,850,0.5,\\fscx100)"
    bar = rectangle(*_BAR, _BAR[1] / 2)
    y += title.height + _GAP_ABOVE_BAR
    sheet.shape(bar, x, y, Pen(order.palette.accent), motion=unfold)


def _draw_title(sheet: Sheet, pen: Pen, title: Block, x: float, y: float) -> None:
    for index, line in enumerate(title.lines):
        entrance = Entrance(index * _LINE_BY_LINE, _TITLE_IN, _RISE)
        top = y + index * title.pitch
        sheet.text(line, x, top, title.px, pen, bold=True, entrance=entrance)


def _draw_panel(sheet: Sheet, order: ClipOrder, body: _Body, x: float, y: float) -> None:
    if not body.points:
        return
    entrance = Entrance(_PANEL_AT, _PANEL_IN, _RISE)
    field = rectangle(body.panel_width, body.panel_height, _PANEL_CORNER)
    sheet.shape(field, x, y, Pen("FFFFFF", order.palette.panel), entrance=entrance)
    y += _PADDING
    for index, point in enumerate(body.points):
        later = Entrance(_PANEL_AT + _LINE_BY_LINE * (index + 1), _PANEL_IN, _RISE / 2)
        _draw_point(sheet, order, point, x + _PADDING, y, later)
        y += point.height + _POINT_GAP


def _draw_point(
    sheet: Sheet, order: ClipOrder, point: Block, x: float, y: float, entrance: Entrance
) -> None:
    accent, ink = Pen(order.palette.accent), Pen(order.palette.ink)
    middle = y + point.px / 2 - _DOT
    sheet.shape(disc(_DOT), x, middle, accent, entrance=entrance, layer=2)
    for index, line in enumerate(point.lines):
        top = y + index * point.pitch
        sheet.text(line, x + _indent(point.px), top, point.px, ink, bold=False, entrance=entrance)


def _indent(px: float) -> float:
    return 2 * _DOT + 0.5 * px


def _fitting_body(order: ClipOrder, room: float) -> _Body:
    """The largest body that fits. If none fits, the last points are left out."""
    points = order.points
    while True:
        for scale in _SCALES:
            body = _body(order, scale, points)
            if body.height <= room:
                return body
        if not points:
            return body
        points = points[:-1]


def _body(order: ClipOrder, scale: float, points: tuple[str, ...]) -> _Body:
    form = order.format
    beside = form.is_landscape and bool(points)
    title_width = form.column * (_TITLE_COLUMN if beside else 1.0)
    panel_width = form.column * (_PANEL_COLUMN if beside else 1.0)
    px = form.title_px * scale * (1.0 if points else _ALONE)
    title = _title(order, px, title_width, _TITLE_LINES)
    rows = _rows(points, form.point_px * scale, panel_width - 2 * _PADDING)
    return _Body(title, rows, panel_width, beside)


def _title(order: ClipOrder, px: float, width: float, lines: int) -> Block:
    """The title, in more lines where it would end in an ellipsis: nobody speaks it."""
    title = fit(order.title, px, width, lines, bold=True, leading=order.leading)
    if not title.is_cut:
        return title
    return fit(order.title, px, width, lines + _MORE_LINES, bold=True, leading=order.leading)


def _rows(points: tuple[str, ...], px: float, width: float) -> tuple[Block, ...]:
    """All points at one size: the size that the longest point needs."""
    room = width - _indent(px)
    for _ in range(2):
        rows = [fit(point, px, room, _POINT_LINES, bold=False, leading=1.36) for point in points]
        px = min((row.px for row in rows), default=px)
    return tuple(row for row in rows if row.lines)


def _draw_photo_title(sheet: Sheet, order: ClipOrder) -> float:
    form = order.format
    indent = _PHOTO_BAR + 30
    px, width = form.title_px * _PHOTO_TITLE, form.column - indent
    title = _title(order, px, width, _TITLE_LINES_ON_PHOTO)
    y = caption_top(order) - _AIR - title.height
    if title.lines:
        bar = rectangle(_PHOTO_BAR, title.height, _PHOTO_BAR / 2)
        sheet.shape(bar, form.left, y, Pen(order.palette.accent), entrance=Entrance(0.0, 0.4))
    _draw_title(sheet, _ON_PHOTO, title, form.left + indent, y)
    return y
