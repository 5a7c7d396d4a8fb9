"""Brings a sound to a loudness, and keeps its true peaks under a limit."""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from .loudness import Levels
from .samples import MS, Samples

INAUDIBLE = -60.0  # LUFS; quieter sound is left as it is
MOST_GAIN = 40.0  # dB
_SWAY = 20  # milliseconds before and after a peak in which the limiter gives way
_ROUNDS = 4  # the limiter lowers the loudness along with the peaks: add as much gain again

Gains = NDArray[np.float32]
"""What to multiply a sound with in the middle of each millisecond."""


def gains_to(levels: Levels, *, lufs: float, dbtp: float) -> Gains:
    """The gains that bring a sound of these levels to `lufs`, with its true peaks under `dbtp`."""
    heard = levels.lufs()
    if heard < INAUDIBLE:
        return np.ones(len(levels.peaks), np.float32)
    gain, most = lufs - heard, MOST_GAIN
    limited = _under(levels.peaks, min(gain, most), dbtp)
    for _ in range(_ROUNDS):
        gain += lufs - levels.lufs(limited)
        limited = _under(levels.peaks, min(gain, most), dbtp)
    return limited


def with_gains(sound: Samples, gains: Gains, at: int = 0) -> Samples:
    """A piece of the sound, which begins at its sample `at`, with the gains of the whole."""
    if not len(gains) or np.all(gains == gains[0]):
        return sound * (gains[0] if len(gains) else np.float32(1))
    middles = np.arange(len(gains)) * MS + (MS - 1) / 2
    smooth = np.interp(np.arange(at, at + len(sound)), middles, gains).astype(np.float32)
    return sound * smooth.reshape(-1, *[1] * (sound.ndim - 1))


def _under(peaks: NDArray[np.float32], gain: float, dbtp: float) -> Gains:
    """This gain in dB, and less around what would be a peak over the limit.

    A limiter that looks ahead: the least gain of all milliseconds near, smoothed over fewer of
    them. So no gain is above what its own millisecond and the two beside it can bear, between which
    gains are interpolated.
    """
    factor, limit = 10 ** (gain / 20), 10 ** (dbtp / 20)
    bearable = np.minimum(factor, limit / np.maximum(peaks, 1e-9)).astype(np.float32)
    if bearable.min(initial=factor) >= factor:
        return np.full(len(peaks), factor, np.float32)
    padded = np.pad(bearable, 2 * _SWAY - 1, mode="edge")
    least = sliding_window_view(padded, 2 * _SWAY + 1).min(axis=1)
    window = np.hanning(2 * _SWAY + 1)[1:-1]
    return np.convolve(least, window / window.sum(), mode="valid").astype(np.float32)
