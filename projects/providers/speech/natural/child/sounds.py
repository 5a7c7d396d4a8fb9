"""A text as the sounds that the model speaks, each with its place in the text."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from . import english
from .pinyin import symbols

MARKS = {"，": ",", "、": ",", "；": ";", "：": ":", "。": ".", "！": "!", "？": "?"}
MARKS |= {mark: mark for mark in ",;:.!?—…"}
_LATIN = re.compile(r"[^\W\d_\u2e80-\U0003fffd](?:['’ \u00a0-]*[^\W\d_\u2e80-\U0003fffd])*")
_VOWELS = "aeiouyɤəɚɛɔɨjwɥʊ"  # and the glides: what a sound can be drawn over to


@dataclass(frozen=True)
class Sound:
    """`symbols` of the model for the word or hanzi at `position`; None for a blank.

    A mark of the text is a sound of its own, with the mark as it was written.
    """

    symbols: str
    position: int | None = None
    mark: str = ""


BLANK = Sound(" ")


def sounds(
    text: str,
    english_spans: Sequence[Sequence[int]],
    readings: Mapping[str, str] | None = None,
) -> list[Sound]:
    """The sounds of one sentence in plain form. `english_spans`: [first, end] of what is to be read
    as English; the rest is Chinese, and may have words in Latin letters in it. `readings`: words
    with the pinyin that they are to be said with."""
    said: list[Sound] = []
    at = 0
    for first, end in [*english_spans, (len(text), len(text))]:
        said += [*_in_chinese(text[at:first], at, readings), BLANK]
        said += _in_english(text[first:end], first)
        at = end
    return _tidy(said)


def _in_chinese(text: str, at: int, readings: Mapping[str, str] | None) -> Iterator[Sound]:
    hanzi = {syllable.position: syllable for syllable in _syllables()(text, readings)}
    latin = {match.start(): match[0] for match in _LATIN.finditer(text)}
    before = ""
    for place, character in enumerate(text):
        if syllable := hanzi.get(place):
            said = symbols(syllable.pinyin)
            # Without a blank, the n of 亲爱 would be drawn over: "qi-nai".
            if syllable.starts_word or (before[-1:] in ("n", "ŋ") and said[0] in _VOWELS):
                yield BLANK
            yield Sound(said, at + place)
            before = said
        elif character in MARKS:
            yield Sound(MARKS[character], at + place, character)
            yield BLANK
        elif place in latin:
            for said, position in english.words_in_chinese(latin[place]):
                yield from (BLANK, Sound(said, at + place + position), BLANK)
            before = ""


def _in_english(text: str, at: int) -> Iterator[Sound]:
    plain = "".join(MARKS.get(character, character) for character in text)
    for said, place in english.words(plain):
        yield from (Sound(said, at + place, text[place] if text[place] in MARKS else ""), BLANK)


def _tidy(said: Sequence[Sound]) -> list[Sound]:
    """Single blanks between words, none before a mark and at the ends."""
    tidy: list[Sound] = []
    for sound in said:
        after_blank = bool(tidy) and tidy[-1] is BLANK
        if sound is BLANK and (after_blank or not tidy):
            continue
        if sound.mark and after_blank:
            tidy.pop()
        tidy.append(sound)
    return tidy[:-1] if tidy and tidy[-1] is BLANK else tidy


@cache
def _syllables() -> Callable[..., Sequence[Any]]:
    """Of the language that has them. Loaded by their path: the folder above imports Django."""
    (pronunciation,) = Path(__file__).resolve().parents[2].glob("*/pronunciation")
    sys.path.append(str(pronunciation.parent))
    found: Callable[..., Sequence[Any]] = import_module("pronunciation").syllables
    return found
