"""The beginning of a film: its title, large, and whose it is, under a string of flags."""

from __future__ import annotations

from projects.illustration import lexicon

from .. import plates
from ..composition import Composition
from ..saying import is_told
from ..stage import Box
from .areas import GAP, within
from .group import place_group

_GARLAND = 0.07  # of the frame's height
_TITLE = 0.4  # of the height that all has together, in portrait
_LARGER = 1.3
_NAME = 0.52  # the size of the organization's name, relative to the format's title
_NAME_AT = 0.7  # seconds


def compose(scene: Composition, *, larger: float = _LARGER) -> bool:
    order, stage = scene.order, scene.stage
    title = order.film or order.title
    if not order.picture.is_grave and not lexicon.is_grave(title, order.language):
        _hang_flags(scene)
    left = stage.headline if order.format.is_landscape else stage.whole
    high = left.height if order.format.is_landscape else _TITLE * left.height
    name = "" if is_told(order.contact.organization, [title]) else order.contact.organization
    room_for_name = 1.9 * _NAME * order.format.title_px + GAP if name else 0.0
    box = Box(left.x, left.y, left.width, high - room_for_name)
    taken = scene.headline(title, box, larger=larger, waits=False) if title else box
    if name:
        _name(scene, name, Box(left.x, taken.bottom + GAP, left.width, room_for_name - GAP))
    start = left.y + high + GAP
    below = Box(left.x, start, left.width, left.bottom - start)
    place_group(scene, stage.room if order.format.is_landscape else below)
    return True


def _hang_flags(scene: Composition) -> None:
    form = scene.order.format
    flags = plates.garland(form.width, round(_GARLAND * form.height), scene.light)
    whole = scene.background.convert("RGBA")
    if whole.width == flags.width:  # a composition without a background is one that is measured
        whole.alpha_composite(flags)
    scene.background = whole.convert("RGB")


def _name(scene: Composition, name: str, box: Box) -> None:
    px = _NAME * scene.order.format.title_px
    block = scene.measure(name, box.width - 2 * px, box.height, px, lines=2)
    wide, high = max(block.widths) + 1.6 * px, min(box.height, block.block.height + 0.9 * px)
    plate = within(box, wide, high, down=0)
    scene.plate(plate, scene.light.accent, at=_NAME_AT)
    scene.write(name, _padded(plate, px), px, scene.on_accent, at=_NAME_AT)


def _padded(box: Box, px: float) -> Box:
    return Box(box.x + 0.6 * px, box.y + 0.2 * px, box.width - 1.2 * px, box.height - 0.4 * px)
