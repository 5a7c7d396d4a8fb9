"""How long a voice takes for a text."""

from __future__ import annotations

import itertools

from projects.providers.speech.duration import seconds_of
from projects.vocabulary import VoiceStyle


def test_longer_text_takes_longer_and_numbers_are_spoken() -> None:
    for voice, language in itertools.product(VoiceStyle, ("zh", "en")):
        assert seconds_of("好的。", voice, language) < seconds_of(
            "好的，我们开始。", voice, language
        )
        assert seconds_of("2025", voice, language) > seconds_of("5", voice, language)
