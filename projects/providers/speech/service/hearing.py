"""Where a voice speaks in a recording, and where it pauses."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from projects.media.sound.samples import RATE, Samples

_BLOCK = RATE // 100  # samples in which loudness is measured: 10 ms
_QUIET = 30.0  # dB below the loud parts: nothing is said
_NOISE = 6.0  # dB above the quietest parts, of a recording with noise behind the voice
_LEAST_NOISY = 18.0  # dB below the loud parts, at least
_PAUSE = 0.09  # seconds; a closed mouth, as before a p, is shorter


@dataclass(frozen=True)
class Heard:
    """In seconds: where speech begins and ends, and the pauses in between. Silence is (0, 0)."""

    begin: float
    end: float
    pauses: tuple[tuple[float, float], ...] = ()

    @property
    def seconds(self) -> float:
        return self.end - self.begin


def heard_in(sound: Samples) -> Heard:
    """`sound`: of one channel, at the studio's rate."""
    blocks = sound[: len(sound) // _BLOCK * _BLOCK].reshape(-1, _BLOCK)
    if not len(blocks):
        return Heard(0.0, 0.0)
    level = 10 * np.log10(np.mean(np.square(blocks, dtype=np.float64), axis=1) + 1e-12)
    loud, noise = np.percentile(level, 95), np.percentile(level, 3)
    voiced = np.flatnonzero(level > max(loud - _QUIET, min(noise + _NOISE, loud - _LEAST_NOISY)))
    if not len(voiced):
        return Heard(0.0, 0.0)
    after = voiced[np.flatnonzero(np.diff(voiced) > 1)]  # the last block before each gap
    before = voiced[np.flatnonzero(np.diff(voiced) > 1) + 1]
    gaps = [(float(a + 1) / 100, float(b) / 100) for a, b in zip(after, before, strict=True)]
    pauses = tuple(gap for gap in gaps if gap[1] - gap[0] >= _PAUSE - 1e-9)
    return Heard(float(voiced[0]) / 100, float(voiced[-1] + 1) / 100, pauses)
