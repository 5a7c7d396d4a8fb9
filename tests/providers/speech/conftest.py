"""A voice, and where it speaks to."""

from __future__ import annotations

from pathlib import Path

import pytest

from projects.providers.base import Speech
from tests.providers.speech.hearing import Say, espeak_says


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "scene.wav"


@pytest.fixture
def say(out: Path) -> Say:
    def speak(text: str, language: str = "zh", voice: str = "gentle_female") -> Speech:
        return espeak_says(text, out, voice, language)

    return speak
