"""The syllables of a text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .cutting import cut
from .dictionary import Dictionary, alone, dictionary
from .neighbours import sound_among


@dataclass(frozen=True)
class Syllable:
    """What is said for the hanzi at `position` of the text.

    `pinyin` ends with the tone that a dictionary gives, 1 to 5: "zhang3", "de5", "lü4", "er2".
    Tones that neighbours change (你好, 一个, 不是) are as they would be alone. "r5" is 儿 that only
    colours the syllable before it, as in 花儿. `starts_word`: whether a word begins here.
    """

    position: int
    pinyin: str
    starts_word: bool


def syllables(text: str, readings: Mapping[str, str] | None = None) -> tuple[Syllable, ...]:
    """One for each hanzi of `text`, which is in plain form. All other characters are left out.

    `readings` are words that sound as somebody wants it: {"长高": "zhang3 gao1"}.
    """
    known = dictionary().adding(readings) if readings else dictionary()
    found: list[Syllable] = []
    for start, run in _runs(text):
        at = start
        for word in cut(run, known):
            sounds = _sounds(word, text, at, known)
            found += (Syllable(at + n, sound, not n) for n, sound in enumerate(sounds))
            at += len(word)
    return tuple(found)


def _sounds(word: str, text: str, at: int, known: Dictionary) -> tuple[str, ...]:
    if word in known.sounds:
        return known.sounds[word]
    if len(word) == 1:
        return (sound_among(text, at) or alone(word),)
    return tuple(map(alone, word))


def _runs(text: str) -> Iterator[tuple[int, str]]:
    """(position, hanzi) of each run of hanzi, which are the characters with a sound."""
    start = 0
    for at, character in enumerate(text + "\n"):
        if not alone(character):
            if at > start:
                yield start, text[start:at]
            start = at + 1
