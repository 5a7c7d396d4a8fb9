"""Which key points stand beside the title of a scene."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from projects.language import UNSPACED

POINTS_ON_A_CARD = 4

# A list that was pasted in brings its own; the panel has dots, and nobody says them.
_BULLET = re.compile(r"^\s*(?:[-*•·●○■□◆◇▪►>]+(?!\d)|[(（]?\d{1,2}[)）、.．](?!\d)|[①-⑳])\s*")
# A run of Latin letters and digits, or one Chinese character: no word of "start" is "art".
_WORD = re.compile(rf"[^\W{UNSPACED}]+|\w")


def of_whole_film(points: Sequence[str], title: str) -> tuple[str, ...]:
    """All that are not the title itself: at both ends they are what the film is about."""
    return _shown(_others(points, title))


def of_scene(points: Sequence[str], title: str, narration: str) -> tuple[str, ...]:
    """Those that the scene speaks of, none where that is only what its title says.

    Where there are more the title's own is one of them: the rest would look as if it were part
    of that one.
    """
    said = [point for point in points if _words(point) in _words(narration)]
    return _shown(said) if _others(said, title) else ()


def _shown(points: Sequence[str]) -> tuple[str, ...]:
    return tuple(_BULLET.sub("", point) for point in points[:POINTS_ON_A_CARD])


def _others(points: Sequence[str], title: str) -> list[str]:
    return [point for point in points if _words(point) != _words(title)]


@lru_cache(maxsize=2048)
def _words(text: str) -> str:
    """The words alone, between spaces: writers change capitals, and leave bullets and emoji out."""
    return f" {' '.join(_WORD.findall(_BULLET.sub('', text).casefold()))} "
