"""What was known of a clip when it was drawn. It is kept with it, for the checks of its film."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..drawn import Drawn
from .check import Check, at_most

_DOUBLED = 0.5  # seconds


def of_clip(drawn: Drawn) -> Iterator[Check]:
    yield at_most("doubled", drawn.doubled, _DOUBLED)
    yield at_most("cut_heads", drawn.cut_heads, 0)


def judge(clips: Sequence[Sequence[Check]]) -> Iterator[Check]:
    """`clips`: the checks of each clip; nothing is known of one that was drawn before there were
    any."""
    cut = {number: _values(clip).get("cut_heads", 0) for number, clip in enumerate(clips, start=1)}
    first = next((number for number, count in cut.items() if count), 0)
    yield at_most("cut_heads", sum(cut.values()), 0, scene=first)


def doubled(clip: Sequence[Check]) -> float:
    """Seconds in which one sentence stands on the picture twice."""
    return _values(clip).get("doubled", 0.0)


def _values(clip: Sequence[Check]) -> Mapping[str, float]:
    return {check.name: check.value for check in clip}
