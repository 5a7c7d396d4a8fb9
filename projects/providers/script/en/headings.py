"""English headings: where a long text is cut, so that what is drawn big makes sense."""

from __future__ import annotations

import re

from projects.key_points.unparted import cut_back

from ..wording import width
from .grammar import PREPOSITIONS, SMALL_WORDS, at_start, word_set

WIDEST_POINT, WIDEST_CLAUSE, WIDEST_TOPIC = 18, 18, 30
_WORDS_OF_A_POINT, _WORDS_OF_A_TOPIC = 5, 10
_ARTICLES = "the|an?|our|your|my|his|her|their|its"
_PARTING = (
    "and|or|at|by|for|from|in|on|to|with|before|after|until|beside|behind|is|are|was|were|will"
)
_WORDS_OF_A_SUBJECT = 3
_SUBORDINATE = re.compile(r"\b(?:until|if|when|while|because|before|after|that|who)\b")
_WORD = re.compile(r"(?<![\w.@/])[A-Za-z]{3,}(?![\w.@/])")
_NEVER_LAST = SMALL_WORDS | word_set(
    """not no never without don't doesn't can't cannot won't mustn't isn't aren't nor neither hardly
    can will must should may are was were be has have had do does any beside behind near across
    their his her its they he she call ask tell use uses need needs get gets
    through along above below without between during since"""
)


def drawn(text: str) -> str:
    return at_start(re.sub(r"\b([ap])\.m\b\.?", r"\1m", text))


def stands_alone(value: str) -> bool:
    return bool(_WORD.search(value))


def beginning(clause: str) -> str:
    """Its first words; where these would cut a name or a noun, that name or noun."""
    begun = _first_words(clause, _WORDS_OF_A_POINT)
    rest = clause[len(begun) :]
    if not re.match(r"\s+\w", rest) or not at_start(clause).startswith(begun):
        return begun
    whole = _predicate(clause) or _about(clause)
    return whole or _cut_noun(begun, rest) or begun


def _predicate(clause: str) -> str:
    """ "Allergic to nuts" of "a child in our class is allergic to nuts"."""
    found = re.search(r" (?:is|are) (?!\w+ing\b|welcome)(.+)$", clause)
    if not found or _SUBORDINATE.search(clause[: found.start()]) or " " not in found[1]:
        return ""
    is_long = len(clause[: found.start()].split()) > _WORDS_OF_A_SUBJECT
    return _fitting(found[1]) if is_long else ""


def _about(clause: str) -> str:
    """ "Screens and sleep" of "Dr. Cole talks about screens and sleep"."""
    found = re.search(r" (?:talks?|speaks?|tells?(?: us)?) (?:about|on) (.+)$", clause)
    return _fitting(found[1]) if found else ""


def _cut_noun(begun: str, rest: str) -> str:
    """The noun, with its article, that was cut: "A list of ingredients"."""
    article = re.search(rf".* (?=(?:{_ARTICLES}) (?:(?!(?:{_PARTING})\b)[\w'’.-]+ ?)+$)", begun)
    if not article or re.match(rf"\s+(?:{_PARTING})\b", rest):
        return ""
    tail = re.split(rf"[,;]| (?:{_PARTING}) ", rest)[0]
    return _fitting(begun[article.end() :] + tail)


def _fitting(words: str) -> str:
    return at_start(words) if 0 < width(words) <= WIDEST_CLAUSE else ""


def part_of_topic(clause: str) -> str:
    return _first_words(clause, _WORDS_OF_A_TOPIC)


def _first_words(clause: str, count: int) -> str:
    words = clause.split()
    short = words[:count]
    is_cut = len(words) > count and not re.fullmatch(_PARTING, words[count].lower())
    if is_cut and len(short) > 2 and short[-2].lower() in PREPOSITIONS:
        short.pop()
    whole = " ".join(words)
    short = whole[: cut_back(whole, len(" ".join(short)))].split()
    is_named_by_number = len(short) < len(words) and words[len(short)].isdigit()
    if is_named_by_number and len(short) > 1 and short[-1][:1].isupper():
        short.pop()
    while len(short) > 1 and len(short) < len(words) and short[-1].lower() in _NEVER_LAST:
        short.pop()
    return at_start(" ".join(short))[: 2 * WIDEST_TOPIC].strip(" ,;:&-–—")
