"""Where a line may end, and how badly it would hurt there."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from .phrases import phrases_of

NEVER_FIRST = frozenset("，。、；：！？）》〉」』】〕…—·”’％,.;:!?)]}%°～")
NEVER_LAST = frozenset("（《〈「『【〔“‘([{#￥$")

AT_PUNCTUATION, AT_SPACE, AT_PHRASE, INSIDE_WORD = 0.0, 0.3, 0.4, 4.0

# Words of our users' trade that the phrase model, trained on news, cuts in two.
_TRADE_WORDS = re.compile(
    "人工智能|户外乐园|小班教学|毕业典礼|幼小衔接|蒙台梭利|家园共育|幼儿园|开放日|运动会|"
    "体验课|试听课|图书馆|想象力|创造力|专注力|儿童节|母亲节|父亲节|教师节|视频号|小红书|"
    "一站式|全天候|沉浸式|示范园|第一天|小朋友|共同体|夏令营|冬令营|下午茶|小动物|机器人|"
    "无人机|户外|乐园|双语|校园|报名|入园|数学|体能|手工|种植|营养|校车|社交|国庆|中秋|端午|"
    "元宵|新年|入学|师资|有限|立即|地址|扫码|点赞|抖音|早教|午睡|晨检|昆虫|话剧|小班|中班|"
    "大班|托班|名额|招生|课程|家长|孩子"
)

_CJK = re.compile("[\u2e80-\u2fff\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
_PAUSES = frozenset("，。、；：！？…—")
_OPENING = frozenset("（《【〔(")
_PARTICLES = frozenset("的了和与在从是就都也很有不让把被给到对为向你我他她它们吧吗呢啊这那")


@lru_cache(maxsize=512)
def breaks(text: str) -> dict[int, float]:
    """Index of a line's possible first character -> the penalty of beginning a line there.

    0 after a pause, less than 1 between phrases and words, `INSIDE_WORD` where a Chinese word
    would be cut. Absent: never (inside a Latin word or number, against the punctuation rules).
    """
    gentle = _phrase_starts(text) if _CJK.search(text) else frozenset()
    found = {at: _penalty(text, at, gentle) for at in range(1, len(text)) if _is_allowed(text, at)}
    return {at: penalty for at, penalty in found.items() if penalty is not None}


def _is_allowed(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at]
    return after not in NEVER_FIRST and before not in NEVER_LAST and after != " "


def _penalty(text: str, at: int, gentle: frozenset[int]) -> float | None:
    before, after = text[at - 1], text[at]
    if before in _PAUSES or after in _OPENING:
        return AT_PUNCTUATION
    if before == " ":
        return AT_PUNCTUATION if text[at - 2 : at - 1] in tuple(",.;:!?") else AT_SPACE
    if not (_CJK.match(before) or _CJK.match(after)):
        return None
    return AT_PHRASE if at in gentle else INSIDE_WORD


def _phrase_starts(text: str) -> frozenset[int]:
    starts, at = set(), 0
    for left, right in pairwise(phrases_of(text)):
        at += len(left)
        if not (_is_fragment(left) or _is_fragment(right)):
            starts.add(at)
    return frozenset(_mend(text, starts))


def _is_fragment(piece: str) -> bool:
    """A lone character that is no particle: most likely part of a word the model has cut."""
    word = piece.strip("“”‘’「」")
    return len(word) == 1 and bool(_CJK.match(word)) and word not in _PARTICLES


def _mend(text: str, starts: set[int]) -> set[int]:
    for match in _TRADE_WORDS.finditer(text):
        starts -= set(range(match.start() + 1, match.end()))
    return starts
