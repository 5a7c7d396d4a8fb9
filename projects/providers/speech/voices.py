"""The four voice styles as data, and how long a text takes in each of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

HANZI = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True)
class Voice:
    """How espeak-ng is set for a style, and the pace that was measured with these settings.

    `pitch`, `pitch_range`: 0-100; `rate_*`: espeak's words a minute, which are not real ones.
    `chars_per_second`: hanzi; `words_per_minute`: English words of ordinary length; both while
    speaking, pauses at punctuation left out.
    """

    variant: str
    pitch: int
    pitch_range: int
    rate_zh: int
    rate_en: int
    chars_per_second: float
    words_per_minute: float

    def rate(self, language: str) -> int:
        return self.rate_zh if language == "zh" else self.rate_en


VOICES: Mapping[str, Voice] = {
    "gentle_female": Voice("f2", 48, 45, 195, 150, 4.2, 165),
    "lively_female": Voice("Annie", 58, 80, 230, 180, 5.2, 205),
    "professional_male": Voice("m3", 42, 50, 210, 165, 4.65, 191),
    "friendly_male": Voice("m7", 58, 75, 220, 172, 4.95, 194),
}
DEFAULT_VOICE = "gentle_female"

SCENE_PAUSE = 0.5
"""Seconds of rest after the narration of a scene."""


def voice_of(voice_style: str) -> Voice:
    """The voice of a style; the default one for a style that is none."""
    return VOICES.get(voice_style, VOICES[DEFAULT_VOICE])


def pace(voice_style: str, language: str) -> float:
    """What the voice says in a second: hanzi in Chinese, words in English."""
    voice = voice_of(voice_style)
    return voice.chars_per_second if language == "zh" else voice.words_per_minute / 60


def estimate(text: str, voice_style: str, language: str) -> float:
    """Seconds that the narration of a scene takes, its pauses and the rest after it included.

    The weights below are a least-squares fit to what espeak-ng 1.52 spoke of some 75 texts a
    language; single sentences are within about 0.3 s of it.
    """
    hanzi, words = len(HANZI.findall(text)), _WORD.findall(text)
    weigh = _weight_in_chinese if language == "zh" else _weight_in_english
    spoken = hanzi + sum(map(weigh, words)) + _pauses(text)
    return spoken / pace(voice_style, language) + SCENE_PAUSE


_WORD = re.compile(r"\d+|[^\W\d_\u3400-\u9fff]+(?:['’][^\W\d_\u3400-\u9fff]+)*")
_PAUSE = re.compile(r"[，、；：,;:—。！？…!?]+|\.(?=\s)")
PAUSE_WEIGHT = 0.75
"""A pause inside a text takes so many hanzi's, or English words', time."""


def _weight_in_chinese(word: str) -> float:
    """How many hanzi's time a Latin word or a number takes in Chinese speech."""
    return 0.66 * _spoken_digits(word) if word.isdigit() else 0.6 + 0.17 * len(word)


def _weight_in_english(word: str) -> float:
    """How many words' time a word takes in English speech: one of 4.5 letters is the measure."""
    if word.isdigit():
        return max(0.8, 0.68 * (_spoken_digits(word) - 1))
    return 0.38 + 0.137 * len(word)


def _spoken_digits(digits: str) -> int:
    """Digits and the units said between them; from nine digits on they are read one by one."""
    return len(digits) if len(digits) > 8 else 2 * len(digits) - 1


def _pauses(text: str) -> float:
    """The pause after the last word is not among them: it belongs to the rest after a scene."""
    return PAUSE_WEIGHT * len(_PAUSE.findall(text.rstrip(" 。！？…!?.")))
