"""English headings: where a long text is cut, so that what is drawn big makes sense."""

from __future__ import annotations

import re

from projects.key_points.unparted import cut_back

from .grammar import PREPOSITIONS, SMALL_WORDS, at_start, word_set

WIDEST_POINT, WIDEST_CLAUSE, WIDEST_TOPIC = 18, 18, 30
_WORDS_OF_A_POINT, _WORDS_OF_A_TOPIC = 5, 10
_WORD = re.compile(r"(?<![\w.@/])[A-Za-z]{3,}(?![\w.@/])")
_NEVER_LAST = SMALL_WORDS | word_set(
    """not no never without don't doesn't can't cannot won't mustn't isn't aren't nor neither hardly
    can will must should may are was were be has have had do does any"""
)


def drawn(text: str) -> str:
    return at_start(re.sub(r"\b([ap])\.m\b\.?", r"\1m", text))


def stands_alone(value: str) -> bool:
    return bool(_WORD.search(value))


def beginning(clause: str) -> str:
    return _first_words(clause, _WORDS_OF_A_POINT)


def part_of_topic(clause: str) -> str:
    return _first_words(clause, _WORDS_OF_A_TOPIC)


def _first_words(clause: str, count: int) -> str:
    words = clause.split()
    short = words[:count]
    if len(words) > count and len(short) > 2 and short[-2].lower() in PREPOSITIONS:
        short.pop()
    whole = " ".join(words)
    short = whole[: cut_back(whole, len(" ".join(short)))].split()
    while len(short) > 1 and len(short) < len(words) and short[-1].lower() in _NEVER_LAST:
        short.pop()
    return at_start(" ".join(short))[: 2 * WIDEST_TOPIC].strip(" ,;:&-–—")
