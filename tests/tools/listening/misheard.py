"""What of a text was misheard: syllables without tones in Chinese, words in English.

A recogniser writes any of several words of one sound, so in Chinese the sounds are compared. It
knows no tone, and a hanzi that it wrote stands for each of its readings.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import product

from pypinyin import Style, lazy_pinyin, pinyin

from .figures import ways_to_say

HANZI_OR_WORD = re.compile(r"[\u4e00-\u9fff]+|[a-z]+")
ONE_SOUND = {"yao": "yi"}  # 1 in a telephone number
SPELLINGS = {
    "o'clock": "oclock",
    "colour": "color",
    "colours": "colors",
    "programme": "program",
    "mister": "mr",
    "miss": "ms",
    "mrs": "ms",
}
Sound = tuple[str, ...]  # the usual reading first


@dataclass(frozen=True)
class Misheard:
    """Syllables or words: how many there are, and pairs of what was said and what was heard."""

    length: int
    edits: tuple[tuple[str, str], ...]


def compare(said: str, heard: str, language: str) -> Misheard:
    """`said` may hold figures, and {a|b} for either. The reading with the fewest edits counts."""
    readings = [tuple(_sounds(way, language)) for way in ways_to_say(said, language)]
    hearings = [tuple(_heard_sounds(way, language)) for way in ways_to_say(heard, language)]
    best: Misheard | None = None
    for one, other in product(dict.fromkeys(readings), dict.fromkeys(hearings)):
        found = Misheard(len(one), tuple(_edits(one, other)))
        if best is None or len(found.edits) < len(best.edits):
            best = found
    assert best
    return best


def _sounds(text: str, language: str) -> list[str]:
    if language == "en":
        return _english_words(text)
    runs = HANZI_OR_WORD.findall(_plain(text))
    sounds = [sound for run in runs for sound in ([run] if run.isascii() else lazy_pinyin(run))]
    return [ONE_SOUND.get(sound, sound) for sound in sounds]


def _heard_sounds(text: str, language: str) -> list[Sound]:
    if language == "en":
        return [(word,) for word in _english_words(text)]
    found: list[Sound] = []
    for run in HANZI_OR_WORD.findall(_plain(text)):
        if run.isascii():
            found.append((run,))
            continue
        of_each = pinyin(list(run), style=Style.NORMAL, heteronym=True)
        for usual, all_of_it in zip(lazy_pinyin(run), of_each, strict=True):
            found.append(tuple(ONE_SOUND.get(one, one) for one in (usual, *all_of_it)))
    return found


def _english_words(text: str) -> list[str]:
    text = re.sub(r"\b([ap])\.?\s?m\b\.?", r"\1 m", _plain(text).replace("’", "'"))
    return [SPELLINGS.get(word, word) for word in re.findall(r"[a-z]+(?:'[a-z]+)*", text)]


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


def _edits(said: tuple[str, ...], heard: tuple[Sound, ...]) -> list[tuple[str, str]]:
    """The fewest changes that make one out of the other (Levenshtein); - is nothing."""
    rows: list[list[list[tuple[str, str]]]] = [[[]]]
    for sound in heard:
        rows[0].append([*rows[0][-1], ("-", sound[0])])
    for one in said:
        above, row = rows[-1], [[*rows[-1][0], (one, "-")]]
        for at, sound in enumerate(heard):
            changed = above[at] if one in sound else [*above[at], (one, sound[0])]
            ways = (changed, [*above[at + 1], (one, "-")], [*row[at], ("-", sound[0])])
            row.append(min(ways, key=len))
        rows.append(row)
    return rows[-1][-1]
