"""Places a hero and its parts: near each other, on the ground, and none over another.

What stands has its place beside the hero. What flies is beside or above it. What would stand, but
has no place left on the ground, hangs in the air on a disc of paper.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from projects.illustration import lexicon

from .. import plates
from ..composition import Composition
from ..motion import Idle
from ..parts import shape
from ..stage import Box
from .row import on_disc

_SHARES = (0.97, 0.9, 0.84, 0.76, 0.68, 0.6, 0.54, 0.48)  # of the room, for the hero
_HIGH, _WIDE = 0.55, 0.5  # of the room: a hero is one of both at least
_LARGEST = (0.3, 0.2)  # of the room's shorter and longer side, for a part
_LEAST = 0.7  # of the largest: a smaller part is no part
_TALLER = 1.75  # a part that stands and is slender is as much taller than others are
_BELOW_HERO = 0.72  # of the hero's height: a part is no second hero
_A_WIDE_ONE = 1.1  # width / height
_GAP = 18.0  # pixels
_ON_DISC = 0.64  # the size of a part on its disc
_MOST = 5


@dataclass(frozen=True)
class Placed:
    """`is_on_disc`: it hangs in the air though it is no thing that flies."""

    box: Box
    stands: bool
    is_on_disc: bool = False


def arrange(
    room: Box, hero: float | None, flies: Sequence[bool], shapes: Sequence[float] = ()
) -> tuple[Box | None, list[Placed | None]]:
    """The boxes of the hero, whose shape is width / height, and of each part; None where there is
    no place. `shapes`: of the parts, if one of them may be taller than wide."""
    if hero is None:
        return None, _filled(flies, _ground_row(room), _air_row(room))
    pairs = zip(shapes, flies, strict=False)
    standing = [one for one, is_flying in pairs if not is_flying]
    tall = min(_TALLER, max([1.0, *(1 / one for one in standing[:2])]))
    best = None
    for share in _SHARES:
        box = _hero_box(room, hero, share)
        if best and box.height < _HIGH * room.height and box.width < _WIDE * room.width:
            break
        placed = _filled(flies, _beside(room, box, tall), _above(room, box, tall))
        rank = _rank(placed, hero)
        if best is None or rank > best[0]:
            best = rank, box, placed
        if rank == (len(flies), 0):
            break
    assert best  # noqa: S101 - there is at least one share
    return best[1], best[2]


def _rank(placed: Sequence[Placed | None], hero: float) -> tuple[int, int]:
    """More parts are better, and those that stand are better on the ground than on discs. But a
    wide hero would become too small if all stood beside it."""
    there = [one for one in placed if one]
    discs = sum(one.is_on_disc for one in there)
    ground = sum(one.stands for one in there)
    return len(there), -min(discs, 2 - ground) if hero < _A_WIDE_ONE else 0


def _hero_box(room: Box, hero: float, share: float) -> Box:
    width = min(room.width * share, room.height * share * hero)
    return Box(room.middle[0] - width / 2, room.bottom - width / hero, width, width / hero)


def _side(room: Box) -> tuple[float, float]:
    """The least and the largest size of a part."""
    shorter, longer = sorted((room.width, room.height))
    largest = min(max(_LARGEST[0] * shorter, _LARGEST[1] * longer), 0.6 * room.height)
    return _LEAST * largest, largest


def _beside(room: Box, hero: Box, tall: float) -> list[Box]:
    """On the ground, at the left and at the right of the hero."""
    least, largest = _side(room)
    free = hero.x - room.x - _GAP
    if free < least:
        return []
    size = min(free, largest)
    high = max(size, min(tall * size, _BELOW_HERO * hero.height))
    top = room.bottom - high
    return [Box(hero.x - _GAP - size, top, size, high), Box(hero.right + _GAP, top, size, high)]


def _above(room: Box, hero: Box, tall: float) -> list[Box]:
    """In the air: beside the hero, over what stands there, or else above it."""
    least, largest = _side(room)
    found: list[Box] = []
    free = hero.x - room.x - _GAP
    size = min(free, largest)
    if size >= least:
        foot = _beside(room, hero, tall)[0].y - 2 * _GAP
        while foot - size >= max(room.y, hero.y - 1.2 * size) and len(found) < 4:
            found.append(Box(hero.x - _GAP - size, foot - size, size, size))
            found.append(Box(hero.right + _GAP, foot - size, size, size))
            foot -= size + 1.5 * _GAP
    over = hero.y - _GAP - room.y
    if over >= least and len(found) < 4:
        size = min(over, largest, room.width / 3 - _GAP)
        start = hero.y - _GAP - size
        if found:
            start = min(start, found[-1].y - size - _GAP)
        if start >= room.y:
            spots = (0.2, 0.8, 0.5) if not found else (0.35, 0.65)
            found += [Box(room.x + s * room.width - size / 2, start, size, size) for s in spots]
    return found


def _ground_row(room: Box) -> list[Box]:
    return _row(room, room.bottom)


def _air_row(room: Box) -> list[Box]:
    size = _row(room, room.bottom)[0].height
    foot = room.bottom - size - _GAP
    return _row(room, foot) if foot - size > room.y else []


def _row(room: Box, foot: float) -> list[Box]:
    size = min(room.height, (room.width - 2 * _GAP) / 3)
    places = (room.middle[0] - size / 2, room.x, room.right - size)
    return [Box(x, foot - size, size, size) for x in places]


def _filled(flies: Sequence[bool], ground: list[Box], air: list[Box]) -> list[Placed | None]:
    ground, air = [*ground], [*air]
    placed: list[Placed | None] = []
    for is_flying in flies:
        if not is_flying and ground:
            placed.append(Placed(ground.pop(0), stands=True))
        elif air:
            placed.append(Placed(air.pop(0), stands=False, is_on_disc=not is_flying))
        else:
            placed.append(None)
    return placed


def place_group(scene: Composition, room: Box, *, without: Sequence[str] = ()) -> None:
    """The hero of the picture and its parts in the room, but for those that are drawn already."""
    picture = scene.order.picture
    if room.height < 120 or room.width < 120:
        return
    named = [
        (index, name) for index, name in enumerate(picture.parts, start=1) if name not in without
    ][:_MOST]
    hero = picture.hero if picture.hero not in without else ""
    flies = [name in lexicon.drawings().air for _, name in named]
    shapes = [shape(name) for _, name in named]
    box, placed = arrange(room, shape(hero) if hero else None, flies, shapes)
    if box:
        scene.place(hero, box, at=scene.order.named_at(0))
    for (index, name), spot in zip(named, placed, strict=True):
        if spot:
            _place(scene, name, spot, scene.said_at(-1, scene.order.named_at(index)))


def _place(scene: Composition, name: str, spot: Placed, at: float) -> None:
    idle = Idle.STAND if spot.stands or spot.is_on_disc else Idle.FLOAT
    if not spot.is_on_disc:
        scene.place(name, spot.box, at=at, idle=idle, on_ground=spot.stands)
        return
    badge(scene, name, spot.box, at=at)


def badge(scene: Composition, name: str, box: Box, *, at: float) -> None:
    """A part on a disc of paper, as one drawing."""
    side = round(min(box.width, box.height))
    across, down = box.middle
    disc = on_disc(name, plates.ringed(side, scene.light), _ON_DISC)
    scene.put(disc, across - side / 2, down - side / 2, at=at)
