"""Reports the progress of a part of some work as the progress of the whole."""

from __future__ import annotations

from collections.abc import Callable


def part_of(
    on_progress: Callable[[float], None], start: float, end: float
) -> Callable[[float], None]:
    """A callback for a part of the work: its 0 to 1 becomes `start` to `end` of the whole."""
    return lambda fraction: on_progress(start + (end - start) * fraction)
