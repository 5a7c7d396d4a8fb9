"""Measures loudness and true peaks by ITU-R BS.1770-4, as EBU R 128 has it, in one pass.

ffmpeg's `ebur128` says the same within 0.1 LU and 0.2 dB, but it would be a process for each look.
https://www.itu.int/rec/R-REC-BS.1770-4-201510-S
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .samples import MS, RATE, Samples

SILENT = -70.0  # LUFS; what is quieter is not heard, and counts as this
_OFFSET = -0.691  # dB: a sine of 997 Hz at full scale has -3.01 LUFS
_BLOCK, _HOP = 400, 100  # milliseconds
_RELATIVE = -10.0  # LU: blocks that are this much quieter than the mean do not count

# Tables 1 and 2 of annex 1: a head turns highs up, and lows count less.
_SHELF = (
    (1.53512485958697, -2.69169618940638, 1.19839281085285),
    (-1.69065929318241, 0.73248077421585),
)
_LOW_CUT = ((1.0, -2.0, 1.0), (-1.99004745483398, 0.99007225036621))

# Each second is looked at with what is around it, so that the filters have settled.
_WINDOW = 65536
_AROUND = (_WINDOW - RATE) // 2
_FINER = 4  # times as many samples show the true peaks


def _k_weighting() -> NDArray[np.complex64]:
    """The filter's response at the frequencies of a window."""
    z = np.exp(-2j * np.pi * np.arange(_WINDOW // 2 + 1) / _WINDOW)
    response = np.ones_like(z)
    for (b0, b1, b2), (a1, a2) in (_SHELF, _LOW_CUT):
        response *= (b0 + b1 * z + b2 * z**2) / (1 + a1 * z + a2 * z**2)
    return response.astype(np.complex64)


def _interpolation() -> NDArray[np.float32]:
    """The response of the filter between four times as many samples, at the lowest frequencies.

    Annex 2 leaves the filter open. With this one the peaks are those that ffmpeg finds, also of
    noise up to half the rate, where an ideal filter rings higher.
    """
    at = np.arange(-16 * _FINER, 16 * _FINER + 1)
    kernel = np.zeros(_WINDOW * _FINER)
    kernel[at] = np.sinc(at / _FINER) * np.kaiser(len(at), 9.0)
    return np.fft.rfft(kernel).real[:_WINDOW].astype(np.float32)


_K, _BETWEEN = _k_weighting(), _interpolation()


@dataclass(frozen=True)
class Levels:
    """For each millisecond: how loud a sound is, and how high its true peak is.

    `energy` is the mean square after K-weighting, summed over channels; full scale is 1.
    """

    energy: NDArray[np.float64]
    peaks: NDArray[np.float32]

    def lufs(self, gains: NDArray[np.float32] | float = 1.0) -> float:
        """Integrated loudness, if the sound had these gains. Under 0.4 s it is that of silence."""
        energy = np.concatenate(
            [[0.0], np.cumsum(self.energy * np.square(gains, dtype=np.float64))]
        )
        ends = np.arange(_BLOCK, len(energy), _HOP)
        blocks = (energy[ends] - energy[ends - _BLOCK]) / _BLOCK
        blocks = blocks[_decibels(blocks) > SILENT]
        if not len(blocks):
            return SILENT
        loud = blocks[_decibels(blocks) > _decibels(blocks.mean()) + _RELATIVE]
        return float(_decibels(loud.mean()))

    @property
    def dbtp(self) -> float:
        """The highest true peak, in decibels; full scale is 0."""
        return float(20 * np.log10(max(1e-6, self.peaks.max(initial=0.0))))


def measure(
    sound: Samples | NDArray[np.int16],
    *,
    peaks: bool = True,
    beat: Callable[[], None] = lambda: None,
) -> Levels:
    """The levels of a sound of one channel, or with a column for each. It is not read whole.

    Without `peaks`, which take most of the time, they are 0.
    """
    milliseconds = -(-len(sound) // MS)
    energy, highest = np.zeros(milliseconds), np.zeros(milliseconds, np.float32)
    for first in range(0, milliseconds, 1000):
        here, count = slice(first, first + 1000), milliseconds - first
        for channel in _window(sound, first * MS):
            spectrum = np.fft.rfft(channel)
            energy[here] += _squares(spectrum)[:count]
            if peaks:
                np.maximum(highest[here], _peaks(spectrum)[:count], out=highest[here])
        beat()
    return Levels(energy, highest)


def _window(sound: Samples | NDArray[np.int16], at: int) -> Samples:
    """The second that begins at this sample, and what is around it: a row for each channel."""
    before = min(_AROUND, at)
    seen = sound[at - before : at + RATE + _AROUND]
    rows = np.zeros((seen[0:1].size, _WINDOW), np.float32)
    rows[:, _AROUND - before : _AROUND - before + len(seen)] = seen.T
    return rows


def _squares(spectrum: NDArray[Any]) -> NDArray[np.float64]:
    weighted = np.fft.irfft(spectrum * _K, _WINDOW)[_AROUND : _AROUND + RATE]
    return np.mean(np.square(weighted.reshape(-1, MS), dtype=np.float64), axis=1)


def _peaks(spectrum: NDArray[Any]) -> NDArray[np.float32]:
    mirrored = np.concatenate([spectrum, spectrum[-2:0:-1].conj()])
    fine = np.fft.irfft(mirrored * _BETWEEN, _WINDOW * _FINER)
    fine = np.abs(fine[_AROUND * _FINER : (_AROUND + RATE) * _FINER])
    return fine.reshape(-1, MS * _FINER).max(axis=1)


def energy_of(lufs: float) -> float:
    """The mean square of a sound that is so loud all the time."""
    return float(10 ** ((lufs - _OFFSET) / 10))


def _decibels(mean_square: NDArray[np.float64] | float) -> NDArray[np.float64]:
    return _OFFSET + 10 * np.log10(np.maximum(mean_square, 1e-12))
