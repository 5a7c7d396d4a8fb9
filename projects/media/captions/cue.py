"""A caption on the screen, and those of a film one after another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate


@dataclass(frozen=True)
class Word:
    """What is said from `start` to `end` in seconds. `text` has the marks and the space after it.

    It is what no line cuts: a Chinese word with its particles, a date, a range, a figure and its
    unit.
    """

    start: float
    end: float
    text: str


@dataclass(frozen=True)
class Cue:
    """`words` are the whole text, one after another; () if nobody knows when they are said."""

    start: float  # seconds
    end: float
    text: str
    words: tuple[Word, ...] = ()

    def later(self, seconds: float) -> Cue:
        words = (
            replace(word, start=word.start + seconds, end=word.end + seconds) for word in self.words
        )
        return Cue(self.start + seconds, self.end + seconds, self.text, tuple(words))


def of_film(scenes: Sequence[tuple[float, Sequence[Cue]]]) -> tuple[Cue, ...]:
    """The cues of a film. `scenes` has the seconds of each clip, and its cues."""
    starts = accumulate((seconds for seconds, _ in scenes), initial=0.0)
    return tuple(
        cue.later(start) for start, (_, cues) in zip(starts, scenes, strict=False) for cue in cues
    )
