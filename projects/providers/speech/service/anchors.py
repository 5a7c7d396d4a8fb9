"""The words of a recording, if the service tells when each sentence is said: they are looked for
in their own sentence alone. What it tells is believed only as far as it can be true."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from .alignment import moments
from .hearing import Heard
from .words import Said

_MOST = 2.5  # times as slow or as fast as the whole, that a sentence can be said
_LATE = 0.3  # seconds by which what is told may lie before the voice that is heard


@dataclass(frozen=True)
class Sentence:
    """`position`: of its first character in the text. `begin`: in seconds."""

    position: int
    begin: float


def moments_in(said: Sequence[Said], heard: Heard, told: Sequence[Sentence]) -> list[float]:
    """The second in which each word begins. Without a word that could be true, as `moments`."""
    parts = _parts(said, told)
    stretches = _stretches(heard, told)
    if not _can_be_true(parts, stretches, said, heard):
        return moments(said, heard)
    return [
        at for part, stretch in zip(parts, stretches, strict=True) for at in moments(part, stretch)
    ]


def _parts(said: Sequence[Said], told: Sequence[Sentence]) -> list[list[Said]]:
    """The words of each sentence."""
    begins = [0, *(sentence.position for sentence in told[1:])]
    ends = [*begins[1:], float("inf")]
    return [
        [word for word in said if begin <= word.position < end]
        for begin, end in zip(begins, ends, strict=True)
    ]


def _stretches(heard: Heard, told: Sequence[Sentence]) -> list[Heard]:
    """What is heard of each sentence, without the silence at its ends."""
    begins = [heard.begin, *(sentence.begin for sentence in told[1:]), heard.end]
    return [_between(heard, begin, end) for begin, end in pairwise(begins)]


def _between(heard: Heard, begin: float, end: float) -> Heard:
    for start, stop in heard.pauses:
        begin = stop if start <= begin < stop else begin
        end = start if start < end <= stop else end
    within = tuple(pause for pause in heard.pauses if begin < pause[0] and pause[1] < end)
    return Heard(begin, end, within)


def _can_be_true(
    parts: Sequence[Sequence[Said]],
    stretches: Sequence[Heard],
    said: Sequence[Said],
    heard: Heard,
) -> bool:
    if len(parts) < 2 or not all(parts):
        return False
    in_order = all(one.end <= other.begin + _LATE for one, other in pairwise(stretches))
    pace = _units(said) / max(_voiced(heard), 0.01)
    paces = [
        _units(part) / max(_voiced(stretch), 0.01)
        for part, stretch in zip(parts, stretches, strict=True)
    ]
    return in_order and all(pace / _MOST < each < pace * _MOST for each in paces)


def _units(said: Sequence[Said]) -> float:
    return sum(word.units for word in said)


def _voiced(heard: Heard) -> float:
    return heard.seconds - sum(stop - start for start, stop in heard.pauses)
