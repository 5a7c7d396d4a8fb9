"""Chooses the words of a caption that stand out: its figures, and what its scene is about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from projects.illustration import lexicon
from projects.language import HANZI
from videostudio.patterns import late

from .cue import Cue

MOST = 2  # in one caption: where all words stand out, none does
_LONG = 3  # width in hanzi from which the longest word stands out where no other does
_AROUND = late(rf"^[^\w￥¥$€£]+|[^\w%％℃]+$|(?<=[{HANZI}])[的了着过吗呢吧啊们和与]+$")
_FIGURE = late(r"\d")
_COMMON = late(
    "[我你他她]们|大家|一起|可以|每个|这个|那个|一个|为了|因为|所以|就是|还有|about|come|every|from|have|into"
    "|more|than|that|their|them|there|they|this|what|when|where|will|with|your"
)


def key_words(cue: Cue, subject: str, language: str) -> set[int]:
    """The indexes of those of the cue's words that stand out, at most two. `subject`: the title of
    the scene and what else it is about.

    Figures come first, then words of the subject, then what a picture can show; where there is none
    of these, the longest word, if it is long.
    """
    cores = [_core(word.text) for word in cue.words]
    named = set(_named(cue, language))
    told = subject.casefold()
    ranks = {
        index: rank
        for index, core in enumerate(cores)
        if (rank := _rank(core, told, index in named)) is not None
    }
    best = sorted(ranks, key=lambda index: (ranks[index], -_width(cores[index])))[:MOST]
    if not best and cores:
        longest = max(range(len(cores)), key=lambda index: _width(cores[index]))
        best = [longest] if _width(cores[longest]) >= _LONG else []
    return set(best)


def _rank(core: str, subject: str, is_named: bool) -> int | None:
    if _FIGURE.search(core):
        return 0
    if _width(core) < 2 or _COMMON.fullmatch(core):
        return None
    if re.search(rf"(?<![a-z]){re.escape(core)}(?![a-z])", subject):
        return 1
    return 2 if is_named else None


def _core(text: str) -> str:
    """A word without its marks and particles."""
    return _AROUND.sub("", _AROUND.sub("", text.strip())).casefold()


def _width(core: str) -> float:
    """In hanzi. A Latin letter counts as half a hanzi."""
    hanzi = len(re.findall(f"[{HANZI}]", core))
    return hanzi + (len(core) - hanzi) / 2


def _named(cue: Cue, language: str) -> Iterator[int]:
    """The words in which the caption names what can be drawn."""
    spans = [(named.start, named.end) for named in lexicon.parts_in(cue.text, language)]
    start = 0
    for index, word in enumerate(cue.words):
        end = start + len(word.text)
        if any(first < end and start < last for first, last in spans):
            yield index
        start = end
