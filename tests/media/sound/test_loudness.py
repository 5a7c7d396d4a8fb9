"""How loud a sound is, by our own meter: ffmpeg's says the same."""

from __future__ import annotations

import wave
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from projects.media.sound.leveling import gains_to, with_gains
from projects.media.sound.loudness import measure
from projects.media.sound.resampling import resample
from tests.support.sounds import loudness, voice

RATE = 48000
SOUNDS = (
    "a tone",
    "a low tone",
    "a tone between the samples",
    "a voice",
    "a loud voice, then a low one",
    "white noise",
    "clicks",
    "two channels",
)


def tone(hertz: float, level: float, seconds: float = 2.0, rate: int = RATE) -> np.ndarray:
    """It rises and falls within a tenth, because an edge is a peak of its own."""
    time = np.arange(round(rate * seconds)) / rate
    edge = np.clip(np.minimum(time, time[::-1]) * 10, 0, 1)
    return level * edge * np.sin(2 * np.pi * hertz * time + 0.7)


@cache
def sounds() -> dict[str, np.ndarray]:
    """By their names. They are made where these tests run, not in each process that reads them."""
    noise = np.random.default_rng(1)
    return {
        "a tone": tone(997, 1.0),
        "a low tone": tone(50, 0.5),
        "a tone between the samples": tone(12000, 0.7),
        "a voice": voice(0.5, rate=RATE),
        "a loud voice, then a low one": np.concatenate(
            [voice(0.99, rate=RATE), voice(0.01, rate=RATE, seconds=5.37)]
        ),
        "white noise": noise.uniform(-0.5, 0.5, 2 * RATE),
        "clicks": np.where(np.arange(2 * RATE) % 9000 == 5000, 1.0, 0.0),
        "two channels": np.stack([voice(0.5, rate=RATE), noise.uniform(-0.1, 0.1, 3 * RATE)], 1),
    }


def stored(path: Path, sound: np.ndarray) -> Path:
    with wave.open(str(path), "wb") as out:
        out.setparams((sound[0].size, 2, RATE, 0, "NONE", ""))
        out.writeframes(np.rint(sound * 32767).astype("<i2").tobytes())
    return path


@pytest.mark.parametrize("name", SOUNDS)
def test_our_meter_says_what_ffmpeg_says(tmp_path: Path, name: str) -> None:
    sound = np.clip(sounds()[name], -1, 1).astype(np.float32)
    heard = measure(sound)
    lufs, peak = loudness(stored(tmp_path / "sound.wav", sound))
    assert heard.lufs() == pytest.approx(lufs, abs=0.1)
    assert heard.dbtp == pytest.approx(peak, abs=0.2)


@pytest.mark.parametrize("name", SOUNDS)
def test_a_sound_is_brought_to_its_loudness_and_no_peak_is_too_high(name: str) -> None:
    sound = np.clip(sounds()[name], -1, 1).astype(np.float32)
    leveled = measure(with_gains(sound, gains_to(measure(sound), lufs=-20.0, dbtp=-3.0)))
    assert leveled.dbtp <= -2.9
    if name != "clicks":  # which cannot be loud below that peak
        assert leveled.lufs() == pytest.approx(-20.0, abs=0.3)


def test_gains_of_a_piece_are_those_of_the_whole() -> None:
    sound = voice(0.9, rate=RATE).astype(np.float32)
    gains = gains_to(measure(sound), lufs=-8.0, dbtp=-3.0)
    whole = with_gains(sound, gains)
    pieces = [with_gains(sound[at : at + RATE], gains, at) for at in range(0, len(sound), RATE)]
    assert np.array_equal(np.concatenate(pieces), whole)


@pytest.mark.parametrize("rate", [8000, 16000, 22050, 24000, 44100, 48000, 96000])
def test_a_sound_of_any_rate_keeps_its_pitch_level_and_place(rate: int) -> None:
    heard = resample(tone(1000, 0.5, rate=rate).astype(np.float32), rate)
    assert len(heard) == 2 * RATE
    assert heard == pytest.approx(tone(1000, 0.5).astype(np.float32), abs=0.01)
