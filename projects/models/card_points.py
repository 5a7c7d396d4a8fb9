"""Chooses the key points that a scene shows as the rows of a list."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from projects.key_points.unparted import shown
from projects.language import UNSPACED
from videostudio.patterns import late

POINTS_ON_A_CARD = 4

# A run of Latin letters and digits, or one Chinese character. So "art" is not found in "start".
_WORD = late(rf"[^\W{UNSPACED}]+|\w")


def of_scene(points: Sequence[str], title: str, narration: str) -> tuple[str, ...]:
    """The points that the scene speaks of, or none if it speaks only of the one in its title.

    If it speaks of more, the one in the title is shown too: otherwise the others would look like
    parts of it.
    """
    said = [point for point in points if _words(point) in _words(narration)]
    return _shown(said) if _others(said, title) else ()


def _shown(points: Sequence[str]) -> tuple[str, ...]:
    return tuple(map(shown, points[:POINTS_ON_A_CARD]))


def _others(points: Sequence[str], title: str) -> list[str]:
    return [point for point in points if _words(point) != _words(title)]


@lru_cache(maxsize=2048)
def _words(text: str) -> str:
    """Only the words, between spaces: writers change capitals, and leave out emoji."""
    return f" {' '.join(_WORD.findall(text.casefold()))} "
