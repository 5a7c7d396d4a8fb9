"""Cuts captions into short cues that end where a speaker pauses and follow the voice."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray

from projects.addresses import ADDRESS, with_short_addresses
from projects.language import LANGUAGES, WIDE

from .typesetting.linebreak import INSIDE_WORD, NEVER_FIRST, breaks

WIDEST = 16.0  # width of the widest cue, in hanzi
LATIN = 16 / 42  # width of a Latin letter, in hanzi: 42 letters fill a line
SHORTEST = 0.8  # seconds; a shorter cue cannot be read
PAUSE = 0.4  # seconds without speech at the end of a narration
_ADDRESS = 6.0  # hanzi that are said for an address

_SENTENCE, _CLAUSE, _CLOSING = "。！？!?….", "，；：,;:—", "”’」』）)》\"'"
# Characters that belong to the next word, and characters that belong to the previous word.
_LEADING, _TRAILING = "把被让给对为从向与和跟在将", "的了着过吗呢吧啊们"
_WIDE = re.compile(f"[{WIDE}]")

# The costs of a cut. Sentences and clauses stay whole unless a cue would be too wide or too short.
_CUE, _PHRASE, _INSIDE, _ANYWHERE = 0.5, 0.1, 80.0, 100.0
_HURT = 4.0  # a bad place hurts this many times more between cues than between lines
_OVER_SENTENCE, _OVER_CLAUSE = 3.0, 0.3  # for a cue that continues past the end of one
# For each hanzi, for each second, and for the square of a cue's width in full lines.
_TOO_WIDE, _TOO_SHORT, _UNEVEN = 50.0, 20.0, 0.3


@dataclass(frozen=True)
class Cue:
    start: float  # seconds
    end: float
    text: str


def cut(
    subtitle: str,
    *,
    spoken: str,
    word_times: Sequence[tuple[int, float]],
    seconds: float,
    language: str,
) -> tuple[Cue, ...]:
    """Cut `subtitle` into cues for a narration of `seconds`. The last cue lasts to its end.

    `word_times`: position in `spoken`, and seconds. A cue that begins with a word of `spoken`
    begins when that word is spoken. Where the two texts differ, positions are mapped in proportion.
    An address of the web is shown short.
    """
    plain = " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f]", " ", subtitle).split())
    text = with_short_addresses(plain)
    if not text:
        return ()
    times = _times(text, spoken, word_times, seconds)
    stripped = LANGUAGES[language].needless_ends
    edges = _cheapest(text, times, stripped)
    cues = (
        Cue(times[left], times[right], text[left:right].strip().rstrip(stripped))
        for left, right in pairwise(edges)
    )
    return tuple(cue for cue in cues if cue.text)


def of_film(scenes: Sequence[tuple[float, Sequence[Cue]]]) -> tuple[Cue, ...]:
    """The cues of a film. `scenes` has the seconds of each clip, and its cues."""
    starts = accumulate((seconds for seconds, _ in scenes), initial=0.0)
    return tuple(
        Cue(cue.start + start, cue.end + start, cue.text)
        for start, (_, cues) in zip(starts, scenes, strict=False)
        for cue in cues
    )


def to_srt(cues: Sequence[Cue]) -> str:
    """SubRip. The text is not escaped, because the format has no escapes."""
    return "".join(
        f"{number}\n{_clock(cue.start, ',')} --> {_clock(cue.end, ',')}\n{cue.text}\n\n"
        for number, cue in enumerate(cues, 1)
    )


def to_vtt(cues: Sequence[Cue]) -> str:
    """WebVTT, https://www.w3.org/TR/webvtt1/: `&`, `<` and `>` are escaped."""
    return "WEBVTT\n\n" + "".join(
        f"{_clock(cue.start)} --> {_clock(cue.end)}\n{html.escape(cue.text, quote=False)}\n\n"
        for cue in cues
    )


def _clock(seconds: float, point: str = ".") -> str:
    whole, millis = divmod(round(seconds * 1000), 1000)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}{point}{millis:03}"


def _times(
    text: str, spoken: str, word_times: Sequence[tuple[int, float]], seconds: float
) -> list[float]:
    """The second in which each character of `text` is spoken, and the end. They strictly rise."""
    shown, said = _sounding(text), _sounding(spoken or text)
    knots = [(0.0, max(0.0, min((at for _, at in word_times), default=0.0)))]
    end = max(seconds - PAUSE, seconds / 2)
    for position, at in sorted(word_times):
        if 0 < position < len(spoken) and knots[-1][1] < at < end:
            knots.append((float(said[position]), at))
    if knots[0][1] >= end:
        knots = [(0.0, 0.0)]
    places, moments = zip(*knots, (float(said[-1]), end), strict=True)
    found = np.interp(shown[:-1] * (said[-1] / shown[-1]), places, moments)
    return [*(float(at) for at in found), seconds]


def _sounding(text: str) -> NDArray[np.float64]:
    """How much is spoken before each character, and in all. Punctuation counts almost nothing.

    An address is not read out: however long it is, it takes as long as "屏幕上的网址".
    """
    weights = [1.0 if char.isalnum() else 0.01 for char in text]
    for match in ADDRESS.finditer(text):
        length = len(match[0])
        weights[match.start() : match.end()] = [_ADDRESS / length] * length
    return np.cumsum([0.0, *weights])


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
    widths = [0.0, *accumulate(1.0 if _WIDE.match(char) else LATIN for char in text)]
    best = [(0.0, 0)]
    for right, place in enumerate(places[1:], 1):
        shown = widths[len(text[: place.at].rstrip(stripped))]
        options: list[tuple[float, int]] = []
        for left in range(right - 1, -1, -1):
            width = shown - widths[places[left].at]
            if options and width > 3 * WIDEST:
                break
            fit = _misfit(width, times[place.at] - times[places[left].at])
            whole = best[left][0] + fit + place.cutting + passed[right - 1] - passed[left]
            options.append((whole, left))
        best.append(min(options))
    return [places[index].at for index in _way(best)]


def _way(best: Sequence[tuple[float, int]]) -> list[int]:
    way = [len(best) - 1]
    while way[-1]:
        way.append(best[way[-1]][1])
    return way[::-1]


def _misfit(width: float, seconds: float) -> float:
    too_wide, too_short = max(0.0, width - WIDEST), max(0.0, SHORTEST - seconds)
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
