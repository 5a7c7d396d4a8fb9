"""Makes the sound of a film: its narrations one after the other, as loud as promised."""

from __future__ import annotations

import wave
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from ..probe import Damaged, verify_wav
from .leveling import gains_to, with_gains
from .loudness import measure
from .narration import SAMPLES_A_FRAME
from .samples import RATE, Samples, as_pcm, read

FILM_LUFS = -16.0
FILM_PEAK = -2.0  # dBTP before AAC, which adds up to half a decibel


def make(narrations: Sequence[Path], out: Path, *, beat: Callable[[], None]) -> list[int]:
    """Write the sound of a film to `out`: a stereo 16-bit WAV of 48 kHz.

    Returns how long each narration is, in video frames. Raises Damaged.
    """
    voices = [_narration(path) for path in narrations]
    voice = np.concatenate(voices)
    sound = np.stack([voice, voice], axis=1)
    gains = gains_to(measure(sound, beat=beat), lufs=FILM_LUFS, dbtp=FILM_PEAK)
    with wave.open(str(out), "wb") as written:
        written.setparams((2, 2, RATE, 0, "NONE", ""))
        for at in range(0, len(sound), RATE):  # not all at once: a film is 70 MB for a few minutes
            written.writeframes(as_pcm(with_gains(sound[at : at + RATE], gains, at)))
            beat()
    return [len(each) // SAMPLES_A_FRAME for each in voices]


def _narration(path: Path) -> Samples:
    verify_wav(path)
    with wave.open(str(path)) as sound:
        if sound.getparams()[:3] != (1, 2, RATE) or sound.getnframes() % SAMPLES_A_FRAME:
            raise Damaged("wrong_length", f"{path.name}: not whole frames of 48 kHz mono")
    return read(path)[0]
