"""The end of a film: what to do now, and how viewers reach those whose film it is."""

from __future__ import annotations

from dataclasses import replace

from PIL import Image

from ...clip_order import ClipOrder
from ...contact import Contact
from .. import plates
from ..composition import Composition
from ..parts import part
from ..stage import Box
from .areas import GAP, headed, within
from .group import place_group

_PLATE = 0.7  # of the room, in portrait
_NAME, _ROW = 120.0, 104.0  # pixels: the tallest rows
_PAD = 0.05  # of the card's width
_CODE = 0.44  # of the card's width, for the QR code
_AT, _APART = 0.5, 0.3  # seconds
_ICONS = {"phone": "telephone", "address": "map-pin", "link": "globe-with-meridians"}

_ICONS_TOO = ("mobile-phone", "laptop")  # what they say, the card says


def compose(scene: Composition) -> bool:
    contact = whom(scene.order)
    shown = {
        "organization": contact.organization,
        "phone": contact.phone,
        "address": contact.address,
        "link": contact.short_link,
    }
    lines = {name: words for name, words in shown.items() if words}
    if not lines:
        return False
    found = headed(scene, lines.values(), plate=_PLATE)
    card = _card_of(scene, found.plate, lines)
    hero = found.hero
    if not scene.order.format.is_landscape:
        start = card.bottom + GAP
        hero = Box(hero.x, start, hero.width, hero.bottom - start)
    scene.plate(card, scene.light.paper, at=0.3)
    _card(scene, lines, card)
    place_group(scene, hero, without=(*_ICONS.values(), *_ICONS_TOO))
    return True


def _card_of(scene: Composition, room: Box, lines: dict[str, str]) -> Box:
    """As tall as its rows need, at the top of the room; in landscape in its middle."""
    rows = sum(name != "organization" for name in lines)
    high = 2 * _PAD * room.width + rows * (_ROW + GAP / 2) + _NAME * ("organization" in lines)
    if "link" in lines:
        high = max(high, _PAD * 2 * room.width + _CODE * room.width + _NAME)
    return within(room, room.width, min(high, room.height), 0.5 * scene.order.format.is_landscape)


def whom(order: ClipOrder) -> Contact:
    """What the brief has, or else what the scene's own words name."""
    contact, facts = order.contact, order.facts
    phone, link = contact.phone or facts.phone, contact.link or facts.link
    return replace(contact, phone=phone, link=link)


def _card(scene: Composition, lines: dict[str, str], card: Box) -> None:
    """The name on top. Below it the rows, and the QR code at their right."""
    pad = _PAD * card.width
    inner = Box(card.x + pad, card.y + pad, card.width - 2 * pad, card.height - 2 * pad)
    if name := lines.pop("organization", ""):
        high = min(_NAME, 0.28 * inner.height) if lines else inner.height
        top = Box(inner.x, inner.y, inner.width, high)
        scene.write(name, top, 0.75 * scene.order.format.title_px, scene.strong, at=0.4)
        start = top.bottom + GAP / 2
        inner = Box(inner.x, start, inner.width, inner.bottom - start)
    if "link" in lines:
        inner = _code(scene, inner)
    high = min(_ROW, (inner.height - GAP / 2 * (len(lines) - 1)) / max(1, len(lines)))
    whole = len(lines) * high + (len(lines) - 1) * GAP / 2
    top_of_rows = inner.y + (inner.height - whole) / 2
    for number, (name, words) in enumerate(lines.items()):
        row = Box(inner.x, top_of_rows + number * (high + GAP / 2), inner.width, high)
        _line(scene, name, words, row, _AT + number * _APART)


def _code(scene: Composition, inner: Box) -> Box:
    """Draw the QR code at the right. Returns the room that it leaves."""
    side = min(inner.height, _CODE * inner.width)
    code = plates.qr_code(whom(scene.order).url, round(side))
    x, y = inner.right - code.width, inner.y + (inner.height - code.height) / 2
    scene.put(code, x, y, at=_AT, is_on_another=True)
    return Box(inner.x, inner.y, inner.width - code.width - GAP, inner.height)


def _line(scene: Composition, name: str, words: str, row: Box, at: float) -> None:
    px = 0.6 * scene.order.format.title_px
    side = round(min(0.74 * row.height, 64))
    if not whom(scene.order).link:
        needed = side + 18 + 8 + scene.measure_line(words, px)
        row = within(row, min(needed, row.width), row.height)
    icon: Image.Image = part(_ICONS[name], side)
    scene.put(icon, row.x, row.y + (row.height - icon.height) / 2, at=at, is_on_another=True)
    start = row.x + side + 18
    inner = Box(start, row.y, row.right - start, row.height)
    scene.write(words, inner, px, scene.on_paper, at=at, across=0)
