"""Adding sentences until a film has the length that was asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from .drafts import Draft
from .languages import WrittenLanguage
from .plan import LONGEST_NARRATION, Length
from .spoken_lines import Line

Measure = Callable[[str], float]

_HASTY_SCENE = 3.4
"""A scene of fewer seconds may say one more sentence, even if the film passes its aim."""

_PLENTY = 2
"""After so many sentences a line has said enough, unless the film would be too short."""


def fill(drafts: list[Draft], length: Length, language: WrittenLanguage, measure: Measure) -> None:
    """Adds what the lines can say more, to the shortest scene first, until the film is as long as
    it should be. It is never longer than the longest, and shorter where there is no more to say.
    """
    seconds = [measure(draft.narration(language)) for draft in drafts]
    for most, aim in ((1, length.aim), (_PLENTY, length.aim), (99, length.shortest)):
        while _grow(drafts, seconds, most, min(aim, length.longest), length, language, measure):
            pass


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
            then = _with_one_more(drafts[index], line, language, measure)
            longer = film - seconds[index] + then
            is_nearer = abs(longer - aim) < abs(film - aim)
            is_wanted = is_nearer or film < length.shortest or seconds[index] < _HASTY_SCENE
            if then and is_wanted and longer <= length.longest:
                line.added += 1
                seconds[index] = then
                return True
    return False


def _with_one_more(draft: Draft, line: Line, language: WrittenLanguage, measure: Measure) -> float:
    """Seconds of the scene if the line said one more sentence; 0 if there is no room for it."""
    longer = [replace(each, added=each.added + (each is line)) for each in draft.lines]
    narration = replace(draft, lines=longer).narration(language)
    return measure(narration) if len(narration) <= LONGEST_NARRATION else 0.0
