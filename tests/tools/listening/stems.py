"""Takes the sound of a film apart: the voice, which its narrations tell, and what is under it."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile

from projects.media.ffmpeg import ffmpeg_path
from tests.support.sounds import loudness, wav

RATE = 48_000
_STEP = RATE // 100
_SPEAKS = -25  # dB under the mean of the voice
_WINDOW = RATE // 2  # over which the film's gain is taken as one


@dataclass(frozen=True)
class Stems:
    """Mono samples at RATE. `speaks`: in which hundredths of a second the voice is heard."""

    film: np.ndarray
    voice: np.ndarray
    under: np.ndarray
    speaks: np.ndarray


def stems(film: Path, narrations: Sequence[Path]) -> Stems:
    """The gain of the voice is that which leaves the least of it in the rest."""
    whole = _decoded(film)
    voice = np.concatenate([soundfile.read(path, dtype="float32")[0] for path in narrations])
    length = min(len(whole), len(voice)) // _STEP * _STEP
    whole, voice = whole[:length], voice[:length]
    scaled = np.zeros(length, np.float32)
    for at in range(0, length, _WINDOW):
        part = slice(at, at + _WINDOW)
        power = float(voice[part] @ voice[part])
        scaled[part] = voice[part] * (float(whole[part] @ voice[part]) / power if power else 0.0)
    energy = (scaled.reshape(-1, _STEP) ** 2).mean(axis=1)
    return Stems(whole, scaled, whole - scaled, energy > energy.mean() * 10 ** (_SPEAKS / 10))


def voice_over_music(parts: Stems, folder: Path) -> float:
    """By how many LU the voice is louder than what is under it, while it speaks."""
    at = np.repeat(parts.speaks, _STEP)
    heard = [
        loudness(wav(folder / f"{name}.wav", np.clip(sound[at], -1, 1), RATE))[0]
        for name, sound in (("voice", parts.voice), ("under", parts.under))
    ]
    return heard[0] - heard[1]


def music_alone(parts: Stems) -> float:
    """dB of what is under the voice where the voice is silent, against the whole film."""
    at = np.repeat(~parts.speaks, _STEP)
    return _level(parts.under[at]) - _level(parts.film)


def ending(film: np.ndarray) -> tuple[float, float]:
    """dB of the last tenth of a second against the whole film, and seconds of silence at the end.

    A film that ends is quiet then, and not cut off within a sound, but it is not silent for long.
    """
    loud = 10 ** ((_level(film) - 45) / 20)
    heard = np.flatnonzero(np.abs(film) > loud)
    silent = (len(film) - 1 - int(heard[-1])) / RATE if len(heard) else len(film) / RATE
    return _level(film[-RATE // 10 :]) - _level(film), silent


def longest_gap(parts: Stems) -> float:
    """Seconds without a voice, between its first and its last sound."""
    at = np.flatnonzero(parts.speaks)
    return float((np.diff(at) - 1).max(initial=0)) * _STEP / RATE


def _level(sound: np.ndarray) -> float:
    return float(10 * np.log10(max(1e-12, float((sound.astype(float) ** 2).mean()))))


def _decoded(film: Path) -> np.ndarray:
    command = [ffmpeg_path(), "-v", "error", "-i", str(film), "-ac", "1", "-ar", str(RATE)]
    made = subprocess.run([*command, "-f", "f32le", "-"], check=True, capture_output=True)
    return np.frombuffer(made.stdout, dtype="<f4")
