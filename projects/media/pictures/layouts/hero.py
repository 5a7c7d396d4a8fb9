"""One large thing with a headline over it or beside it, and smaller things around it."""

from __future__ import annotations

from ..composition import Composition
from ..motion import Entrance, Idle
from ..stage import Box

_HERO = 0.74  # of the room's shorter side

# Where supporting parts stand: the middle of each, in shares of the room, and its size as a share
# of the room's width. Those on the ground first for what stands, then those in the air.
_GROUND = ((0.1, 1.0), (0.9, 1.0), (0.26, 1.06), (0.74, 1.06))
_AIR = ((0.1, 0.22), (0.9, 0.16), (0.06, 0.52), (0.94, 0.5))
_SMALL = 0.2


def compose(scene: Composition) -> None:
    stage, picture = scene.stage, scene.order.picture
    scene.headline(scene.order.title, stage.headline)
    room = stage.room
    side = min(room.width, room.height) * _HERO
    if picture.hero:
        middle, _ = room.middle
        box = Box(middle - side / 2, room.bottom - side, side, side)
        scene.place(picture.hero, box, at=scene.order.named_at(0))
    _support(scene, room)


def _support(scene: Composition, room: Box) -> None:
    size = _SMALL * max(room.width, room.height * 0.8)
    grounds, airs = iter(_GROUND), iter(_AIR)
    for index, name in enumerate(scene.order.picture.parts, start=1):
        floats = name in FLOATING
        across, down = room.at(*next(airs if floats else grounds, (0.5, 0.1)))
        low = down if not floats else down + size / 2
        box = Box(across - size / 2, low - size, size, size)
        scene.place(
            name,
            box,
            at=scene.order.named_at(index),
            entrance=Entrance.POP,
            idle=Idle.FLOAT if floats else Idle.STAND,
            on_ground=not floats,
        )


FLOATING = frozenset({"balloon", "butterfly", "kite", "star", "sparkles", "speech-balloon", "bell"})
