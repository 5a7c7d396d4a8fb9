"""Spreads photos and clips over the scenes of a film, by time, as the scenes have room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from projects.media.shots import room

Item = TypeVar("Item")


@dataclass(frozen=True)
class Slot:
    """A scene that can show more: its seconds, and how many it shows already.

    `last_of_all`: only if no other scene has room, because what the studio draws there is of use.
    """

    seconds: float
    shown: int = 0
    last_of_all: bool = False

    def free(self, most: int) -> int:
        return max(0, min(most, room(self.seconds)) - self.shown)


@dataclass(frozen=True)
class Spread(Generic[Item]):
    """What each scene gets, in the order of the scenes, and what has no room."""

    scenes: tuple[tuple[Item, ...], ...]
    left: tuple[Item, ...]


def spread(items: Sequence[Item], slots: Sequence[Slot], most: int) -> Spread[Item]:
    """Give the items to the scenes, in the order of both. No scene shows more than `most`.

    Every scene gets one before any gets a second; then each next one goes where a shot would be
    seen longest. If there is not room for all, those are left out that stand closest together.
    """
    free = [slot.free(most) for slot in slots]
    fits = min(len(items), sum(free))
    kept = _evenly(len(items), fits)
    counts = _counts(slots, free, fits)
    chosen = iter([item for item, keep in zip(items, kept, strict=True) if keep])
    return Spread(
        tuple(tuple(next(chosen) for _each in range(count)) for count in counts),
        tuple(item for item, keep in zip(items, kept, strict=True) if not keep),
    )


def _counts(slots: Sequence[Slot], free: Sequence[int], fits: int) -> list[int]:
    counts = [0] * len(slots)
    for _each in range(fits):
        with_room = [at for at in range(len(slots)) if counts[at] < free[at]]
        counts[min(with_room, key=lambda at: _rank(slots[at], counts[at], at))] += 1
    return counts


def _rank(slot: Slot, count: int, at: int) -> tuple[bool, bool, float, int]:
    shown = slot.shown + count
    return slot.last_of_all, shown > 0, -slot.seconds / (shown + 1), at


def _evenly(count: int, fits: int) -> list[bool]:
    """Which of `count` items stay if only so many fit: the first one, and then evenly."""
    return [at * fits // count != (at - 1) * fits // count for at in range(count)]
