"""Where a line may end, and how badly it would hurt there."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from pathlib import Path

from projects.illustration.lexicon import words_that_name
from projects.language import ABBREVIATED, CHINESE, HANZI, UNSPACED
from projects.word_files import Names, Words, read
from videostudio.patterns import late

from .phrases import phrases_of
from .ties import tied, within_pairs

NEVER_FIRST = frozenset("，。、；：！？）》〉」』】〕…—·”’％,.;:!?)]}%°～")
NEVER_LAST = frozenset("（《〈「『【〔“‘([{#￥$")

AT_PUNCTUATION, AT_SPACE, AT_PHRASE, INSIDE_WORD = 0.0, 0.3, 0.4, 4.0
_LONGEST_WORD = 4  # hanzi; what is longer is a phrase
AFTER_SMALL_WORD, INSIDE_QUOTE = 0.5, 0.5  # more than at another space

TRADE_WORDS = Path(__file__).with_name("trade_words.toml")


class TradeWords(Words):
    """Words of our users' trade that the phrase model, trained on news, cuts in two."""

    words: Names


# What belongs to a figure: its unit, where it is no time of day and no telephone number, the day of
# a month, and what a dash ties to it.
_FIGURES = (
    late(rf"(?<![\w.,:：~–-])[\d.,~–-]{{0,8}}\d[{HANZI}]", re.ASCII),
    late(r"\d月\d+[日号]"),
    late(r"\S[-–~&+]\S|\d/\S|\S/"),
)

# English words that lean on the next one, and numbers of what follows, which are no years and no
# times of day: no line and no caption should end with them.
_LEANING = late(
    r"a|an|the|and|or|but|nor|so|if|as|at|by|for|from|in|into|of|off|on|onto|out|over|than|that|to|"
    r"under|until|with|without|my|your|our|their|his|her|its|this|these|those|every|each|no|not|"
    r"very|is|are|was|were|be|what|when|where|who|whose|which|why|how|they|we|you|it|i|he|she|"
    r"\d{1,3}(?:[.,]\d+)?",
    re.IGNORECASE,
)

_ABBREVIATION = late(rf"(?:(?:{ABBREVIATED})\.)+", re.IGNORECASE)
_MAY_END = late(r"(?:etc|[ap]\.?m)\.", re.IGNORECASE)  # an abbreviation, and a sentence too
_UNSPACED = late(f"[{UNSPACED}]")
_PAUSES = frozenset("，。、；：！？…—")
_OPENING, _CLOSING = frozenset("（《【〔("), frozenset("）》】〕")
_PARTICLES = frozenset("的了和与在从是就都也很有不让把被给到对为向你我他她它们吧吗呢啊这那")


@lru_cache(maxsize=512)
def breaks(text: str) -> dict[int, float]:
    """Index of a line's possible first character -> the penalty of beginning a line there.

    0 after a pause, at most 2 between phrases and words, `INSIDE_WORD` where a Chinese word or
    something that belongs together, such as a range, would be cut. Absent: never (inside a Latin
    word or number, against the punctuation rules).
    """
    gentle = _phrase_starts(text) if _UNSPACED.search(text) else frozenset()
    found = {at: _penalty(text, at, gentle) for at in range(1, len(text)) if _is_allowed(text, at)}
    places = {at: penalty for at, penalty in found.items() if penalty is not None}
    quoted, together = within_pairs(text), tied(text)
    for at, penalty in places.items():
        if at in together:
            places[at] = INSIDE_WORD
        elif at in quoted and penalty > AT_PUNCTUATION:
            places[at] = penalty + INSIDE_QUOTE
    return places


def words_of(text: str) -> list[tuple[int, str]]:
    """What no line should cut: the index of its first character, and the characters up to the next
    one."""
    starts = [0, *(at for at, penalty in breaks(text).items() if penalty < INSIDE_WORD)]
    return [(start, text[start:end]) for start, end in pairwise([*starts, len(text)])]


def _is_allowed(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at]
    return after not in NEVER_FIRST and before not in NEVER_LAST and after != " "


def _penalty(text: str, at: int, gentle: frozenset[int]) -> float | None:
    before, after = text[at - 1], text[at]
    if before in _PAUSES or before in _CLOSING:
        return AT_PUNCTUATION
    if after in _OPENING:
        return AT_SPACE
    if before == " ":
        return _penalty_of_space(text[: at - 1], after)
    if not (_UNSPACED.match(before) or _UNSPACED.match(after)):
        return None
    return AT_PHRASE if at in gentle else INSIDE_WORD


def _penalty_of_space(before: str, after: str) -> float:
    word = before.rpartition(" ")[2].lstrip("\"'“‘(")
    is_short = _ABBREVIATION.fullmatch(word) and not (_MAY_END.fullmatch(word) and after.isupper())
    if before.endswith(tuple(",.;:!?")) and not is_short:
        return AT_PUNCTUATION
    return AT_SPACE + AFTER_SMALL_WORD * bool(_LEANING.fullmatch(word))


def _phrase_starts(text: str) -> frozenset[int]:
    ends = accumulate(map(len, phrases_of(text)))
    known = {at for word in _trade_words().finditer(text) for at in word.span()}
    edges = sorted({0, *ends, *known} - _inside_words(text))
    pieces = [text[start:end] for start, end in pairwise(edges)]
    return frozenset(
        at
        for at, (left, right) in zip(edges[1:], pairwise(pieces), strict=False)
        if not (_is_fragment(left) or _is_fragment(right))
    )


def _inside_words(text: str) -> set[int]:
    """Where a word of the trade, or a figure with its unit, would be cut."""
    words = (word for kind in (_trade_words(), *_FIGURES) for word in kind.finditer(text))
    return {at for word in words for at in range(word.start() + 1, word.end())}


@cache
def _trade_words() -> re.Pattern[str]:
    """The longest of two that begin alike is the one that is found. What names a drawing is a word
    too."""
    named = (word for word in words_that_name(CHINESE.code) if 1 < len(word) <= _LONGEST_WORD)
    words = sorted({*read(TRADE_WORDS, TradeWords).words, *named}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


def check() -> None:
    """Raises BadWords where the file of trade words cannot be used."""
    _trade_words()


def _is_fragment(piece: str) -> bool:
    """A lone character that is no particle: most likely part of a word the model has cut."""
    word = piece.strip("“”‘’「」")
    return len(word) == 1 and bool(_UNSPACED.match(word)) and word not in _PARTICLES
