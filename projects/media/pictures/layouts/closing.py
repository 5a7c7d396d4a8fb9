"""The end of a film: what to do now, and how viewers reach those whose film it is."""

from __future__ import annotations

from PIL import Image

from .. import plates
from ..composition import Composition
from ..parts import part
from ..stage import Box
from .areas import GAP, areas
from .group import place_group

_PLATE = 0.66  # of the room, in portrait
_ROW = 96.0  # pixels: the tallest row
_CODE = 0.42  # of the card's width, for the QR code
_LEAST_CODE = 230  # pixels
_AT, _APART = 0.5, 0.3  # seconds
_ICONS = {"phone": "telephone", "address": "map-pin", "link": "globe-with-meridians"}


def compose(scene: Composition) -> bool:
    contact = scene.order.contact
    shown = {
        "organization": contact.organization,
        "phone": contact.phone,
        "address": contact.address,
        "link": contact.short_link,
    }
    lines = {name: words for name, words in shown.items() if words}
    if not lines:
        return False
    has_headline = scene.needs_headline(lines.values())
    found = areas(scene, with_headline=has_headline, plate=_PLATE)
    if has_headline:
        scene.headline(scene.order.title, found.headline)
    card = found.plate
    scene.plate(card, scene.light.paper, at=0.3)
    _card(scene, lines, card)
    place_group(scene, found.hero, without=tuple(_ICONS.values()))
    return True


def _card(scene: Composition, lines: dict[str, str], card: Box) -> None:
    pad = 0.055 * card.width
    inner = Box(card.x + pad, card.y + pad, card.width - 2 * pad, card.height - 2 * pad)
    if "link" in lines:
        inner = _code(scene, inner, len(lines))
    count = len(lines)
    high = min(_ROW, (inner.height - GAP / 2 * (count - 1)) / count)
    top = inner.y + (inner.height - count * high - GAP / 2 * (count - 1)) / 2
    for number, (name, words) in enumerate(lines.items()):
        row = Box(inner.x, top + number * (high + GAP / 2), inner.width, high)
        _line(scene, name, words, row, _AT + number * _APART)


def _code(scene: Composition, inner: Box, rows: int) -> Box:
    """The QR code at the foot of the card or at its right. Returns the room that is left."""
    is_beside = scene.order.format.is_landscape or inner.height < 1.7 * _LEAST_CODE
    if is_beside:
        side = min(inner.height, max(_LEAST_CODE, _CODE * inner.width))
    else:
        side = min(inner.width, inner.height - rows * 0.7 * _ROW - GAP)
    code = plates.qr_code(scene.order.contact.url, round(side))
    if is_beside:
        x, y = inner.right - code.width, inner.y + (inner.height - code.height) / 2
        left = Box(inner.x, inner.y, inner.width - code.width - GAP, inner.height)
    else:
        x, y = inner.x + (inner.width - code.width) / 2, inner.bottom - code.height
        left = Box(inner.x, inner.y, inner.width, inner.height - code.height - GAP)
    scene.put(code, x, y, at=_AT, is_on_another=True)
    return left


def _line(scene: Composition, name: str, words: str, row: Box, at: float) -> None:
    px = 0.6 * scene.order.format.title_px
    if name == "organization":
        scene.write(words, row, 1.15 * px, scene.strong, at=at)
        return
    side = round(min(0.74 * row.height, 64))
    icon: Image.Image = part(_ICONS[name], side)
    scene.put(icon, row.x, row.y + (row.height - icon.height) / 2, at=at, is_on_another=True)
    start = row.x + side + 18
    inner = Box(start, row.y, row.right - start, row.height)
    scene.write(words, inner, px, scene.on_paper, at=at, across=0)
