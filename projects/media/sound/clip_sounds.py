"""The sound of own clips in a film: under the voice, or alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..ffmpeg import run
from .loudness import measure
from .narration import SAMPLES_A_FRAME
from .samples import MS, RATE, Samples, as_float

UNDER = 12.0  # LU below the voice
FADE = 240  # milliseconds at each end, about as long as the pictures take to change
MOST_GAIN = 18.0  # dB; with more, the noise of a quiet room would be a roar
_RAW = "clip{}.s16"


@dataclass(frozen=True)
class SoundingClip:
    """The sound of an own clip, from one frame of its scene until another.

    `source` is a file from `intake.clip_sound.take_in`, which is heard from second `begin` on, to
    second `end`. If it is too short, it begins again, as the pictures do. If it is `alone`, its
    scene is not spoken, and no music plays."""

    source: Path
    scene: int  # 0 for the first
    start: int  # frame
    until: int  # frame
    alone: bool
    begin: float = 0.0
    end: float | None = None


class ClipSounds:
    """The sounds of all own clips of a film."""

    def __init__(
        self,
        sounds: Sequence[SoundingClip],
        frames: Sequence[int],
        work: Path,
        beat: Callable[[], None],
    ):
        """`frames`: how long each scene is."""
        begun = [sum(frames[: sound.scene]) for sound in sounds]
        self._pieces = [
            _Piece(sound, begin, _decoded(sound, work / _RAW.format(number), beat))
            for number, (sound, begin) in enumerate(zip(sounds, begun, strict=True))
        ]
        self._milliseconds = -(-sum(frames) * SAMPLES_A_FRAME // MS)

    def level(self, voice: float, beat: Callable[[], None]) -> None:
        """Choose how loud they are, for a voice of so many LUFS in both channels."""
        for piece in self._pieces:
            piece.level(voice, beat)

    def add(self, heard: Samples, at: int) -> None:
        """Add them to a piece of the film that begins at its sample `at`."""
        for piece in self._pieces:
            piece.add(heard, at)

    def when(self, *, alone: bool = False) -> NDArray[np.bool_]:
        """In which milliseconds of the film one of them is heard, or is heard `alone`."""
        heard = np.zeros(self._milliseconds, bool)
        for piece in self._pieces:
            if piece.alone or not alone:
                heard[piece.first // MS : piece.last // MS] = True
        return heard


class _Piece:
    def __init__(self, sound: SoundingClip, begin: int, samples: NDArray[np.int16]):
        self.alone = sound.alone
        self.first = (begin + sound.start) * SAMPLES_A_FRAME
        self.last = (begin + sound.until) * SAMPLES_A_FRAME
        self._samples, self._gain = samples, np.float32(0)

    def level(self, voice: float, beat: Callable[[], None]) -> None:
        sound = as_float(self._samples[: self.last - self.first])
        heard = measure(sound, peaks=False, beat=beat).lufs()
        wanted = voice if self.alone else voice - UNDER
        self._gain = np.float32(10 ** (min(wanted - heard, MOST_GAIN) / 20))

    def add(self, heard: Samples, at: int) -> None:
        first, last = max(at, self.first), min(at + len(heard), self.last)
        if first >= last or not len(self._samples):
            return
        place = np.arange(first, last)
        sound = as_float(self._samples[(place - self.first) % len(self._samples)])
        near = np.minimum(place - self.first, self.last - place) / (FADE * MS)
        fade = np.sin(np.pi / 2 * np.clip(near, 0, 1)).astype(np.float32)
        heard[first - at : last - at] += sound * (fade * self._gain)[:, None]


def _decoded(sound: SoundingClip, raw: Path, beat: Callable[[], None]) -> NDArray[np.int16]:
    cut = ["-ss", f"{sound.begin:.3f}"] if sound.begin else []
    if sound.end is not None:
        cut += ["-t", f"{max(0.1, sound.end - sound.begin):.3f}"]
    shape = ["-map", "0:a:0", "-ac", "2", "-ar", str(RATE), "-f", "s16le", raw.name]
    heard = [*cut, "-i", str(sound.source.resolve())]
    run([*heard, *shape], cwd=raw.parent, on_progress=lambda _: beat())
    if not raw.stat().st_size:
        return np.zeros((0, 2), np.int16)
    return np.memmap(raw, dtype="<i2", mode="r").reshape(-1, 2)
