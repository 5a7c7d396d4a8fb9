"""Measures of a voice: how natural it sounds, its melody, its silences."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import librosa
import numpy as np
import soundfile
from speechmos import dnsmos

RATE = 16_000  # of what listens
_STEP = 0.01  # seconds
_SILENT, _ABRUPT = -35, -25  # dB under the speech
_FLOOR = -60.0  # dB under full scale: silence, however soft the voice


@dataclass(frozen=True)
class Silences:
    """Seconds before the first sound, the longest inside, and after the last sound.

    `abrupt`: the file begins or ends within a sound.
    """

    before: float
    inside: float
    after: float
    abrupt: bool


def read(path: Path) -> np.ndarray:
    """Mono float samples at RATE."""
    samples, rate = soundfile.read(path, dtype="float32", always_2d=True)
    return librosa.resample(samples.mean(axis=1), orig_sr=rate, target_sr=RATE)


def naturalness(samples: np.ndarray) -> float:
    """DNSMOS, overall: 1 is bad, 5 is excellent."""
    loud = samples / max(1e-6, float(np.abs(samples).max())) * 0.9
    return float(dnsmos.run(loud, RATE)["ovrl_mos"])


def melody(samples: np.ndarray) -> float:
    """The standard deviation of the pitch, in semitones. A robot has 1 to 2, a speaker 3 to 5."""
    pitch, _, _ = librosa.pyin(
        samples, fmin=65, fmax=500, sr=RATE, frame_length=1024, hop_length=RATE // 100
    )
    voiced = pitch[~np.isnan(pitch)]
    return float(np.std(12 * np.log2(voiced))) if len(voiced) else 0.0


def silences(samples: np.ndarray) -> Silences:
    levels = _levels(samples)
    speech = float(np.percentile(levels, 90))
    at = np.flatnonzero(levels > max(speech + _SILENT, _FLOOR))
    if not len(at):
        return Silences(len(levels) * _STEP, 0, 0, False)
    gaps = np.diff(at) - 1
    return Silences(
        before=float(at[0]) * _STEP,
        inside=float(gaps.max(initial=0)) * _STEP,
        after=float(len(levels) - 1 - at[-1]) * _STEP,
        abrupt=max(levels[0], levels[-1]) > speech + _ABRUPT,
    )


def _levels(samples: np.ndarray) -> np.ndarray:
    """dB under full scale of each hundredth of a second."""
    length = int(RATE * _STEP)
    frames = samples[: len(samples) // length * length].reshape(-1, length)
    return 20 * np.log10(np.maximum(np.sqrt((frames.astype(float) ** 2).mean(axis=1)), 1e-9))
