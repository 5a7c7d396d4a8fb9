"""The four voice styles: how espeak-ng is set for each of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


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


VOICES: Mapping[str, Voice] = {
    "gentle_female": Voice("f2", 48, 45),
    "lively_female": Voice("Annie", 58, 80),
    "professional_male": Voice("m3", 42, 50),
    "friendly_male": Voice("m7", 58, 75),
}
DEFAULT_STYLE = "gentle_female"


def known(voice_style: str) -> str:
    """The style itself, or the default one for a style that is none."""
    return voice_style if voice_style in VOICES else DEFAULT_STYLE


def spoken_digits(digits: str) -> int:
    """Digits and the units said between them; from nine digits on they are read one by one."""
    return len(digits) if len(digits) > 8 else 2 * len(digits) - 1
