"""How long a voice takes for a text, told without speaking it."""

from __future__ import annotations

import re

from projects.language import HANZI, count_hanzi
from projects.vocabulary import VoiceStyle, known

from .languages import spoken_language
from .spoken import Spoken

_LETTER = rf"[^\W\d_{HANZI}]"
_WORD = re.compile(rf"\d+|{_LETTER}+(?:['’]{_LETTER}+)*")
_PAUSE = re.compile(r"[，、；：,;:—。！？…!?]+|\.(?=\s)")
_PAUSE_WEIGHT = 0.75  # units that a pause inside a text takes


def seconds_of(text: str, voice_style: str, language: str) -> float:
    """Seconds of espeak-ng's speech, pauses inside included.

    The weights are a least-squares fit to what espeak-ng 1.52 spoke of some 75 texts a language;
    single sentences are within about 0.3 s of it.
    """
    units, pauses = measured(text, language)
    pace = spoken_language(language).PACES[known(VoiceStyle, voice_style)]
    return (units + _PAUSE_WEIGHT * len(pauses)) / pace.units_a_second


def measured(text: str, language: str) -> tuple[float, list[str]]:
    """The units of a text, and the marks of the pauses in it. What follows the last word is not
    counted: it belongs to the rest after a scene."""
    spoken_in = spoken_language(language)
    text = Spoken.of(text).by([spoken_in.ADDRESSES]).text
    units = count_hanzi(text) + sum(map(spoken_in.weight, _WORD.findall(text)))
    return units, _PAUSE.findall(text.rstrip(" 。！？…!?."))
