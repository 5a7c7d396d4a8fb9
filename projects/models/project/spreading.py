"""Spreads photos and clips over the scenes of a film, by time, as the scenes have room."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from statistics import mean
from typing import Generic, TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True)
class Slot:
    """A scene that can show more: the seconds of its words, how many it shows already, and the
    seconds that these need.

    `last_of_all`: only if no other scene has room, because what the studio draws there is of use.
    """

    seconds: float
    shown: int = 0
    needed: float = 0.0
    last_of_all: bool = False


@dataclass(frozen=True)
class Spread(Generic[Item]):
    """What each scene gets, in the order of the scenes, and what has no room."""

    scenes: tuple[tuple[Item, ...], ...]
    left: tuple[Item, ...]


def spread(
    items: Sequence[Item],
    slots: Sequence[Slot],
    most: int,
    *,
    least: Callable[[Item], float],
    longer: float = 0.0,
) -> Spread[Item]:
    """Give the items to the scenes, in the order of both. No scene shows more than `most`.

    Every scene gets one before any gets a second; then each next one goes where a shot would be
    seen longest. An item needs `least` seconds. Scenes last longer than their words for that, by
    `longer` seconds all together. If there is not room for all, those are left out that stand
    closest together.
    """
    if not items:
        return Spread(((),) * len(slots), ())
    need = mean(map(least, items))
    ways = [
        _choices(slots, need, len(items), most, spares_drawings=spares) for spares in (True, False)
    ]
    for fits in range(len(ways[0]), 0, -1):
        kept = _evenly(len(items), fits)
        needs = [least(item) for item, keep in zip(items, kept, strict=True) if keep]
        for choices in ways:
            counts = [choices[:fits].count(at) for at in range(len(slots))]
            if _longer(slots, counts, needs) <= longer + _ROUNDING:
                chosen = iter([item for item, keep in zip(items, kept, strict=True) if keep])
                return Spread(
                    tuple(tuple(islice(chosen, count)) for count in counts),
                    tuple(item for item, keep in zip(items, kept, strict=True) if not keep),
                )
    return Spread(((),) * len(slots), tuple(items))


_ROUNDING = 0.001


def _choices(
    slots: Sequence[Slot], need: float, count: int, most: int, *, spares_drawings: bool
) -> list[int]:
    """Which scene gets the next item, again and again: best is that the drawings of use stay, or
    else that no scene lasts longer than its words."""
    counts, choices = [0] * len(slots), list[int]()

    def rank(at: int) -> tuple[bool, bool, bool, float, int]:
        slot, shown = slots[at], slots[at].shown + counts[at]
        is_longer = bool(shown) and slot.needed + (counts[at] + 1) * need > slot.seconds
        costs = (slot.last_of_all, is_longer)
        first, second = costs if spares_drawings else costs[::-1]
        return first, second, shown > 0, -slot.seconds / (shown + 1), at

    while len(choices) < count:
        with_room = [at for at in range(len(slots)) if slots[at].shown + counts[at] < most]
        if not with_room:
            break
        choices.append(min(with_room, key=rank))
        counts[choices[-1]] += 1
    return choices


def _longer(slots: Sequence[Slot], counts: Sequence[int], needs: Sequence[float]) -> float:
    """Seconds that the scenes last longer than their words by that, and than they did before."""
    following = iter(needs)
    longer = 0.0
    for slot, count in zip(slots, counts, strict=True):
        needed = slot.needed + sum(islice(following, count))
        if count and slot.shown + count > 1:
            longer += max(0.0, needed - slot.seconds) - max(0.0, slot.needed - slot.seconds)
    return longer


def _evenly(count: int, fits: int) -> list[bool]:
    """Which of `count` items stay if only so many fit: the first one, and then evenly."""
    return [at * fits // count != (at - 1) * fits // count for at in range(count)]
