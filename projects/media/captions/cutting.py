"""Cuts captions into short cues that end where a speaker pauses and follow the voice."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise

from projects.addresses import with_short_addresses
from projects.language import LANGUAGES

from ..sound.narration import PAUSE
from ..typesetting.linebreak import INSIDE_WORD, NEVER_FIRST, breaks, words_of
from .cue import Cue, Word
from .timing import SHORTEST, is_wide, readable, seconds_to_read, times_of

WIDEST = 16.0  # width of the widest cue, in hanzi
LATIN = 16 / 42  # width of a Latin letter, in hanzi: 42 letters fill a line

_SENTENCE, _CLAUSE, _CLOSING = "。！？!?….", "，；：,;:—", "”’」』）)》\"'"
# Characters that belong to the next word, and characters that belong to the previous word.
_LEADING, _TRAILING = "把被让给对为从向与和跟在将", "的了着过吗呢吧啊们"

# The costs of a cut. Sentences and clauses stay whole unless a cue would be too wide or too short.
_CUE, _PHRASE, _INSIDE, _ANYWHERE = 0.5, 0.1, 80.0, 100.0
_HURT = 4.0  # a bad place hurts this many times more between cues than between lines
_OVER_SENTENCE, _OVER_CLAUSE = 3.0, 0.3  # for a cue that continues past the end of one
# For each hanzi, for each second, and for the square of a cue's width in full lines.
_TOO_WIDE, _TOO_SHORT, _UNEVEN = 50.0, 20.0, 0.3


def cut(
    subtitle: str,
    *,
    spoken: str,
    word_times: Sequence[tuple[int, float]],
    seconds: float,
    language: str,
    pause: float = PAUSE,
) -> tuple[Cue, ...]:
    """Cut `subtitle` into cues for a narration of `seconds`. The last cue lasts to its end.

    `word_times`: position in `spoken`, and seconds. `pause`: seconds without speech at the end. A
    cue begins when its first word is spoken, and stays until the next one begins; if that is too
    short to read, see `readable`. An address of the web is shown short.
    """
    plain = " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f]", " ", subtitle).split())
    text = with_short_addresses(plain)
    if not text:
        return ()
    times = times_of(text, spoken, word_times, seconds=seconds, pause=pause)
    stripped = LANGUAGES[language].needless_ends
    pieces = [
        (left, right, shown)
        for left, right in pairwise(_cheapest(text, [*times[:-1], seconds], stripped))
        if (shown := text[left:right].rstrip(stripped + " "))
    ]
    edges = [*(times[left] for left, _, _ in pieces), seconds]
    shown_in = pairwise(readable(edges, [shown for _, _, shown in pieces]))
    return tuple(
        Cue(start, end, shown, _words(text, left, right, shown, times))
        for (start, end), (left, right, shown) in zip(shown_in, pieces, strict=True)
    )


def _words(
    text: str, left: int, right: int, shown: str, times: Sequence[float]
) -> tuple[Word, ...]:
    """The words of a cue. A word lasts until the next one begins."""
    end = left + len(shown)
    starts = [left, *(at for at in _word_starts(text) if left < at < end)]
    return tuple(
        Word(times[start], times[after], text[start : min(after, end)])
        for start, after in pairwise([*starts, right])
    )


@lru_cache(maxsize=64)
def _word_starts(text: str) -> tuple[int, ...]:
    """Where words begin. A lone hanzi is none: 了 belongs to the word before it, 在 to the next."""
    words = words_of(text)
    lone = {at for at, word in words if len(word) == 1 and is_wide(word)}
    follows = {at for at in lone if text[at] in _TRAILING}
    after_lone = {at + 1 for at in lone - follows}
    return tuple(at for at, _ in words if at not in follows and at not in after_lone)


def width_of(text: str) -> float:
    """In hanzi, whatever its letters are."""
    return sum(1.0 if is_wide(char) else LATIN for char in text)


@dataclass(frozen=True)
class _Place:
    """A place where a cue may end: before the character `at`."""

    at: int
    cutting: float  # the cost of a cut here
    passing: float  # the cost of no cut here


def _cheapest(text: str, times: Sequence[float], stripped: str) -> list[int]:
    """The cuts with the lowest total cost, both ends included. It uses dynamic programming."""
    places = [_Place(0, 0.0, 0.0), *_places(text), _Place(len(text), 0.0, 0.0)]
    passed = list(accumulate(place.passing for place in places))
    widths = [0.0, *accumulate(map(width_of, text))]
    reading = [0.0, *accumulate(map(seconds_to_read, text))]
    best = [(0.0, 0)]
    for right, place in enumerate(places[1:], 1):
        end = len(text[: place.at].rstrip(stripped))
        options: list[tuple[float, int]] = []
        for left in range(right - 1, -1, -1):
            start = places[left].at
            width = widths[end] - widths[start]
            if options and width > 3 * WIDEST:
                break
            lasts, needed = times[place.at] - times[start], reading[end] - reading[start]
            fit = _misfit(width, lasts, max(SHORTEST, needed))
            whole = best[left][0] + fit + place.cutting + passed[right - 1] - passed[left]
            options.append((whole, left))
        best.append(min(options))
    return [places[index].at for index in _way(best)]


def _way(best: Sequence[tuple[float, int]]) -> list[int]:
    way = [len(best) - 1]
    while way[-1]:
        way.append(best[way[-1]][1])
    return way[::-1]


def _misfit(width: float, seconds: float, needed: float) -> float:
    too_wide, too_short = max(0.0, width - WIDEST), max(0.0, needed - seconds)
    return _CUE + _TOO_WIDE * too_wide + _TOO_SHORT * too_short + _UNEVEN * (width / WIDEST) ** 2


def _places(text: str) -> list[_Place]:
    penalties = breaks(text)
    return [
        _place(text, at, penalties.get(at)) for at in range(1, len(text)) if _may_begin(text[at])
    ]


def _may_begin(char: str) -> bool:
    return char not in NEVER_FIRST and char != " " and unicodedata.category(char)[0] != "M"


def _place(text: str, at: int, penalty: float | None) -> _Place:
    if penalty is None or penalty >= INSIDE_WORD:
        return _Place(at, _ANYWHERE if penalty is None else _INSIDE, 0.0)
    head = text[:at].rstrip(" ")
    before = "" if head[-1:] == "." and penalty else head.rstrip(_CLOSING)[-1:]  # no end: "e.g. "
    if before and before in _SENTENCE:
        return _Place(at, 0.0, _OVER_SENTENCE)
    if before and before in _CLAUSE:
        return _Place(at, 0.0, _OVER_CLAUSE)
    torn = text[at - 1] in _LEADING or text[at] in _TRAILING
    return _Place(at, _PHRASE + _HURT * penalty + torn, 0.0)
