"""Whoever adds a platform, a style or a voice is told which tables lack an entry for it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import pytest

from projects.language import LANGUAGES
from projects.media.formats import FORMATS
from projects.media.light import LIGHTS
from projects.media.sound.effects import MANNERS
from projects.media.sound.moods import MOODS
from projects.models.project.posts import LIMITS
from projects.providers.speech.languages import spoken_language
from projects.providers.speech.voices import VOICES
from projects.vocabulary import Duration, Platform, Style, VideoType, VoiceStyle

TABLES = {
    "FORMATS in media/formats.py": (FORMATS, Platform),
    "MOODS in media/sound/moods.py": (MOODS, Style),
    "MANNERS in media/sound/effects.py": (MANNERS, Style),
    **{
        f"{style} of MOODS in media/sound/moods.py": (by_type, VideoType)
        for style, by_type in MOODS.items()
    },
    "LIMITS in models/project/posts.py": (LIMITS, Platform),
    "LIGHTS in media/light.py": (LIGHTS, Style),
    "VOICES in providers/speech/voices.py": (VOICES, VoiceStyle),
    **{
        f"PACES in providers/speech/{code}/pace.py": (spoken_language(code).PACES, VoiceStyle)
        for code in LANGUAGES
    },
}


@pytest.mark.parametrize("name", TABLES)
def test_each_choice_has_its_entry(name: str) -> None:
    table, choices = TABLES[name]
    assert missing(table, choices) == [], f"{name} lacks entries"
    assert len(table) == len(choices), f"{name} has an entry that nobody can choose"


def missing(table: Collection[str], choices: Any) -> list[str]:
    return [str(choice) for choice in choices if choice not in table]


def test_every_length_has_a_band() -> None:
    bands = [Duration.of(seconds) for seconds in range(5, 181)]
    assert set(bands) == set(Duration)
    assert all(band.seconds.shortest < band.seconds.aim < band.seconds.longest for band in Duration)
