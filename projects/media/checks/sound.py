"""Whether the sound of a film is there, as long and as loud as promised, and not clipped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from ..sound.soundtrack import FILM_LUFS
from .check import Check, Level, at_most
from .measuring import RATE, Measured

LOUDNESS_OFF = 1.0  # LU
PEAK, CLIPPED = -1.0, 0.0  # dBTP
PAUSE, LAST_PAUSE = 2.0, 1.5  # seconds of silence, at most

_BLOCK = RATE // 50
_HEARD = 10 ** (-50 / 20)  # of full scale
_SPOKEN = 0.05  # of the time in which a scene speaks; speech is heard in half of it

Stretch = tuple[float, float]  # from which second of the film until which


def judge(measured: Measured, spoken: Sequence[Stretch | None]) -> Iterator[Check]:
    """`spoken`: for each scene when it speaks, or None if it has no words."""
    heard = _heard(measured.sound)
    yield _speech(heard, spoken)
    longest, at_end = _silences(heard)
    yield at_most("silence", longest, PAUSE)
    yield at_most("silence_at_end", at_end, LAST_PAUSE)
    # A film in which nothing is spoken has no loudness: what is said of its words tells enough.
    off = abs(measured.lufs - FILM_LUFS) if heard.any() else 0.0
    level = Level.OK if off <= LOUDNESS_OFF else Level.AMBER
    yield Check("loudness", level, round(measured.lufs, 1), FILM_LUFS)
    yield at_most("peak", round(measured.dbtp, 1), PEAK, red=CLIPPED)


def _heard(sound: NDArray[np.float32]) -> NDArray[np.bool_]:
    """For each block of 20 ms whether anything is heard."""
    whole = sound[: len(sound) // _BLOCK * _BLOCK].reshape(-1, _BLOCK)
    return np.asarray(np.sqrt(np.mean(np.square(whole), axis=1)) > _HEARD)


def _speech(heard: NDArray[np.bool_], spoken: Sequence[Stretch | None]) -> Check:
    """Red if a scene that speaks is silent. `value`: how many are."""
    silent = [
        number
        for number, stretch in enumerate(spoken, start=1)
        if stretch and not _is_heard(heard, stretch)
    ]
    return at_most("speech", len(silent), 0, red=0, scene=min(silent, default=0))


def _is_heard(heard: NDArray[np.bool_], stretch: Stretch) -> bool:
    first, last = (round(second * RATE / _BLOCK) for second in stretch)
    part = heard[first : max(last, first + 1)]
    return bool(part.size) and bool(part.mean() >= _SPOKEN)


def _silences(heard: NDArray[np.bool_]) -> tuple[float, float]:
    """Seconds of the longest silence before the end, and of that at the end."""
    at = np.flatnonzero(heard)
    blocks = RATE / _BLOCK
    if not at.size:
        return len(heard) / blocks, len(heard) / blocks
    gaps = np.diff(np.concatenate([[-1], at])) - 1
    return float(gaps.max()) / blocks, float(len(heard) - 1 - at[-1]) / blocks
