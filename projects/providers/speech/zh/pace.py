"""How fast espeak-ng speaks Chinese: what it is told, and what was measured."""

from __future__ import annotations

from projects.vocabulary import VoiceStyle

from ..voices import Pace, spoken_digits

ESPEAK_VOICE = "cmn"

PACES = {
    VoiceStyle.GENTLE_FEMALE: Pace(rate=195, units_a_second=4.2),
    VoiceStyle.LIVELY_FEMALE: Pace(rate=230, units_a_second=5.2),
    VoiceStyle.PROFESSIONAL_MALE: Pace(rate=210, units_a_second=4.65),
    VoiceStyle.FRIENDLY_MALE: Pace(rate=220, units_a_second=4.95),
}
"""A unit is a hanzi."""


def weight(word: str) -> float:
    """How many hanzi's time a Latin word or a number takes in Chinese speech."""
    return 0.66 * spoken_digits(word) if word.isdigit() else 0.6 + 0.17 * len(word)
