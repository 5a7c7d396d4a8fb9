"""How long a voice takes for a text."""

from __future__ import annotations

import itertools

from projects.providers.speech.duration import estimate
from projects.vocabulary import VoiceStyle


def test_longer_text_takes_longer_and_numbers_are_spoken() -> None:
    for voice, language in itertools.product(VoiceStyle, ("zh", "en")):
        assert estimate("好的。", voice, language) < estimate("好的，我们开始。", voice, language)
        assert estimate("2025", voice, language) > estimate("5", voice, language)
