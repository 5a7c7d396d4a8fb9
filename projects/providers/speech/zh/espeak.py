"""Chinese in a form that espeak-ng's Mandarin voice reads right.

A hanzi that it could say wrong gives way to one with the same sound that has no other.
`homophones.txt` says which: `tests/tools/homophones.py` writes it, by the phonemes of version 1.52.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from ..letters import PARTED
from ..spoken import Spoken, rule
from .pronunciation import Syllable, syllables
from .pronunciation.dictionary import dictionary, lines
from .reading import plain_form


def spoken_form(text: str, readings: Mapping[str, str] | None = None) -> Spoken:
    """Its only brackets are those of phonemes: [[...]]."""
    plain = plain_form(text).by(_RULES)
    return plain.replacing(_respellings(plain.text, readings or {}))


def respelt(hanzi: str) -> str:
    return spoken_form(hanzi).text


_RULES = [
    rule("、", "，"),
    rule(rf"(?<!A){PARTED}", " "),  # an A before another word would be the article
]


def _respellings(text: str, readings: Mapping[str, str]) -> dict[int, str]:
    """What is written for each hanzi, by its position."""
    written: dict[int, str] = {}
    for word in _words(text, readings):
        hanzi = "".join(text[one.position] for one in word)
        if hanzi in readings:
            written |= {one.position: _sounding(one.pinyin, text[one.position]) for one in word}
            continue
        known = homophones().get(hanzi, "") if len(hanzi) > 1 else _drawn_over(text, *word)
        if known != "=":
            written |= {
                one.position: _written(text[one.position], one.pinyin, bool(known)) for one in word
            }
    return written


def _drawn_over(text: str, one: Syllable) -> str:
    """ "?" where it would take a hanzi together with its neighbour for a word in which it has
    another sound, as 在行 in 我们在行动."""
    at = one.position
    before, after = text[max(0, at - 1) : at + 1], text[at : at + 2]
    said = dictionary().sounds.get(before, ("",))[-1], dictionary().sounds.get(after, ("",))[0]
    return "?" if any(sound not in ("", one.pinyin) for sound in said) else ""


def _sounding(sound: str, hanzi: str) -> str:
    return "" if sound == "r5" else homophones().get(sound, hanzi)


def _words(text: str, readings: Mapping[str, str]) -> Iterator[list[Syllable]]:
    word: list[Syllable] = []
    for one in syllables(text, readings):
        if one.starts_word and word:
            yield word
            word = []
        word.append(one)
    if word:
        yield word


def _written(hanzi: str, sound: str, is_misled: bool) -> str:
    if sound == "r5":
        return ""  # it would spell it in English letters
    by_itself = homophones().get(hanzi, "")
    is_neutral = "5" in sound + by_itself and sound[:-1] == by_itself[:-1]
    is_right = not is_misled and (by_itself == sound or is_neutral)
    return hanzi if not by_itself or is_right else homophones().get(sound, hanzi)


@cache
def homophones() -> dict[str, str]:
    """What stands for each sound; for each hanzi that it could say wrong, the sound that it has for
    it alone; and words, with = where it says all their hanzi right, or ? where it has another sound
    for one of them than alone."""
    return dict(line.split(" ", 1) for line in lines("homophones.txt"))
