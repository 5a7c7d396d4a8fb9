"""Which words name which drawing or setting: lists in TOML, for people who write.

`zh.toml` and `en.toml` have the words of a language, `drawings.toml` what is true of a drawing in
every language. `finding.py` finds the words in a text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TypeVar

from projects.language import ENGLISH, LANGUAGES

from ..picture import Setting
from . import finding
from .files import Drawings as Drawings
from .files import Language as Language
from .files import Season as Season
from .files import check as check
from .files import drawings as drawings
from .files import words_of
from .finding import Table

T = TypeVar("T")


@dataclass(frozen=True)
class Named:
    """A drawing that a text names with its characters `start` to `end`."""

    part: str
    start: int
    end: int
    is_refused: bool = False  # "no toys": the text names it, and does not want it


@lru_cache(maxsize=1024)
def parts_in(text: str, language: str) -> tuple[Named, ...]:
    """The drawings that a text names, in its order. No character counts twice."""
    refusals = [*finding.refused(text, _refusing(language))]
    return tuple(
        Named(part, start, end, any(first <= start < last for first, last in refusals))
        for part, start, end in finding.found(text, _parts(language))
        if part
    )


@lru_cache(maxsize=1024)
def settings_in(text: str, language: str) -> tuple[Setting, ...]:
    """The settings that a text names, in its order; one that it names twice is there twice."""
    return tuple(setting for setting, _, _ in finding.found(text, _settings(language)))


@lru_cache(maxsize=1024)
def seasons_in(text: str, language: str) -> tuple[Season, ...]:
    return tuple(season for season, _, _ in finding.found(text, _seasons(language)))


@lru_cache(maxsize=1024)
def is_grave(text: str, language: str) -> bool:
    return any(True for _ in finding.found(text, _grave(language)))


def subject_first(title: str, language: str) -> tuple[Named, ...]:
    """The drawings that a title names: what it is about before what it only says of that."""
    ends = (start for _, start, _ in finding.found(title, _further(language)))
    end = next(ends, len(title))
    named = parts_in(title, language)
    subject = [one for one in named if one.start < end]
    return (*reversed(subject), *named[len(subject) :])


def all_drawings() -> frozenset[str]:
    """Every drawing that the lexicon names."""
    named = (name for code in LANGUAGES for name in words_of(code).parts)
    return frozenset(named) | drawings().names


def refuses(text: str, language: str) -> bool:
    """Whether it says what is not wanted: "no nuts"."""
    return any(True for _ in finding.refused(text, _refusing(language)))


def words_that_name(language: str) -> frozenset[str]:
    """All words of a language that name a drawing."""
    return frozenset(word for words in words_of(language).parts.values() for word in words)


# The words of a language. English ones are found in every film, after its own: a Chinese film
# invites to an "Open Day" too. "" stands for words that name no drawing.


@cache
def _parts(code: str) -> Table[str]:
    return _table(code, lambda words: {"": words.other.nothing, **words.parts})


@cache
def _settings(code: str) -> Table[Setting]:
    return _table(code, lambda words: words.settings)


@cache
def _seasons(code: str) -> Table[Season]:
    return _table(code, lambda words: words.seasons)


@cache
def _grave(code: str) -> Table[bool]:
    return _table(code, lambda words: {True: words.other.grave})


@cache
def _further(code: str) -> Table[bool]:
    return _table(code, lambda words: {True: words.other.further})


@cache
def _refusing(code: str) -> Table[bool]:
    return _table(code, lambda words: {False: words.other.nothing, True: words.other.refusing})


def _table(code: str, read: Callable[[Language], Mapping[T, Iterable[str]]]) -> Table[T]:
    own, english = (finding.table_of(read(words_of(each))) for each in (code, ENGLISH.code))
    return own.over(english)
