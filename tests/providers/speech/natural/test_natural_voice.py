"""The natural voice speaks: what it says, when, and with which pauses."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np
import pytest

from projects.providers.base import ProviderError
from projects.providers.speech.natural.speaker import RATE
from tests.providers.speech.natural.saying import Voice

SCENE = "亲爱的家长，6月1日上午九点，请带上VIP卡来Open Day。\n我们等你！"


def samples(path: Path) -> np.ndarray:
    with wave.open(str(path)) as sound:
        assert (sound.getnchannels(), sound.getsampwidth(), sound.getframerate()) == (1, 2, RATE)
        return np.frombuffer(sound.readframes(sound.getnframes()), np.int16) / 32768


def silences(path: Path) -> list[float]:
    """Seconds of each stretch of more than a tenth of a second below -40 dB."""
    sound = samples(path)
    level = np.sqrt((sound[: len(sound) // 240 * 240].reshape(-1, 240) ** 2).mean(axis=1))
    quiet = np.concatenate([[False], level < level.max() * 0.01, [False]]).astype(int)
    lengths = np.diff(np.flatnonzero(np.diff(quiet)))[::2] / 100
    return [float(length) for length in lengths if length > 0.1]


@pytest.fixture(scope="module")
def spoken(voice: Voice, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """The scene as a file, and its words where they begin."""
    out = tmp_path_factory.mktemp("scene") / "scene.wav"
    speech = voice.says(SCENE, out)
    times = [word.seconds for word in speech.words]
    assert times == sorted(times) and 0 <= times[0] < 0.2 and times[-1] < speech.seconds - 0.1
    assert len(samples(out)) == round(speech.seconds * RATE)
    return out, [SCENE[word.position] for word in speech.words]


def test_a_scene_is_spoken_and_each_word_has_its_time(spoken: tuple[Path, list[str]]) -> None:
    assert "".join(spoken[1]) == "亲爱的家长6月1日上午九点请带上V卡来OD我们等你"


def test_pauses_are_those_of_a_speaker(spoken: tuple[Path, list[str]]) -> None:
    """Two commas are heard, and the paragraph more than they."""
    found = silences(spoken[0])
    assert len(found) >= 3 and max(found) == found[-1] and 0.5 < max(found) < 0.9


def test_neither_the_first_nor_the_last_sound_is_cut(spoken: tuple[Path, list[str]]) -> None:
    sound = samples(spoken[0])
    assert np.abs(sound[:240]).max() < 0.01 and np.abs(sound[-240:]).max() < 0.01
    assert np.abs(sound[: RATE // 8]).max() > 0.02 and np.abs(sound[-RATE // 4 :]).max() > 0.02


def test_the_length_is_known_before(voice: Voice, spoken: tuple[Path, list[str]]) -> None:
    seconds = len(samples(spoken[0])) / RATE
    asked = {"voice_style": "gentle_female", "language": "zh"}
    assert voice.estimate(SCENE, **asked) == pytest.approx(seconds, abs=1.0)
    assert voice.estimate(SCENE, **asked, speed=1.25) == voice.estimate(SCENE, **asked) / 1.25


def test_the_same_words_give_the_same_samples(voice: Voice, tmp_path: Path) -> None:
    one, other = tmp_path / "one.wav", tmp_path / "other.wav"
    said = [voice.says("Come in!", out, language="en") for out in (one, other)]
    assert said[0] == said[1] and one.read_bytes() == other.read_bytes()


def test_a_text_without_a_word_is_a_short_silence(voice: Voice, out: Path) -> None:
    speech = voice.says("……", out)
    assert (speech.seconds, speech.words) == (0.0, ()) and not samples(out).any()


def test_espeak_speaks_what_was_begun_with_espeak(voice: Voice, out: Path) -> None:
    assert voice.says("好", out, narrator="").seconds > 0.1


def test_it_never_speaks_in_place_of_another_narrator(voice: Voice, out: Path) -> None:
    with pytest.raises(ProviderError) as caught:
        voice.says("好", out, narrator="kokoro-0")
    assert caught.value.reason == "voice_gone" and not out.exists()
