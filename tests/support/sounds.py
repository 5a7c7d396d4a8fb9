"""Computes sounds that are similar to speech, and measures loudness with ffmpeg."""

from __future__ import annotations

import re
import wave
from pathlib import Path

import numpy as np

from projects.media.ffmpeg import capture

ONSET, END = 0.35, 2.55  # seconds: when the speech in `voice` begins and ends


def voice(level: float, *, rate: int = 22050, seconds: float = 3.0) -> np.ndarray:
    """Syllables at 5 a second on a buzz of 120 Hz, from ONSET to END; `level` is the peak."""
    time = np.arange(round(rate * seconds)) / rate
    buzz = sum(np.sin(2 * np.pi * 120 * n * time + n * n) / n for n in range(1, 30))
    spoken = (time >= ONSET) & (time < min(END, seconds - 0.1))
    shaped = buzz * (0.25 + 0.75 * np.sin(2 * np.pi * 2.5 * (time - ONSET)) ** 2) * spoken
    return level * shaped / np.abs(shaped).max()


def wav(path: Path, sound: np.ndarray, rate: int = 22050) -> Path:
    with wave.open(str(path), "wb") as out:
        out.setparams((1, 2, rate, 0, "NONE", ""))
        out.writeframes(np.rint(sound * 32767).astype("<i2").tobytes())
    return path


def loudness(path: Path) -> tuple[float, float]:
    meter = ["-nostats", "-i", path.name, "-af", "ebur128=peak=true", "-f", "null", "-"]
    printed = capture(meter, cwd=path.parent).rpartition("Summary:")[2]
    found = re.search(r"I: +(\S+) LUFS.*Peak: +(\S+) dBFS", printed, re.DOTALL)
    assert found
    return float(found[1]), float(found[2])
