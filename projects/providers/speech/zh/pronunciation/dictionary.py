"""The words that are known: how likely each is, and how its hanzi sound.

`words.txt` and `hanzi.txt` are written by `tests/tools/dictionary.py`. `readings.txt` is ours.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from sys import intern

_DATA = Path(__file__).with_name("data")
_COUNTED = 60_000_000  # words, for words.txt
_OURS = 20_000  # how often a word of ours would have been among them
_NO_WORD = math.inf


@dataclass(frozen=True)
class Dictionary:
    """`costs`: what it costs to take a text for a word; a likely word costs little. `sounds`: those
    of the hanzi of a word, where they are not all as they are alone."""

    costs: Mapping[str, float]
    sounds: Mapping[str, tuple[str, ...]]

    def adding(self, readings: Mapping[str, str]) -> Dictionary:
        """With words that are always taken for words: {"长高": "zhang3 gao1"}."""
        return Dictionary(
            {**self.costs, **dict.fromkeys(readings, 0.0)},
            {**self.sounds, **{word: tuple(said.split()) for word, said in readings.items()}},
        )


@cache
def dictionary() -> Dictionary:
    """Where a word is in both files, ours counts. What ours says is no word keeps its sounds."""
    costs: dict[str, float] = {}
    sounds: dict[str, tuple[str, ...]] = {}
    for word, cost, said in _entries([*lines("words.txt"), *lines("readings.txt")]):
        costs[word] = cost
        if said:
            sounds[word] = said
        elif cost != _NO_WORD:
            sounds.pop(word, None)
    return Dictionary(costs, sounds)


@cache
def alone(hanzi: str) -> str:
    """How a hanzi sounds where nothing else is known of it; "" if it is none."""
    return next((sound for sound, all_so in _hanzi() if hanzi in all_so), "")


@cache
def _hanzi() -> list[tuple[str, str]]:
    """(sound, all hanzi that have it). A text of them is far smaller than a table."""
    return [(sound, all_so) for sound, all_so in map(str.split, lines("hanzi.txt"))]


@cache
def written_for(sound: str, hanzi: str) -> str:
    """A usual hanzi that sounds so in every word, or without a tone: `hanzi` itself if it does, or
    if there is none."""
    so = {sound, f"{sound[:-1]}5"}
    all_so = next((all_so for each, all_so in _hanzi() if each == sound), "")
    only_so = [each for each in all_so if not _other_sounds().get(each, set()) - so]
    usual = [each for each in only_so if _is_usual(each)]
    if hanzi in only_so or not usual:
        return hanzi
    return min(usual, key=lambda each: dictionary().costs.get(each, _NO_WORD))


def _is_usual(hanzi: str) -> bool:
    """One of the 3,755 of the first level of GB 2312."""
    return b"\xb0\xa1" <= hanzi.encode("gb2312", "replace") < b"\xd8"


@cache
def _other_sounds() -> Mapping[str, set[str]]:
    """How each hanzi sounds in the words that are known."""
    found: dict[str, set[str]] = {}
    for word, said in dictionary().sounds.items():
        for hanzi, sound in zip(word, said, strict=False):
            found.setdefault(hanzi, set()).add(sound)
    return found


def lines(name: str) -> list[str]:
    lines = (_DATA / name).read_text(encoding="utf-8").splitlines()
    return [line for line in (line.partition("#")[0].strip() for line in lines) if line]


def _entries(lines: Iterable[str]) -> Iterator[tuple[str, float, tuple[str, ...]]]:
    """A line is a word, how often it was counted, and its sounds. Of ours, some lack the number;
    what has neither is not to be taken for a word."""
    for line in lines:
        word, *rest = line.split()
        times = int(rest.pop(0)) if rest and rest[0].isdigit() else _OURS if rest else 0
        yield word, _cost(times), tuple(map(intern, rest))


@cache
def _cost(times: int) -> float:
    return math.log(_COUNTED / times) if times else _NO_WORD
