"""How often a test tries what it promises: a little each day, and much at full counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import cycle, islice, product
from typing import Any

import hypothesis

hypothesis.settings.register_profile("small", max_examples=20, deadline=None)
hypothesis.settings.register_profile("full", max_examples=150, deadline=None)
_is_full = False


def choose(size: str) -> None:
    """`size`: as --faults has it."""
    global _is_full
    _is_full = size == "full"
    hypothesis.settings.load_profile(size)


def few(values: Sequence[Any]) -> Sequence[Any]:
    """All at full counts, else the first."""
    return values if _is_full else values[:1]


def together(*lists: Iterable[Any]) -> list[tuple[Any, ...]]:
    """Each with each at full counts, else each value of each list at least once."""
    each = [[*values] for values in lists]
    if _is_full:
        return [*product(*each)]
    longest = max(map(len, each))
    return [*zip(*(islice(cycle(values), longest) for values in each), strict=True)]
