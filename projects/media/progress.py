"""How far a part of some work is, told as how far the whole of it is."""

from __future__ import annotations

from collections.abc import Callable


def part_of(
    on_progress: Callable[[float], None], start: float, end: float
) -> Callable[[float], None]:
    """For a part that goes from `start` to `end` of the whole, which `on_progress` hears of."""
    return lambda fraction: on_progress(start + (end - start) * fraction)
