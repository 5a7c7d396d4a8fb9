"""Makes the sound track of a film: the voices of its scenes, with all that is heard under them."""

from __future__ import annotations

import wave
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..probe import Damaged, verify_wav
from . import effects, music
from .clip_sounds import ClipSounds, SoundingClip
from .ducking import Curve, faded, openness, speaking
from .leveling import gains_to, with_gains
from .loudness import Levels, energy_of, measure
from .narration import SAMPLES_A_FRAME, SPEECH_LUFS
from .samples import MS, RATE, Samples, read, wav
from .tracks import Track

FILM_LUFS = -16.0
FILM_PEAK = -2.0  # dBTP before AAC, which adds up to half a decibel

RISE = 7.0  # dB by which it comes up in pauses
FADE_IN = 800  # milliseconds


@dataclass(frozen=True)
class Backing:
    """What is under the voice: music, and effects at scene changes, if these are to be heard.

    `under`: dB below the voice while it speaks. `track` is None for a person's own music.
    """

    source: Path
    track: Track | None
    under: float
    style: str
    has_effects: bool = True


def make(
    narrations: Sequence[Path],
    backing: Backing | None,
    out: Path,
    *,
    sounds: Sequence[SoundingClip] = (),
    tails: Sequence[int] = (),
    beat: Callable[[], None],
) -> list[int]:
    """Write the sound of a film to `out`: a stereo 16-bit WAV of 48 kHz, as loud as promised.

    `sounds` are those of own clips. A scene with one that is heard alone is not spoken. After
    each narration come as many video frames of silence as `tails` says, for pictures and music.

    Returns how long each scene is, in video frames. Raises Damaged and FfmpegError.
    """
    voices = [_narration(path) for path in narrations]
    for index, tail in enumerate(tails):
        voices[index] = np.pad(voices[index], (0, tail * SAMPLES_A_FRAME))
    for unspoken in {sound.scene for sound in sounds if sound.alone}:
        voices[unspoken] = np.zeros_like(voices[unspoken])
    voice, frames = np.concatenate(voices), [len(each) // SAMPLES_A_FRAME for each in voices]
    del voices
    mix: Callable[[int], Samples] = partial(_both, voice)
    if backing or sounds:
        levels = measure(voice, peaks=False, beat=beat)
        mix = _Mix(_Voice(voice, frames, levels), backing, sounds, out.parent, beat)
    raw = out.with_suffix(".f32")
    with raw.open("wb") as mixed:
        for at in range(0, len(voice), RATE):  # not all at once: three minutes are 70 MB
            mixed.write(mix(at).tobytes())
            beat()
    _write(np.memmap(raw, dtype=np.float32, mode="r").reshape(-1, 2), out, beat)
    raw.unlink()
    return frames


def _write(sound: Samples, out: Path, beat: Callable[[], None]) -> None:
    gains = gains_to(measure(sound, beat=beat), lufs=FILM_LUFS, dbtp=FILM_PEAK)
    with wav(out, channels=2) as write:
        for at in range(0, len(sound), RATE):
            write(with_gains(sound[at : at + RATE], gains, at))
            beat()


@dataclass(frozen=True)
class _Voice:
    """All voices of a film, and how many frames each scene has."""

    sound: Samples
    frames: Sequence[int]
    levels: Levels

    @property
    def lufs(self) -> float:
        heard = self.levels.lufs()
        return heard + 3.01 if heard > SPEECH_LUFS - 20 else SPEECH_LUFS  # it is in two channels


class _Mix:
    """The voice of a film with all that is under it, a second at a time."""

    def __init__(
        self,
        voice: _Voice,
        backing: Backing | None,
        sounds: Sequence[SoundingClip],
        work: Path,
        beat: Callable[[], None],
    ):
        self._voice = voice.sound
        self._clips = ClipSounds(sounds, voice.frames, work, beat)
        self._clips.level(voice.lufs, beat)
        self._backed = _Backed(voice, backing, self._clips, work, beat) if backing else None

    def __call__(self, at: int) -> Samples:
        heard = _both(self._voice, at)
        if self._backed:
            self._backed.add(heard, at)
        self._clips.add(heard, at)
        return heard


class _Backed:
    """Music and effects."""

    def __init__(
        self,
        voice: _Voice,
        backing: Backing,
        clips: ClipSounds,
        work: Path,
        beat: Callable[[], None],
    ):
        levels, said = voice.levels, speaking(voice.levels)
        self._piece = music.decoded(backing.source, backing.track, len(voice.sound), work, beat)
        self._passes = music.passes(self._piece, len(voice.sound))
        gains = self._music_gains(levels, said, said | clips.when(), backing.under, beat)
        self._gains = gains * openness(clips.when(alone=True))
        at = [change * SAMPLES_A_FRAME for change in accumulate(voice.frames[:-1])]
        changes = at if backing.has_effects else []
        self._effects = effects.at_changes(changes, backing.style, said, voice.lufs)

    def add(self, heard: Samples, at: int) -> None:
        played = music.play(self._piece, self._passes, at, len(heard))
        heard += with_gains(played, self._gains, at)
        effects.add(self._effects, heard, at)

    def _music_gains(
        self,
        voice: Levels,
        said: NDArray[np.bool_],
        busy: NDArray[np.bool_],
        under: float,
        beat: Callable[[], None],
    ) -> Curve:
        """`under` dB below the voice where it speaks, and up to RISE more where nothing else is
        heard: where it is not `busy`."""
        energy = self._music_energy(len(said), beat)
        spoken, played = energy_of(SPEECH_LUFS), energy.mean()
        if said.any():  # the voice is in both channels
            spoken, played = 2 * voice.energy[said].mean(), energy[said].mean()
        level = np.sqrt(spoken / max(played, 1e-12)) * 10 ** (-under / 20)
        rise = 10 ** (RISE * openness(busy) / 20)
        fade = faded(len(said), into=FADE_IN, out=self._piece.fade // MS)
        return (level * rise * fade).astype(np.float32)

    def _music_energy(self, milliseconds: int, beat: Callable[[], None]) -> NDArray[np.float64]:
        """How loud the music is in each millisecond of the film, before any gain."""
        heard = np.zeros(milliseconds)
        first = min(each.start for each in self._passes)
        last = max(each.start + each.length for each in self._passes)
        piece = self._piece.sound[first:last]
        energy = measure(piece, peaks=False, beat=beat).energy / 32768**2
        for each in self._passes:
            source = energy[(each.start - first) // MS :][: each.length // MS]
            heard[each.at // MS :][: len(source)] = source
        return heard


def _both(voice: Samples, at: int) -> Samples:
    """The second that begins at sample `at`, in both channels."""
    heard = voice[at : at + RATE]
    return np.stack([heard, heard], axis=1)


def _narration(path: Path) -> Samples:
    verify_wav(path)
    with wave.open(str(path)) as sound:
        if sound.getparams()[:3] != (1, 2, RATE) or sound.getnframes() % SAMPLES_A_FRAME:
            raise Damaged("wrong_length", f"{path.name}: not whole frames of 48 kHz mono")
    return read(path)[0]
