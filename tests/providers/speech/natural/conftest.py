"""The natural voice, with a child that all tests of a process share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.providers.speech.natural.saying import Voice


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
