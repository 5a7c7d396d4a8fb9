"""How fast espeak-ng speaks English: what it is told, and what was measured."""

from __future__ import annotations

from projects.vocabulary import VoiceStyle

from ..voices import Pace, spoken_digits

ESPEAK_VOICE = "en-us"

PACES = {
    VoiceStyle.GENTLE_FEMALE: Pace(rate=150, units_a_second=165 / 60),
    VoiceStyle.LIVELY_FEMALE: Pace(rate=180, units_a_second=205 / 60),
    VoiceStyle.PROFESSIONAL_MALE: Pace(rate=165, units_a_second=191 / 60),
    VoiceStyle.FRIENDLY_MALE: Pace(rate=172, units_a_second=194 / 60),
}
"""A unit is an English word of 4.5 letters."""


def weight(word: str) -> float:
    """How many words' time a word or a number takes in English speech."""
    if word.isdigit():
        return max(0.8, 0.68 * (spoken_digits(word) - 1))
    return 0.38 + 0.137 * len(word)
