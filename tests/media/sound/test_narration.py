"""Whatever voice speaks, a scene sounds as loud as the others and lasts whole video frames."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np
import pytest

from projects.media.probe import Damaged
from projects.media.sound.narration import LAST_PAUSE, PAUSE, Narration, normalise
from tests.support.sounds import END, ONSET, loudness, voice, wav

FRAME = 1600  # samples of 48 kHz in 1/30 s


def heard(path: Path) -> np.ndarray:
    with wave.open(str(path)) as sound:
        assert sound.getparams()[:3] == (1, 2, 48000)
        return np.frombuffer(sound.readframes(sound.getnframes()), "<i2") / 32768


def tamed(tmp_path: Path, sound: np.ndarray, rate: int = 22050) -> tuple[Narration, Path]:
    out = tmp_path / "narration.wav"
    return normalise(wav(tmp_path / "raw.wav", sound, rate), out), out


@pytest.mark.parametrize("level", [0.02, 0.2, 0.999])
@pytest.mark.parametrize("rate", [16000, 22050, 24000, 48000])
def test_a_voice_of_any_level_and_rate_comes_out_equally_loud(
    tmp_path: Path, level: float, rate: int
) -> None:
    _, out = tamed(tmp_path, voice(level, rate=rate), rate)
    lufs, peak = loudness(out)
    assert lufs == pytest.approx(-18, abs=1)
    assert peak <= -2


def test_a_voice_with_hard_peaks_keeps_them_under_two_decibels(tmp_path: Path) -> None:
    sound = voice(0.1)
    sound[12000:50000:4000] = 1.0
    _, out = tamed(tmp_path, sound)
    lufs, peak = loudness(out)
    assert peak <= -2
    assert lufs == pytest.approx(-18, abs=2)


@pytest.mark.parametrize("seconds", [0.9, 1.234, 3.0, 4.01])
def test_a_narration_is_whole_video_frames(tmp_path: Path, seconds: float) -> None:
    narration, out = tamed(tmp_path, voice(0.5, seconds=seconds))
    samples = len(heard(out))
    assert samples % FRAME == 0
    assert narration.seconds == samples / 48000


def test_speech_begins_after_a_tenth_and_is_followed_by_a_pause(tmp_path: Path) -> None:
    narration, out = tamed(tmp_path, voice(0.5))
    loud = np.flatnonzero(np.abs(heard(out)) > 0.02) / 48000
    assert loud[0] == pytest.approx(0.1, abs=0.015)
    assert 0.4 - 0.015 <= narration.seconds - loud[-1] <= 0.4 + 1 / 30 + 0.015
    assert narration.seconds == pytest.approx(0.1 + (END - ONSET) + 0.4, abs=1 / 30 + 0.02)


@pytest.mark.parametrize("early", [0.0, 0.04, 1.5])
def test_word_times_follow_the_words(tmp_path: Path, early: float) -> None:
    sound = np.concatenate([np.zeros(round(early * 22050)), voice(0.5)])
    raw, out = wav(tmp_path / "raw.wav", sound), tmp_path / "narration.wav"
    narration = normalise(raw, out, word_times=[(0, early + ONSET), (7, early + 1.55)])
    loud = np.flatnonzero(np.abs(heard(out)) > 0.02) / 48000
    assert [position for position, _ in narration.word_times] == [0, 7]
    assert narration.word_times[0][1] == pytest.approx(loud[0], abs=0.015)
    assert narration.word_times[1][1] - narration.word_times[0][1] == pytest.approx(1.2)


def test_a_word_before_the_first_sound_is_not_before_the_narration(tmp_path: Path) -> None:
    raw = wav(tmp_path / "raw.wav", voice(0.5))
    narration = normalise(raw, tmp_path / "narration.wav", word_times=[(0, 0.0)])
    assert narration.word_times == ((0, 0.0),)


@pytest.mark.parametrize(
    "sound",
    [
        np.zeros(0),
        np.zeros(154),
        np.zeros(44100),
        np.full(44100, 0.0004),
        voice(0.5)[8000:10000],
    ],
    ids=["empty", "7 ms", "silence", "noise floor", "a click"],
)
def test_next_to_no_speech_becomes_two_seconds_of_silence(tmp_path: Path, sound) -> None:
    narration, out = tamed(tmp_path, sound)
    assert narration.seconds == 2.0
    assert not heard(out).any()


def test_one_short_word_is_kept(tmp_path: Path) -> None:
    _, out = tamed(tmp_path, voice(0.5)[7000:14000])
    assert np.abs(heard(out)).max() > 0.1


def test_the_same_voice_gives_the_same_bytes(tmp_path: Path) -> None:
    _, out = tamed(tmp_path, voice(0.9))
    first = out.read_bytes()
    assert tamed(tmp_path, voice(0.9))[1].read_bytes() == first


def test_a_broken_recording_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    raw = wav(tmp_path / "raw.wav", voice(0.5))
    raw.write_bytes(raw.read_bytes()[:20000])
    with pytest.raises(Damaged):
        normalise(raw, tmp_path / "narration.wav")
    assert [path.name for path in tmp_path.iterdir()] == ["raw.wav"]


def test_the_last_narration_of_a_film_leaves_the_music_time_to_end(tmp_path: Path) -> None:
    raw, out = wav(tmp_path / "raw.wav", voice(0.5)), tmp_path / "narration.wav"
    usual = normalise(raw, out).seconds
    assert normalise(raw, out, pause=LAST_PAUSE).seconds == pytest.approx(
        usual + LAST_PAUSE - PAUSE, abs=1 / 30
    )
