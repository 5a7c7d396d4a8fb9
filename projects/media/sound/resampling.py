"""Brings a sound to the studio's own rate."""

from __future__ import annotations

from math import gcd

import numpy as np

from .samples import RATE, Samples

_MARGIN = 1024  # samples of silence after the sound, for what rings at its edges


def resample(sound: Samples, rate: int) -> Samples:
    """The sound of one channel at 48 kHz, whatever its rate in Hz.

    Its spectrum is lengthened or cut: nothing below half the lower rate changes
    (https://docs.scipy.org/doc/scipy/reference/generated/scipy.signal.resample.html).
    """
    if rate == RATE or not len(sound):
        return sound
    into, out_of = RATE // gcd(rate, RATE), rate // gcd(rate, RATE)
    periods = _quick(-(-(len(sound) + _MARGIN) // out_of))
    spectrum = np.fft.rfft(sound, periods * out_of)
    samples = periods * into
    if into < out_of:
        spectrum = spectrum[: samples // 2 + 1]
    made = np.fft.irfft(spectrum, samples) * np.float32(into / out_of)
    return made[: -(-len(sound) * into // out_of)].astype(np.float32)


def _quick(count: int) -> int:
    """The next number that has no prime factor above 5: for such lengths an FFT is quick."""
    while True:
        rest = count
        for factor in (2, 3, 5):
            while rest % factor == 0:
                rest //= factor
        if rest == 1:
            return count
        count += 1
