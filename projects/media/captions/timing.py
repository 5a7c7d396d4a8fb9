"""When each character of a caption is spoken, and how long a reader needs for it."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from projects.addresses import ADDRESS
from projects.language import WIDE
from videostudio.patterns import late

from ..typesetting.linebreak import words_of

SHORTEST = 0.8  # seconds; a shorter cue cannot be read
_HANZI_A_SECOND, _LETTERS_A_SECOND = 9.0, 20.0  # that people read
_LATE, _EARLY = 0.4, 0.3  # seconds that a cue may come after its first word, and before it
_ADDRESS = 6.0  # hanzi that are said for an address

_WIDE = late(f"[{WIDE}]")


def is_wide(char: str) -> bool:
    return bool(_WIDE.match(char))


def seconds_to_read(text: str) -> float:
    """9 Chinese characters a second, or 20 Latin letters."""
    wide = sum(map(is_wide, text))
    return wide / _HANZI_A_SECOND + (len(text) - wide) / _LETTERS_A_SECOND


def times_of(
    text: str,
    spoken: str,
    word_times: Sequence[tuple[int, float]],
    *,
    seconds: float,
    pause: float,
) -> list[float]:
    """The second in which each character of `text` is spoken, and the end of the speech, `pause`
    before the end. They strictly rise.

    `word_times` are of `spoken`. Where both texts have the same words, their times are the same,
    and between such words they are in proportion.
    """
    said = _sounding(spoken or text)
    knots = [(0.0, max(0.0, min((at for _, at in word_times), default=0.0)))]
    end = max(seconds - pause, seconds / 2)
    for position, at in sorted(word_times):
        if 0 < position < len(spoken) and knots[-1][1] < at < end:
            knots.append((float(said[position]), at))
    if knots[0][1] >= end:
        knots = [(0.0, 0.0)]
    places, moments = zip(*knots, (float(said[-1]), end), strict=True)
    shown = _sounding(text)
    here, there = zip(*_same(text, spoken or text, shown, said), strict=True)
    found = np.interp(np.interp(shown[:-1], here, there), places, moments)
    return [*(float(at) for at in found), end]


def place_of(text: str, spoken: str, at: int) -> int:
    """Where `text` is when `spoken` is at its character `at`: at the beginning of a word."""
    if text == spoken:
        return at
    shown, said = _sounding(text), _sounding(spoken)
    here, there = zip(*_same(text, spoken, shown, said), strict=True)
    wanted = np.interp(said[at], there, here)
    starts = [start for start, _ in _words(text)]
    return min(starts, key=lambda start: abs(shown[start] - wanted), default=0)


def _same(
    text: str, spoken: str, shown: NDArray[np.float64], said: NDArray[np.float64]
) -> list[tuple[float, float]]:
    """How much is spoken before each word that both texts have, and after it: in `text`, and in
    `spoken`."""
    found = {0.0: 0.0}
    if text != spoken:
        ours, theirs = _words(text), _words(spoken)
        same = SequenceMatcher(
            None, [word for _, word in ours], [word for _, word in theirs], autojunk=False
        )
        for a, b, count in same.get_matching_blocks():
            for at in range(1 if a == 0 else 0, count + 1):
                if a + at < len(ours) and b + at < len(theirs):
                    found[float(shown[ours[a + at][0]])] = float(said[theirs[b + at][0]])
    found[float(shown[-1])] = float(said[-1])
    return [*found.items()]


def _words(text: str) -> list[tuple[int, str]]:
    """Where each word begins, and what is spoken of it."""
    bare = ((at, "".join(filter(str.isalnum, word))) for at, word in words_of(text))
    return [(at, word.casefold()) for at, word in bare if word]


def _sounding(text: str) -> NDArray[np.float64]:
    """How much is spoken before each character, and in all. Punctuation counts almost nothing.

    An address is not read out: however long it is, it takes as long as "屏幕上的网址".
    """
    weights = [1.0 if char.isalnum() else 0.01 for char in text]
    for match in ADDRESS.finditer(text):
        length = len(match[0])
        weights[match.start() : match.end()] = [_ADDRESS / length] * length
    return np.cumsum([0.0, *weights])


def readable(edges: Sequence[float], texts: Sequence[str]) -> list[float]:
    """The same edges between cues, moved so that a cue that is said faster than it is read stays
    longer: up to 0.4 s into the time of the next one, or it comes up to 0.3 s before its first
    word. It takes only what its neighbour can spare."""
    moved, needs = [*edges], [max(SHORTEST, seconds_to_read(text)) for text in texts]
    for at, (need, after) in enumerate(pairwise(needs), 1):
        lacking = need - (moved[at] - moved[at - 1])
        moved[at] += max(0.0, min(lacking, _LATE, moved[at + 1] - moved[at] - after))
    for at in range(len(needs) - 1, 0, -1):
        lacking = needs[at] - (moved[at + 1] - moved[at])
        moved[at] -= max(0.0, min(lacking, _EARLY, moved[at] - moved[at - 1] - needs[at - 1]))
    return moved
