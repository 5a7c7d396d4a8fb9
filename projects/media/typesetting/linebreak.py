"""Where a line may end, and how badly it would hurt there."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate, pairwise

from projects.language import HANZI, UNSPACED

from .phrases import phrases_of

NEVER_FIRST = frozenset("，。、；：！？）》〉」』】〕…—·”’％,.;:!?)]}%°～")
NEVER_LAST = frozenset("（《〈「『【〔“‘([{#￥$")

AT_PUNCTUATION, AT_SPACE, AT_PHRASE, INSIDE_WORD = 0.0, 0.3, 0.4, 4.0
AFTER_SMALL_WORD, INSIDE_QUOTE = 0.5, 0.5  # more than at another space

# Words of our users' trade that the phrase model, trained on news, cuts in two.
_TRADE_WORDS = re.compile(
    "(?:春|元宵|端午|中秋|重阳|国庆|儿童|母亲|父亲|教师|妇女|劳动|植树|读书|艺术|科技|美食)节|"
    "人工智能|户外乐园|小班教学|毕业典礼|幼小衔接|蒙台梭利|家园共育|幼儿园|开放日|运动会|"
    "体验课|试听课|图书馆|想象力|创造力|专注力|亲子|视频号|小红书|"
    "一站式|全天候|沉浸式|示范园|第一天|小朋友|共同体|夏令营|冬令营|下午茶|小动物|机器人|"
    "无人机|户外|乐园|双语|校园|报名|入园|数学|体能|手工|种植|营养|校车|社交|国庆|中秋|端午|"
    "元宵|新年|入学|师资|有限|立即|地址|扫码|点赞|抖音|早教|午睡|晨检|昆虫|话剧|小班|中班|"
    "大班|托班|名额|招生|课程|家长|孩子|占地|面积|平方米|开放周|说明会|学年|暑期班|暑假班|寒假班|"
    "训练营|训练|每[天周月年日次班人位个]"
)

# What belongs to a figure: its unit, where it is no time of day and no telephone number, the day of
# a month, and what a dash ties to it.
_FIGURES = (
    re.compile(rf"(?<![\w.,:：~–-])[\d.,~–-]{{0,8}}\d[{HANZI}]", re.ASCII),
    re.compile(r"\d月\d+[日号]"),
    re.compile(r"\S[-–~&+]\S|\d/\S|\S/"),
)

# English words that lean on the next one, and numbers of what follows, which are no years and no
# times of day: no line and no caption should end with them.
_LEANING = re.compile(
    r"a|an|the|and|or|but|nor|so|if|as|at|by|for|from|in|into|of|off|on|onto|out|over|than|that|to|"
    r"under|until|with|without|my|your|our|their|his|her|its|this|these|those|every|each|no|not|"
    r"very|is|are|was|were|be|what|when|where|who|whose|which|why|how|they|we|you|it|i|he|she|"
    r"\d{1,3}(?:[.,]\d+)?",
    re.IGNORECASE,
)

_UNSPACED = re.compile(f"[{UNSPACED}]")
_PAUSES = frozenset("，。、；：！？…—")
_OPENING, _CLOSING = frozenset("（《【〔("), frozenset("）》】〕")
_PARTICLES = frozenset("的了和与在从是就都也很有不让把被给到对为向你我他她它们吧吗呢啊这那")


@lru_cache(maxsize=512)
def breaks(text: str) -> dict[int, float]:
    """Index of a line's possible first character -> the penalty of beginning a line there.

    0 after a pause, less than 1 between phrases and words, `INSIDE_WORD` where a Chinese word
    would be cut. Absent: never (inside a Latin word or number, against the punctuation rules).
    """
    gentle = _phrase_starts(text) if _UNSPACED.search(text) else frozenset()
    found = {at: _penalty(text, at, gentle) for at in range(1, len(text)) if _is_allowed(text, at)}
    return {at: penalty for at, penalty in found.items() if penalty is not None}


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
        return _penalty_of_space(text[: at - 1])
    if not (_UNSPACED.match(before) or _UNSPACED.match(after)):
        return None
    return AT_PHRASE if at in gentle else INSIDE_WORD


def _penalty_of_space(before: str) -> float:
    if before.endswith(tuple(",.;:!?")):
        return AT_PUNCTUATION
    leans = _LEANING.fullmatch(before.rpartition(" ")[2].lstrip("\"'“‘("))
    quoted = before.count('"') % 2 or before.count("“") > before.count("”")
    return AT_SPACE + AFTER_SMALL_WORD * bool(leans) + INSIDE_QUOTE * bool(quoted)


def _phrase_starts(text: str) -> frozenset[int]:
    ends = accumulate(map(len, phrases_of(text)))
    edges = sorted({0, *ends} - _inside_words(text))
    pieces = [text[start:end] for start, end in pairwise(edges)]
    return frozenset(
        at
        for at, (left, right) in zip(edges[1:], pairwise(pieces), strict=False)
        if not (_is_fragment(left) or _is_fragment(right))
    )


def _inside_words(text: str) -> set[int]:
    """Where a word of the trade, or a figure with its unit, would be cut."""
    words = (word for kind in (_TRADE_WORDS, *_FIGURES) for word in kind.finditer(text))
    return {at for word in words for at in range(word.start() + 1, word.end())}


def _is_fragment(piece: str) -> bool:
    """A lone character that is no particle: most likely part of a word the model has cut."""
    word = piece.strip("“”‘’「」")
    return len(word) == 1 and bool(_UNSPACED.match(word)) and word not in _PARTICLES
