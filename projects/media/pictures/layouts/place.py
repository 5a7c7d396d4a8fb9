"""A place: a map with a pin that drops, and its name and address on a plate."""

from __future__ import annotations

from .. import plates
from ..composition import Composition
from ..motion import Entrance
from ..parts import part
from ..saying import capitalized, label_and_value
from ..stage import Box
from .areas import GAP, headed, inset
from .group import place_group

_PLATE = 0.68  # of the room, in portrait
_NAME = 0.32  # of that, for the plate with the name
_AT = 0.4


def compose(scene: Composition) -> bool:
    places = scene.order.facts.places
    if not places:
        return False
    name = capitalized(next((place.name for place in places if place.name), ""))
    address = next((place.address for place in places if place.address), "")
    label, _ = label_and_value(scene.order.title)
    found = headed(scene, [name, address, label], plate=_PLATE)
    at = scene.said_at(places[0].start, _AT)
    box = found.plate
    high = _NAME * box.height
    top = Box(box.x, box.y, box.width, box.height - high - GAP / 2)
    _map(scene, top, at)
    _plate(scene, name, address, Box(box.x, box.bottom - high, box.width, high), at + 0.3)
    place_group(scene, found.hero, without=("town-map", "map-pin"))
    return True


def _map(scene: Composition, box: Box, at: float) -> None:
    town = plates.town(round(box.width), round(box.height), scene.light)
    scene.put(town, box.x, box.y, at=max(0.0, at - 0.3))
    pin = part("map-pin", round(0.5 * box.height))
    x, y = box.x + 0.58 * box.width - pin.width / 2, box.y + 0.56 * box.height - pin.height
    scene.put(pin, x, y, at=at, entrance=Entrance.POP, is_on_another=True)


def _plate(scene: Composition, name: str, address: str, box: Box, at: float) -> None:
    px = scene.order.format.title_px
    scene.plate(box, scene.light.paper, at=at)
    inner = inset(box, 0.05 * box.width, 0.1 * box.height)
    if name and address:
        upper = Box(inner.x, inner.y, inner.width, 0.55 * inner.height)
        lower = Box(inner.x, upper.bottom, inner.width, inner.bottom - upper.bottom)
        scene.write(name, upper, 0.66 * px, scene.strong, at=at)
        scene.write(address, lower, 0.5 * px, scene.on_paper, at=at)
    else:
        scene.write(name or address, inner, 0.68 * px, scene.strong, at=at)
