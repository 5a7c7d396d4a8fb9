"""Which words name which drawing or setting: lists in TOML, for people who write."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from projects.language import HANZI
from projects.word_files import Name, Names, Words, read

from ..picture import Setting

_FOLDER = Path(__file__).parent


class _Language(Words):
    parts: dict[Name, Names]
    settings: dict[Setting, Names]


class _Drawings(Words):
    air: Names
    drives: Names


@dataclass(frozen=True)
class Named:
    """A drawing that a text names with its characters `start` to `end`."""

    part: str
    start: int
    end: int


def parts_in(text: str, language: str) -> tuple[Named, ...]:
    """The drawings that a text names, in its order. No character counts twice."""
    words = _parts(language)
    return tuple(
        Named(words[_key(match[0])], *match.span()) for match in _matches(text, tuple(words))
    )


def settings_in(text: str, language: str) -> tuple[Setting, ...]:
    """The settings that a text names, in its order; one that it names twice is there twice."""
    words = _settings(language)
    return tuple(words[_key(match[0])] for match in _matches(text, tuple(words)))


@cache
def drawings() -> _Drawings:
    return read(_FOLDER / "drawings.toml", _Drawings)


@cache
def _language(code: str) -> _Language:
    return read(_FOLDER / f"{code}.toml", _Language)


@cache
def _parts(code: str) -> dict[str, str]:
    return {_key(word): part for part, words in _language(code).parts.items() for word in words}


@cache
def _settings(code: str) -> dict[str, Setting]:
    found = _language(code).settings.items()
    return {_key(word): setting for setting, words in found for word in words}


def _key(word: str) -> str:
    return word.casefold()


def _matches(text: str, words: tuple[str, ...]) -> Iterator[re.Match[str]]:
    return _pattern(words).finditer(text)


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    hanzi = "|".join(re.escape(word) for word in longest_first if re.search(f"[{HANZI}]", word))
    latin = "|".join(re.escape(word) for word in longest_first if not re.search(f"[{HANZI}]", word))
    both = [hanzi] if hanzi else []
    both += [rf"\b(?:{latin})(?=e?s?\b)"] if latin else []
    return re.compile("|".join(both), re.IGNORECASE)
