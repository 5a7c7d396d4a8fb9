"""The sound of an own clip: under the voice, or alone."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from projects.media.intake import clip_sound, video
from projects.media.probe import probe
from projects.media.sound import soundtrack, tracks
from projects.media.sound.clip_sounds import UNDER, SoundingClip
from projects.media.sound.loudness import measure
from projects.media.sound.samples import RATE, read
from tests.support.sounds import wav
from tests.support.videos import sounding
from tests.support.videos import video as silent

SCENE = 4 * RATE  # samples


def nothing() -> None:
    pass


@pytest.fixture(scope="module")
def voices(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two scenes of about four seconds, which speak for three."""
    folder = tmp_path_factory.mktemp("voices")
    swell = np.sin(2 * np.pi * 2.5 * np.arange(3 * RATE) / RATE) ** 2
    said = [np.random.default_rng(n).normal(0, 0.08, 3 * RATE) * swell for n in (1, 2)]
    rests = np.zeros(RATE), np.zeros(RATE + 1600)  # a frame is no whole number of milliseconds
    whole = [np.concatenate(each) for each in zip(said, rests, strict=True)]
    return [wav(folder / f"{n}.wav", each, RATE) for n, each in enumerate(whole)]


@pytest.fixture(scope="module")
def children(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A second and a half of a sound that is like nothing in the voice: a tone of 700 Hz."""
    tone = 0.02 * np.sin(2 * np.pi * 700 * np.arange(round(1.5 * RATE)) / RATE)
    return wav(tmp_path_factory.mktemp("clip") / "clip.wav", tone, RATE)


def tone_in(sound: np.ndarray) -> float:
    """The level of the tone, in dB; full scale is 0."""
    window = np.hanning(len(sound))
    at = np.abs(np.fft.rfft(sound * window))[round(700 * len(sound) / RATE)] / window.sum()
    return float(20 * np.log10(max(1e-6, 2 * at)))


def made(voices: list[Path], folder: Path, *sounds: SoundingClip, music: bool = False):
    track = tracks.choose("calm", "1")
    backing = soundtrack.Backing(track.path, track, 12, "warm") if music and track else None
    soundtrack.make(voices, backing, folder / "film.wav", sounds=sounds, beat=nothing)
    return read(folder / "film.wav")[0]


def test_the_sound_of_a_clip_is_under_the_voice_and_the_film_as_loud_as_ever(
    voices: list[Path], children: Path, tmp_path: Path
) -> None:
    film = made(voices, tmp_path, SoundingClip(children, 1, 30, 120, alone=False))
    both = np.stack([film, film], axis=1)
    levels = measure(both)
    assert levels.lufs() == pytest.approx(-16, abs=1)
    assert levels.dbtp < -1
    assert tone_in(film[:SCENE]) < -70, "the scene before is as it was"
    pause = film[SCENE + 3 * RATE + RATE // 5 : SCENE + 4 * RATE - RATE // 2]
    heard = measure(np.stack([pause, pause], axis=1), peaks=False)
    spoken = measure(both[SCENE : SCENE + RATE], peaks=False)
    below = 10 * np.log10(spoken.energy.mean() / heard.energy.mean())
    assert below == pytest.approx(UNDER, abs=1.5), "it begins again, as its pictures do"


def test_a_clip_that_is_heard_alone_has_neither_voice_nor_music(
    voices: list[Path], children: Path, tmp_path: Path
) -> None:
    film = made(voices, tmp_path, SoundingClip(children, 1, 0, 120, alone=True), music=True)
    both = np.stack([film, film], axis=1)
    assert measure(both).lufs() == pytest.approx(-16, abs=1)
    middle = film[SCENE + RATE : SCENE + 2 * RATE]
    spectrum = np.abs(np.fft.rfft(middle * np.hanning(len(middle)))) ** 2
    assert spectrum[680:721].sum() > 0.99 * spectrum.sum(), "nothing but the clip"
    spoken = measure(both[RATE : 2 * RATE], peaks=False).energy.mean()
    alone = measure(both[SCENE + RATE : SCENE + 2 * RATE], peaks=False).energy.mean()
    assert abs(10 * np.log10(spoken / alone)) < 4, "about as loud as the voice"


def test_a_clip_that_is_silent_is_not_blown_up_to_noise(voices: list[Path], tmp_path: Path) -> None:
    hiss = np.random.default_rng(3).normal(0, 1e-4, RATE)
    quiet = wav(tmp_path / "quiet.wav", hiss, RATE)
    film = made(voices, tmp_path, SoundingClip(quiet, 0, 0, 120, alone=False))
    pause = film[3 * RATE + 4800 : SCENE]
    assert 20 * np.log10(np.sqrt(np.mean(pause**2)) + 1e-9) < -50


def test_the_sound_of_a_video_is_kept_as_long_as_its_pictures_and_without_its_story(
    tmp_path: Path,
) -> None:
    source = sounding(tmp_path / "theirs.mp4", seconds=1.5)
    video.take_in(source, tmp_path / "ours")
    assert clip_sound.take_in(source, tmp_path / "ours", tmp_path / "sound.m4a")
    found = probe(tmp_path / "sound.m4a")
    assert (found.audio_codec, found.video_codec) == ("aac", "")
    assert found.seconds == pytest.approx(probe(tmp_path / "ours").seconds, abs=0.03)
    assert b"Lavf" not in (tmp_path / "sound.m4a").read_bytes()


def test_a_video_without_sound_is_taken_as_one(tmp_path: Path) -> None:
    source = silent(tmp_path / "theirs.mp4", seconds=1.2)
    video.take_in(source, tmp_path / "ours")
    assert not clip_sound.take_in(source, tmp_path / "ours", tmp_path / "sound.m4a")
    assert not (tmp_path / "sound.m4a").exists()
