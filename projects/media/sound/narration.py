"""Makes a scene's narration from any voice's WAV: evenly loud, and whole video frames long."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..formats import FPS
from ..probe import verify_wav
from .leveling import gains_to, with_gains
from .loudness import measure
from .resampling import resample
from .samples import RATE, Samples, read, wav

SAMPLES_A_FRAME = RATE // FPS

SPEECH_LUFS = -18.0
SPEECH_PEAK = -2.5  # dBTP of the limiter, half a decibel under the promised peak
LEAD, PAUSE = 0.1, 0.4  # seconds before and after the speech
REST = LEAD + PAUSE  # seconds by which a scene is longer than its speech
LAST_PAUSE = 0.85  # seconds after the last word of a film, in which its music ends
SHORTEST, SILENCE = 0.15, 2.0  # seconds; shorter speech counts as none, and becomes this silence

BLOCK = RATE // 100
AUDIBLE = 10 ** (-40 / 20)  # as a share of the loudest 10 ms
INAUDIBLE = 10 ** (-60 / 20)  # full scale is 1
FADE = 0.01  # seconds; without a fade, a cut in the voice's background noise clicks


@dataclass(frozen=True)
class Narration:
    """A scene's sound: how long it is, and when its words begin."""

    seconds: float
    word_times: tuple[tuple[int, float], ...]  # position in the text, seconds in this sound


def normalise(
    raw: Path,
    out: Path,
    *,
    word_times: Sequence[tuple[int, float]] = (),
    pause: float = PAUSE,
    beat: Callable[[], None] = lambda: None,
) -> Narration:
    """Make a narration from `raw`, a 16-bit PCM WAV, and write it to `out`: mono, 48 kHz, 16 bit.

    `word_times`: position in the text, and seconds in `raw`. `pause`: seconds after the speech. The
    same input gives the same bytes. Raises Damaged.
    """
    some = verify_wav(raw) >= SHORTEST
    beat()
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".sound-") as folder:
        work = Path(folder)
        voice = resample(*read(raw)) if some else _silence()
        first, last = _speech(voice)
        silent = last - first < SHORTEST * RATE
        sound = _silence() if silent else _leveled(_cut(voice, first, last, pause), beat)
        with wav(work / "part.wav", channels=1) as write:
            write(_whole_frames(sound))
        seconds = verify_wav(work / "part.wav")
        (work / "part.wav").replace(out)
    shift = 0.0 if silent else LEAD - first / RATE
    return Narration(
        seconds, tuple((position, max(0.0, at + shift)) for position, at in word_times)
    )


def _speech(voice: Samples) -> tuple[int, int]:
    """First and last sample of the audible part, to 10 ms; (0, 0) if nothing is audible."""
    blocks = voice[: len(voice) // BLOCK * BLOCK].reshape(-1, BLOCK)
    level = np.sqrt(np.mean(blocks**2, axis=1))
    loudest = float(level.max(initial=0.0))
    if loudest < INAUDIBLE:
        return 0, 0
    heard = np.flatnonzero(level >= loudest * AUDIBLE)
    return int(heard[0]) * BLOCK, (int(heard[-1]) + 1) * BLOCK


def _cut(voice: Samples, first: int, last: int, pause: float) -> Samples:
    """The speech with LEAD before it and `pause` after it, taken from the recording if possible."""
    lead, rest = round(LEAD * RATE), round(pause * RATE)
    before, after = voice[max(0, first - lead) : first], voice[last : last + rest]
    sound = np.concatenate([before, voice[first:last], after])
    fade = np.linspace(0, 1, round(FADE * RATE), dtype=np.float32)
    sound[: len(fade)] *= fade
    sound[-len(fade) :] *= fade[::-1]
    return np.pad(sound, (lead - len(before), rest - len(after)))


def _leveled(sound: Samples, beat: Callable[[], None]) -> Samples:
    gains = gains_to(measure(sound, beat=beat), lufs=SPEECH_LUFS, dbtp=SPEECH_PEAK)
    return with_gains(sound, gains)


def _silence() -> Samples:
    return np.zeros(round(SILENCE * RATE), dtype=np.float32)


def _whole_frames(sound: Samples) -> Samples:
    return np.pad(sound, (0, -len(sound) % SAMPLES_A_FRAME))
