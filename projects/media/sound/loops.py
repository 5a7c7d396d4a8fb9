"""Finds where a piece of music may jump back, so that nobody hears it.

It jumps from one place to another that sounds like it: the same chords, the same beats, as loud.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from .samples import FULL, RATE, Samples

_STEP, _WINDOW = RATE // 100, 2048  # samples: how often, and over how many, a spectrum is taken
_OCTAVES, _LOWEST = 7, 60.0  # and Hz; six bands an octave
_REACH = 20.0  # seconds of the start and of the end in which a joint is looked for
_BEFORE, _AFTER = 1.0, 2.0  # seconds around a joint that are compared
_LEVEL = 0.04  # of likeness that a decibel of difference costs


@dataclass(frozen=True)
class Loop:
    """After `end` the music goes on at `start`, in seconds. `likeness`: 1 is the same sound."""

    start: float
    end: float
    likeness: float


def find(sound: Samples | NDArray[np.int16], *, bar: float = 0.0, first: float = 0.0) -> Loop:
    """The best loop of a stereo sound, at least half of it.

    `bar`: seconds of a bar, if the tempo is known; `first`: when the first one begins. Then the
    loop begins with a bar and is whole bars long. The same sound gives the same loop.
    """
    bands = _bands(sound)
    levels = bands.mean(axis=1) * 20  # dB
    shapes = bands - bands.mean(axis=0)
    starts, ends = _places(len(shapes), bar, first)
    before, after = round(_BEFORE * 100), round(_AFTER * 100)
    best = Loop(0.0, len(sound) / RATE, -1.0)
    for start in starts:
        for end in ends:
            if not _fits(end - start, len(shapes), bar):
                continue
            back, on = min(before, start), min(after, len(shapes) - end)
            one, other = slice(start - back, start + on), slice(end - back, end + on)
            alike = _likeness(shapes[one], shapes[other])
            alike -= _LEVEL * abs(float(levels[one].mean() - levels[other].mean()))
            if alike > best.likeness:
                best = Loop(start / 100, end / 100, alike)
    return best


def _places(steps: int, bar: float, first: float) -> tuple[list[int], list[int]]:
    """Where a loop may begin and end, in steps of 10 ms."""
    reach = min(round(_REACH * 100), steps // 3)
    last = steps - round(_AFTER * 25)  # at least half a second is compared
    if not bar:
        return list(range(0, reach, 5)), list(range(steps - reach, last))
    starts = [round((first + bar * n) * 100) for n in range(int(steps / 100 / bar))]
    ends = {place + off for place in starts for off in range(-4, 5)}
    return [at for at in starts if at < steps // 2], sorted(at for at in ends if at < last)


def _fits(length: int, steps: int, bar: float) -> bool:
    if length < steps * 0.4:
        return False
    bars = length / 100 / bar if bar else 0.0
    return not bar or (round(bars) % 2 == 0 and abs(bars - round(bars)) * bar <= 0.045)


def _likeness(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    norm = np.sqrt(np.vdot(one, one) * np.vdot(other, other))
    return float(np.vdot(one, other) / norm) if norm else 1.0


def _bands(sound: Samples | NDArray[np.int16]) -> NDArray[np.float32]:
    """How much there is in each band, as a logarithm, a row every 10 ms."""
    hertz = np.fft.rfftfreq(_WINDOW, 1 / RATE)
    edges = _LOWEST * 2 ** (np.arange(_OCTAVES * 6 + 1) / 6)
    of_band = np.searchsorted(edges, hertz)
    first, last = np.searchsorted(hertz, edges[0]), np.searchsorted(hertz, edges[-1])
    cuts = np.flatnonzero(np.diff(of_band[first - 1 : last]))
    shape, rows = np.hanning(_WINDOW).astype(np.float32), []
    mono = sound.mean(axis=1, dtype=np.float32) / np.float32(FULL[sound.dtype.kind])
    padded = np.pad(mono, (_WINDOW // 2, _WINDOW))
    for at in range(0, len(sound), RATE):  # a second at a time: spectra are larger than sounds
        seen = sliding_window_view(padded[at : at + RATE - _STEP + _WINDOW], _WINDOW)[::_STEP]
        sizes = np.abs(np.fft.rfft(seen * shape, axis=1))[:, first:last]
        rows.append(np.log10(1e-4 + np.add.reduceat(sizes, cuts, axis=1)))
    return np.concatenate(rows)[: len(sound) // _STEP].astype(np.float32)
