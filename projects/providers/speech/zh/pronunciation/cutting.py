"""A run of hanzi, cut into words: of all ways to cut it, the one with the likeliest words."""

from __future__ import annotations

import math

from .dictionary import Dictionary

_MOST_HANZI = 10
_UNKNOWN = math.log(60_000_000)  # a hanzi that is no word


def cut(run: str, known: Dictionary) -> list[str]:
    """The words, in their order. A hanzi that is in no word is one by itself."""
    best, ends = [0.0] * (len(run) + 1), [0] * len(run)
    for start in range(len(run) - 1, -1, -1):
        best[start], ends[start] = min(
            (
                known.costs.get(run[start:end], _UNKNOWN if end == start + 1 else math.inf)
                + best[end],
                end,
            )
            for end in range(start + 1, min(start + _MOST_HANZI, len(run)) + 1)
        )
    words, at = [], 0
    while at < len(run):
        words.append(run[at : ends[at]])
        at = ends[at]
    return words
