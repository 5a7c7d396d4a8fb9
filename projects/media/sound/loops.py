"""Finds where a piece of music may jump back, so that nobody hears it.

It jumps from one place to another that sounds like it: the same chords, the same beats, as loud.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from .samples import FULL, RATE, Samples

_STEP, _WINDOW = RATE // 100, 2048  # samples: how often, and over how many, a spectrum is taken
_OCTAVES, _LOWEST = 7, 60.0  # and Hz; six bands an octave
_REACH = 20.0  # seconds of the start and of the end in which a joint is looked for
_BEFORE, _AFTER, _LEAST = 100, 200, 50  # steps around a joint that are compared
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
    starts = _starts(len(bands), bar, first)
    best = Loop(0.0, len(sound) / RATE, -1.0)
    for lag in _lags(len(bands), bar):
        fitting = starts[starts + lag < len(bands) - _LEAST]
        if len(fitting):
            alike = _likeness(shapes, levels, fitting, lag)
            at = int(alike.argmax())
            if alike[at] > best.likeness:
                start = int(fitting[at])
                best = Loop(start / 100, (start + lag) / 100, float(alike[at]))
    return best


def _starts(steps: int, bar: float, first: float) -> NDArray[np.int64]:
    """Where a loop may begin, in steps of 10 ms."""
    if not bar:
        return np.arange(0, min(round(_REACH * 100), steps // 3), 5)
    return np.rint((first + bar * np.arange(int(steps / 200 / bar) + 1)) * 100).astype(int)


def _lags(steps: int, bar: float) -> Iterable[int]:
    """How long a loop may be, in steps of 10 ms: an even number of bars, as near as they are."""
    if not bar:
        return range(max(steps // 2, steps - 2 * round(_REACH * 100)), steps - _LEAST)
    bars = [100 * bar * count for count in range(2, int(steps / 100 / bar) + 1, 2)]
    return [round(each) + off for each in bars if each > 0.4 * steps for off in range(-4, 5)]


def _likeness(
    shapes: NDArray[np.float32], levels: NDArray[np.float32], starts: NDArray[np.int64], lag: int
) -> NDArray[np.float64]:
    """How alike the sound is around each start, and that much later."""
    one = shapes[: min(len(shapes) - lag, int(starts[-1]) + _AFTER)]
    other = shapes[lag : lag + len(one)]
    of_starts = np.maximum(starts - _BEFORE, 0), np.minimum(starts + _AFTER, len(one))

    def around(values: NDArray[np.float32]) -> NDArray[np.float64]:
        summed = np.concatenate([[0.0], np.cumsum(values, dtype=np.float64)])
        return summed[of_starts[1]] - summed[of_starts[0]]

    products = [np.einsum("ij,ij->i", a, b) for a, b in ((one, other), (one, one), (other, other))]
    both, first, second = map(around, products)
    steps = around(levels[: len(one)] - levels[lag : lag + len(one)])
    steps /= of_starts[1] - of_starts[0]
    return both / np.sqrt(np.maximum(first * second, 1e-12)) - _LEVEL * np.abs(steps)


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
