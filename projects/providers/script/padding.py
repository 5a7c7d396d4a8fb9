"""Adding sentences until a film has the length that was asked for."""

from __future__ import annotations

from collections.abc import Callable

from .drafts import Draft
from .languages import WrittenLanguage
from .plan import LONGEST_NARRATION, Length
from .spoken_lines import Line

Measure = Callable[[str], float]

_HASTY_SCENE = 3.4
"""A scene of fewer seconds may say one more sentence, even if the film passes its aim."""

_PLENTY = 2
"""After so many sentences a line has said enough, unless the film would be too short."""


def fill(
    drafts: list[Draft], length: Length, language: WrittenLanguage, measure: Measure
) -> list[float]:
    """Adds what the lines can say more, to the shortest scene first, until the film is as long as
    it should be. It is never longer than the longest, and shorter where there is no more to say.

    Returns the seconds of the scenes.
    """
    seconds = [measure(draft.narration(language)) for draft in drafts]
    for most, aim in ((1, length.aim), (_PLENTY, length.aim), (99, length.shortest)):
        while _grow(drafts, seconds, most, min(aim, length.longest), length, language, measure):
            pass
    return seconds


def _grow(
    drafts: list[Draft],
    seconds: list[float],
    most: int,
    aim: float,
    length: Length,
    language: WrittenLanguage,
    measure: Measure,
) -> bool:
    """Adds one sentence to the shortest scene that takes it."""
    film = sum(seconds)
    for index in sorted(range(len(drafts)), key=seconds.__getitem__):
        for line in drafts[index].lines:
            if line.added >= min(most, len(line.more)):
                continue
            then = _longer(drafts[index], line, language, measure)
            fits = film - seconds[index] + then
            is_nearer = abs(fits - aim) < abs(film - aim)
            is_wanted = is_nearer or film < length.shortest or seconds[index] < _HASTY_SCENE
            if then and is_wanted and fits <= length.longest:
                seconds[index] = then
                return True
            line.added -= 1
    return False


def _longer(draft: Draft, line: Line, language: WrittenLanguage, measure: Measure) -> float:
    """Seconds of the scene with one more sentence; 0 if it has no room for it."""
    line.added += 1
    narration = draft.narration(language)
    return measure(narration) if len(narration) <= LONGEST_NARRATION else 0.0
