"""The four voice styles: how espeak-ng is set for each of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from projects.vocabulary import VoiceStyle


@dataclass(frozen=True)
class Voice:
    """What a style sounds like in every language. `pitch` and `pitch_range` go from 0 to 100."""

    variant: str  # espeak-ng's name of a way to colour any of its voices
    pitch: int
    pitch_range: int


@dataclass(frozen=True)
class Pace:
    """How fast a style speaks one language.

    `rate` is what espeak-ng is told: its words a minute, which are not real ones. `units_a_second`
    was measured with it, without the pauses at punctuation; the language says what a unit is.
    """

    rate: int
    units_a_second: float


VOICES: Mapping[VoiceStyle, Voice] = {
    VoiceStyle.GENTLE_FEMALE: Voice("f2", 48, 45),
    VoiceStyle.LIVELY_FEMALE: Voice("Annie", 58, 80),
    VoiceStyle.PROFESSIONAL_MALE: Voice("m3", 42, 50),
    VoiceStyle.FRIENDLY_MALE: Voice("m7", 58, 75),
}


def spoken_digits(digits: str) -> int:
    """Digits and the units said between them; from nine digits on they are read one by one."""
    return len(digits) if len(digits) > 8 else 2 * len(digits) - 1
