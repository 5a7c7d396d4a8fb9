"""Finds words of a list in a text: the longest first, whole words, and English ones in the plural
too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from projects.addresses import ADDRESS
from projects.language import LATIN

T = TypeVar("T")

_LETTER = re.compile(f"[{LATIN}]")
_JOINED = re.compile(rf"[{LATIN}]{{2}}|\d{{2}}")
_CLAUSE_ENDS = re.compile(r"[。！？!?；;，,\n]|\.(?=\s|$)|(?<=\w): | but | 但")


@dataclass(frozen=True)
class Table(Generic[T]):
    """What each form of a word stands for."""

    words: Mapping[str, T]

    @cached_property
    def lengths(self) -> tuple[int, ...]:
        return tuple(sorted({len(word) for word in self.words}, reverse=True))

    def over(self, other: Table[T]) -> Table[T]:
        """These words, and those of the other one that this has not."""
        return Table({**other.words, **self.words})


def table_of(words: Mapping[T, Iterable[str]]) -> Table[T]:
    """Where two words have the same form, the word itself goes before a plural: "glasses" are no
    "glass"."""
    pairs = [(word.casefold(), what) for what, listed in words.items() for word in listed]
    plurals = {plural: what for word, what in pairs for plural in _plurals(word)}
    return Table({**plurals, **dict(pairs)})


def _plurals(word: str) -> Iterator[str]:
    if not _LETTER.match(word[-1]):
        return
    yield f"{word}s"
    if word.endswith(("s", "x", "z", "ch", "sh", "o")):
        yield f"{word}es"
    if word.endswith("y"):
        yield f"{word[:-1]}ies"
    for ending in ("fe", "f"):
        if word.endswith(ending):
            yield f"{word.removesuffix(ending)}ves"


def found(text: str, table: Table[T]) -> Iterator[tuple[T, int, int]]:
    """What the words of a text stand for, and where they begin and end.

    Where two words overlap, the longer one counts: 期末有机器人 has a 机器人, and nothing 有机.
    """
    folded = _folded(text)
    at = 0
    while at < len(folded):
        length = _longest(folded, at, table)
        if length > 1 and any(_longest(folded, at + n, table) > length for n in range(1, length)):
            length = 0
        if length:
            yield table.words[folded[at : at + length]], at, at + length
        at += length or 1


def _longest(text: str, at: int, table: Table[T]) -> int:
    """The length of the longest word that begins here, or 0."""
    if at and _joined(text, at):
        return 0
    for length in table.lengths:
        end = at + length
        if end <= len(text) and text[at:end] in table.words and not _joined(text, end):
            return length
    return 0


def _joined(text: str, at: int) -> bool:
    """Whether this place is in the middle of a Latin word, or of a figure."""
    return at < len(text) and bool(_JOINED.match(text, at - 1))


def _folded(text: str) -> str:
    """In lower case, without addresses of pages and mail. It is as long as before: letters that
    would become two stay."""
    plain = ADDRESS.sub(lambda address: " " * len(address[0]), text).replace("\u2019", "'")
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in plain)


def refused(text: str, words: Table[bool]) -> Iterator[tuple[int, int]]:
    """The stretches of a text that speak of what is not wanted: from a refusing word (True) to the
    end of its clause."""
    for refuses, start, _ in found(text, words):
        if refuses:
            end = _CLAUSE_ENDS.search(text, start)
            yield start, end.start() if end else len(text)
