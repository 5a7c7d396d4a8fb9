"""The natural voice, with a child that all tests of a process share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from projects.providers.base import Speech
from projects.providers.speech.natural.speaker import NARRATOR, NaturalSpeaker


class Voice(NaturalSpeaker):
    """Says a text in the gentle voice, unless a test asks for another."""

    def says(self, text: str, out: Path, **asked: Any) -> Speech:
        usual = {"narrator": NARRATOR, "voice_style": "gentle_female", "language": "zh"}
        return self.speak(
            text, **(usual | {"speed": 1.0, "out": out, "beat": lambda: None} | asked)
        )


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the joined weights are."""
    return tmp_path_factory.mktemp("voice")


@pytest.fixture(scope="session")
def voice(folder: Path) -> Voice:
    voice = Voice(folder=folder)
    voice.prepare()
    assert voice.lack() == ""
    return voice


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "scene.wav"
