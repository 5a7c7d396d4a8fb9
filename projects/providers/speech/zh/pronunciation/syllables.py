"""The syllables of a text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pypinyin
from pypinyin.pinyin_dict import pinyin_dict


@dataclass(frozen=True)
class Syllable:
    """What is said for the hanzi at `position` of the text.

    `pinyin` ends with the tone that a dictionary gives, 1 to 5: "zhang3", "de5", "lü4", "er2".
    Tones that neighbours change (你好, 一个, 不是) are as they would be alone. `starts_word`:
    whether a word begins here.
    """

    position: int
    pinyin: str
    starts_word: bool


def syllables(text: str) -> tuple[Syllable, ...]:
    """One for each hanzi of `text`, which is in plain form. All other characters are left out."""
    found: list[Syllable] = []
    for position, word in _words(text):
        sounds = pypinyin.pinyin(
            word, style=pypinyin.Style.TONE3, neutral_tone_with_five=True, v_to_u=True
        )
        found += (Syllable(position + at, sound[0], not at) for at, sound in enumerate(sounds))
    return tuple(found)


def _words(text: str) -> Iterator[tuple[int, str]]:
    """(position, word) of each run of hanzi, which are the characters with a sound."""
    start = 0
    for at, character in enumerate(text + " "):
        if ord(character) not in pinyin_dict:
            if at > start:
                yield start, text[start:at]
            start = at + 1
