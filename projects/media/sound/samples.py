"""What a sound is here: an array of samples, 48,000 a second. Full scale is 1."""

from __future__ import annotations

import wave
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..probe import Damaged

RATE = 48_000  # Hz, of every sound the studio makes
MS = RATE // 1000  # samples a millisecond, the step in which levels and gains are kept

Samples = NDArray[np.float32]
"""Of one channel, or with a column for each channel."""

FULL = {"f": 1.0, "i": 32768.0}
"""Full scale of floating samples, and of 16-bit ones."""


def read(path: Path) -> tuple[Samples, int]:
    """All samples of a 16-bit PCM WAV, its channels mixed to one, and its rate in Hz.

    Raises Damaged for another width.
    """
    with wave.open(str(path)) as sound:
        channels, width, rate = sound.getparams()[:3]
        data = sound.readframes(sound.getnframes())
    if width != 2:
        raise Damaged("wrong_sound", f"{8 * width}-bit samples, not 16-bit")
    whole = np.frombuffer(data[: len(data) // (2 * channels) * 2 * channels], "<i2")
    return whole.reshape(-1, channels).mean(axis=1, dtype=np.float32) / np.float32(32768), rate


def as_float(sound: NDArray[np.int16]) -> Samples:
    return sound.astype(np.float32) / np.float32(FULL["i"])


@contextmanager
def wav(path: Path, *, channels: int) -> Iterator[Callable[[Samples], None]]:
    """A function that writes samples to a 16-bit WAV. What is over full scale is clipped."""
    with wave.open(str(path), "wb") as out:
        out.setparams((channels, 2, RATE, 0, "NONE", ""))

        def write(sound: Samples) -> None:
            out.writeframes(np.rint(np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes())

        yield write
