"""Whether what is spoken says a key point."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from projects.language import UNSPACED

_WORD = re.compile(rf"[^\W_{UNSPACED}]+|[^\W_]")
_MOST = 0.7  # of its words: who writes a point anew says it in other words


def unsaid(points: Sequence[str], narrations: Sequence[str]) -> tuple[str, ...]:
    """The points that no narration says, and all of them together do not say either."""
    told = _words("\n".join(narrations))
    return tuple(point for point in points if not _is_said(_words(point), told))


def _is_said(point: Sequence[str], told: Sequence[str]) -> bool:
    if not point or _joined(point) in _joined(told):
        return True
    figures = {word for word in point if word.isdigit() and int(word)}
    wanted = _pairs(point)
    is_near = len(wanted & _pairs(told)) >= _MOST * len(wanted)
    return bool(wanted) and is_near and figures <= {*told}


def _words(text: str) -> list[str]:
    """Writers change capitals and marks, and leave out emoji."""
    return _WORD.findall(text.casefold())


def _joined(words: Sequence[str]) -> str:
    return f" {' '.join(words)} "


def _pairs(words: Sequence[str]) -> set[tuple[str, str]]:
    return set(pairwise(words))
