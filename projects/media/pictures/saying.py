"""Says it once: which words already stand on the picture, or are in the captions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ..captions import Cue

_ALIKE = 0.7  # share of a title's pairs of letters from which it says nothing else
_LEAST = 0.8  # seconds that words must stand to be read


def folded(text: str) -> str:
    """Only letters and figures."""
    return re.sub(r"[\W_]", "", text).casefold()


def is_told(title: str, shown: Iterable[str]) -> bool:
    """Whether what is shown says the title too: a calendar's leaf needs no headline "4月12日"."""
    wanted, there = _pairs(title), set[str]().union(*map(_pairs, shown))
    return sum(pair in there for pair in wanted) >= _ALIKE * len(wanted)


def _pairs(text: str) -> list[str]:
    letters = folded(text)
    return [letters[at : at + 2] for at in range(len(letters) - 1)] or [letters]


def free_from(text: str, at: float, cues: Sequence[Cue], seconds: float) -> float | None:
    """The first second from `at` on when no caption says just these words; None if there is none.

    Nobody needs to read a sentence twice at the same time."""
    said, free = folded(text), at
    for cue in cues:
        if cue.start - _LEAST < free < cue.end and folded(cue.text) == said:
            free = cue.end
    return free if free == at or free < seconds - _LEAST else None
