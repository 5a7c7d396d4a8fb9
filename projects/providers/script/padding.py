"""Adding sentences until a film has the length that was asked for."""

from __future__ import annotations

from collections.abc import Callable

from .drafts import Draft
from .languages import WrittenLanguage
from .plan import LONGEST_NARRATION, Length

Measure = Callable[[str], float]

HASTY_SCENE = 2.6
"""A scene of fewer seconds is over too soon: for it, a film may pass its aim a little."""
_PAST_ITS_AIM = 1.12


def fill(
    drafts: list[Draft], length: Length, language: WrittenLanguage, measure: Measure
) -> list[float]:
    """Adds extras while they bring the film nearer to its aim, to the shortest scene first.

    Returns the seconds of the scenes. What is added keeps their sum below the longest.
    """
    seconds = [measure(draft.narration(language)) for draft in drafts]
    while True:
        for index in sorted(range(len(drafts)), key=seconds.__getitem__):
            rest = sum(seconds) - seconds[index]
            aim = _aim(length, sum(seconds), seconds[index])
            most = length.longest - rest
            if longer := _grown(drafts[index], aim - rest, most, language, measure):
                seconds[index] = longer
                break
        else:
            return seconds


def _aim(length: Length, film: float, scene: float) -> float:
    if film < length.shortest:
        return length.longest
    return length.aim * _PAST_ITS_AIM if scene < HASTY_SCENE else length.aim


def _grown(
    draft: Draft, aim: float, longest: float, language: WrittenLanguage, measure: Measure
) -> float:
    """Adds the next extra, or the shortest one if only that fits. The new seconds; 0 if none."""
    now = measure(draft.narration(language))
    left = draft.extras[draft.added :]
    for sentence in [*left[:1], *sorted(left[1:], key=len)[:1]]:
        _bring_forward(draft, sentence)
        narration = draft.narration(language, draft.added + 1)
        then = measure(narration)
        fits = len(narration) <= LONGEST_NARRATION and then <= longest
        if fits and abs(then - aim) < abs(now - aim):
            draft.added += 1
            return then
    return 0.0


def _bring_forward(draft: Draft, sentence: str) -> None:
    draft.extras.insert(draft.added, draft.extras.pop(draft.extras.index(sentence, draft.added)))
