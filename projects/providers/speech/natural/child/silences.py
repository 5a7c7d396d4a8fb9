"""Pauses as a speaker makes them: what the model leaves too short or too long is put right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .model import RATE, Samples

_BLOCK = RATE // 200  # samples in which loudness is measured: 5 ms
_QUIET = 10 ** (-34 / 20)  # of the loudest block: below it nothing is said, or only a breath
_FAINT = 10 ** (-50 / 20)  # the same at the ends, where soft sounds such as f and s are not lost
_GAP = 10 ** (-22 / 20)  # below it the voice can be parted without a click
_SHORTEST_SILENCE = 6  # blocks
_MARGIN = round(0.03 * RATE)  # samples kept before the first and after the last sound
_FADE = round(0.005 * RATE)
_BEFORE, _AFTER = 0.35, 0.12  # seconds around a mark in which its pause begins or ends
_UNMARKED = 0.3  # seconds that a pause without a mark may last


@dataclass(frozen=True)
class Pause:
    """A mark at this sample, and the shortest and longest silence for it, in seconds."""

    at: int
    shortest: float
    longest: float


@dataclass(frozen=True)
class Edit:
    """Samples `start` to `end` are taken out, and `silence` samples of silence put in there."""

    start: int
    end: int
    silence: int = 0


def edits(sound: Samples, pauses: Sequence[Pause]) -> list[Edit]:
    """What takes the silence at the ends of a sentence, and makes its pauses as its marks say."""
    level = _levels(sound)
    first, last = _spoken(level, len(sound))
    quiet = [each for each in _silences(level) if first < each[0] and each[1] < last]
    found = [Edit(0, first), Edit(last, len(sound))]
    for start, end in quiet:
        found += _fitted(start, end, _pause_of(start, end, pauses))
    silent = {_pause_of(start, end, pauses) for start, end in quiet}
    for pause in pauses:
        if pause not in silent:
            found += [edit for edit in _parted(level, pause) if first < edit.start < last]
    return sorted(found, key=lambda edit: edit.start)


def edited(sound: Samples, changes: Sequence[Edit]) -> Samples:
    """The sound after the edits, which are in order. It is faded at each of them."""
    parts, at = [], 0
    for edit in changes:
        if edit.start > at:
            parts.append(_faded(sound[at : edit.start]))
        parts.append(np.zeros(edit.silence, np.float32))
        at = edit.end
    parts.append(sound[at:])
    return np.concatenate(parts)


def moved(sample: int, changes: Sequence[Edit]) -> int:
    """Where a sample of the sound is after the edits."""
    by = 0
    for edit in changes:
        if sample < edit.start:
            break
        by += edit.silence - (min(sample, edit.end) - edit.start)
    return max(0, sample + by)


def _levels(sound: Samples) -> NDArray[np.float64]:
    """The loudness of each block, the loudest being 1."""
    blocks = sound[: len(sound) // _BLOCK * _BLOCK].reshape(-1, _BLOCK)
    level = np.sqrt(np.mean(blocks.astype(np.float64) ** 2, axis=1))
    return level / max(level.max(initial=0.0), 1e-9)


def _spoken(level: NDArray[np.float64], length: int) -> tuple[int, int]:
    """First and last sample of the speech, with a margin."""
    heard = np.flatnonzero(level > _FAINT)
    if not len(heard):
        return 0, 0
    first, last = int(heard[0]) * _BLOCK, int(heard[-1] + 1) * _BLOCK
    return max(0, first - _MARGIN), min(length, last + _MARGIN)


def _silences(level: NDArray[np.float64]) -> Iterator[tuple[int, int]]:
    """First and last sample of each silence."""
    turns = np.flatnonzero(np.diff(np.concatenate([[False], level < _QUIET, [False]]).astype(int)))
    for start, end in turns.reshape(-1, 2).tolist():
        if end - start >= _SHORTEST_SILENCE:
            yield start * _BLOCK, end * _BLOCK


def _pause_of(start: int, end: int, pauses: Sequence[Pause]) -> Pause | None:
    """The mark that a silence is for. The model begins it before the mark, with the last sound."""
    for pause in pauses:
        if start <= pause.at + _AFTER * RATE and end >= pause.at - _BEFORE * RATE:
            return pause
    return None


def _fitted(start: int, end: int, pause: Pause | None) -> Iterator[Edit]:
    shortest, longest = (pause.shortest, pause.longest) if pause else (0.0, _UNMARKED)
    middle = (start + end) // 2
    if (missing := round(shortest * RATE) - (end - start)) > 0:
        yield Edit(middle, middle, missing)
    elif (excess := end - start - round(longest * RATE)) > 0:
        yield Edit(middle - excess // 2, middle + excess - excess // 2)


def _parted(level: NDArray[np.float64], pause: Pause) -> Iterator[Edit]:
    """A pause where the model makes none, if the voice is low enough there."""
    around = max(0, pause.at // _BLOCK - 16)
    near = level[around : pause.at // _BLOCK + 16]
    if len(near) and near.min() < _GAP:
        lowest = (around + int(near.argmin())) * _BLOCK + _BLOCK // 2
        yield Edit(lowest, lowest, round(pause.shortest * RATE))


def _faded(sound: Samples) -> Samples:
    """Without a click at both ends."""
    faded = sound.copy()
    length = min(_FADE, len(sound) // 2)
    ramp = np.linspace(0, 1, length, dtype=np.float32)
    faded[:length] *= ramp
    faded[len(faded) - length :] *= ramp[::-1]
    return faded
