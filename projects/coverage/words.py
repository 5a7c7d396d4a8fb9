"""The words of a text that tell something, and how many of them another text has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from projects.language import HANZI, is_spoken

from . import en, zh
from .amounts import Amount, amounts_in

_CLAUSE = re.compile(r"(?<=[，。！？；、…!?;])|(?<=[,.])(?=\s|$)|(?<=\n)")
_BLANK = "·"
_LATIN_WORD = 2.0
"""Characters of a Chinese word, about: so much weighs one in Latin letters."""


@dataclass(frozen=True)
class Content:
    """What of a text has to be said again: runs of hanzi, stems of other words, and names."""

    runs: tuple[str, ...]
    stems: frozenset[str]
    names: tuple[str, ...]
    is_denied: bool

    @cached_property
    def weight(self) -> float:
        return sum(map(len, self.runs)) + _LATIN_WORD * len(self.stems)


@dataclass(frozen=True)
class Clause:
    """A part of what is spoken, between two marks."""

    text: str
    start: int  # in its narration
    amounts: tuple[Amount, ...]  # their places are those in the narration
    stems: frozenset[str]
    is_denied: bool

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@lru_cache(maxsize=1024)
def content_of(text: str) -> Content:
    plain = _without(text, amounts_in(text))
    runs = tuple(run for run in zh.SPLIT.split(plain) if len(run) > 1)
    stems = _stems(plain)
    if not runs and not stems:
        runs = tuple(run for run in zh.SPLIT.split(plain) if run)
    if not runs and not stems and not amounts_in(text):
        runs = tuple(re.findall(f"[{HANZI}]+", text))
        stems = frozenset(map(en.stem, en.WORD.findall(text)))
    return Content(runs, stems, (*zh_names(text), *en.names(plain)), is_denied(text))


def zh_names(text: str) -> tuple[str, ...]:
    return tuple(found.strip('《》“”「」"') for found in zh.NAMES.findall(text))


def is_denied(text: str) -> bool:
    return bool(zh.NEGATED.search(text) or en.NEGATED.search(text))


def _without(text: str, amounts: Iterable[Amount]) -> str:
    for amount in amounts:
        text = f"{text[: amount.start]}{_BLANK * len(amount.text)}{text[amount.end :]}"
    return text


def _stems(text: str) -> frozenset[str]:
    return frozenset(en.stem(word) for word in en.WORD.findall(text) if not en.is_soft(word))


@lru_cache(maxsize=512)
def clauses_of(narration: str) -> tuple[Clause, ...]:
    amounts = amounts_in(narration)
    parts, at = [], 0
    for text in _CLAUSE.split(narration):
        end = at + len(text)
        inside = tuple(amount for amount in amounts if at <= amount.start < end)
        if is_spoken(text):
            parts.append(Clause(text, at, inside, _every_stem(text), is_denied(text)))
        at = end
    return tuple(parts)


def _every_stem(text: str) -> frozenset[str]:
    return frozenset(map(en.stem, en.WORD.findall(text)))


def share(content: Content, clauses: Sequence[Clause]) -> float:
    """How much of the content these clauses say: 1 is all. A run has to stand in one of them."""
    if not content.weight:
        return 1.0
    texts = [clause.text for clause in clauses]
    runs = sum(max([0, *(_common(run, text) for text in texts)]) for run in content.runs)
    stems = content.stems & {stem for clause in clauses for stem in clause.stems}
    return (runs + _LATIN_WORD * len(stems)) / content.weight


@lru_cache(maxsize=32768)
def _common(run: str, text: str) -> int:
    """Hanzi of a run that stand in a text together with a neighbour of theirs."""
    if run in text:
        return len(run)
    said = [False] * len(run)
    for at in range(len(run) - 1):
        if run[at : at + 2] in text:
            said[at] = said[at + 1] = True
    return sum(said)
