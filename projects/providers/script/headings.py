"""A few words to draw big, out of what was typed."""

from __future__ import annotations

import re
from collections.abc import Iterable

from projects.media.typesetting.phrases import phrases_of

from ..speech.sentences import is_spoken
from ..speech.voices import HANZI
from .en.grammar import PREPOSITIONS, SMALL_WORDS
from .wording import capitalised, clauses

_WIDEST = {"zh": 12, "en": 18}
"""In hanzi, or pairs of letters: what a card says whole, whatever marks stand in it."""

_WIDEST_CLAUSE = {"zh": 16, "en": 18}
_WIDEST_TOPIC = {"zh": 24, "en": 30}
"""A card has room for four lines, and the name of a thing is better long than torn."""

_LABEL = re.compile(r"(?P<label>[^：:]{1,12}?)\s*(?:：|:(?!\d))\s*(?P<value>.+)")
_WIDEST_LABEL = 6
_REACHING_US = re.compile(
    r"联系|微信|电话|手机|热线|邮箱|网址|官网|公众号|QQ|wechat|phone|\btel|e-?mail|web",
    re.IGNORECASE,
)
_MEANS_SOMETHING = {
    "zh": re.compile(r"[\u3400-\u9fff].*[\u3400-\u9fff]"),
    "en": re.compile(r"(?<![\w.@/])[A-Za-z]{3,}(?![\w.@/])"),
}
_LEADING_ZH = re.compile(r"^(?:要办|要|将|正在|举办|举行|迎来|开展|的|和|与|是|在|办)+")
_DANGLING_ZH = re.compile(r"(?:[的地得和与及在从由为把被对向让以是]|来自|以及|或者|或)+$")
_AND_ANOTHER = re.compile(r"以及|暨|(?<![普涉])及(?![时早格])")
_NEW_PHRASE = re.compile(r"(?<=[\s”》」』）)的届·—])|(?<=学年)|(?<=年度)")


def heading(text: str, language: str) -> str:
    """All of a point that a card can say whole, else its first clause or that one's beginning."""
    said = _without_label(text, language)
    if _width(said) > _WIDEST[language]:
        said = next(iter(clauses(said)), "")
    if _width(said) <= _WIDEST_CLAUSE[language]:
        return _to_draw(said, language)
    plain = re.sub(r"[“”\"《》「」]", "", said).strip(" '()（）")
    return _beginning_zh(plain) if language == "zh" else _beginning_en(plain, 5)


def topic_heading(text: str, language: str) -> str:
    """The topic whole, else the longest clause of it that a card can hold, else the part of one."""
    if not (parts := clauses(text)):
        return ""
    for part in [text, *sorted(parts, key=_width, reverse=True)]:
        if _width(part) <= _WIDEST_TOPIC[language]:
            return _to_draw(part, language)
    return _part_zh(parts[0]) if language == "zh" else _beginning_en(parts[0], 10)


def _to_draw(text: str, language: str) -> str:
    if not is_spoken(text):
        return ""
    return text if language == "zh" else capitalised(re.sub(r"\b([ap])\.m\b\.?", r"\1m", text))


def _without_label(text: str, language: str) -> str:
    """What stands after "Date:", but not a bare number or name that nobody would know."""
    if not (found := _LABEL.fullmatch(text)) or _width(found["label"]) > _WIDEST_LABEL:
        return text
    label, value = found["label"], found["value"]
    is_clear = not _REACHING_US.search(label) and _MEANS_SOMETHING[language].search(value)
    return value if is_clear else text


def _beginning_zh(clause: str) -> str:
    short = _within(_WIDEST_CLAUSE["zh"], phrases_of(clause[:60]))
    return _DANGLING_ZH.sub("", "".join(short)).strip() or clause[:10]


def _beginning_en(clause: str, count: int) -> str:
    words = clause.split()
    short = words[:count]
    if len(words) > count and len(short) > 2 and short[-2].lower() in PREPOSITIONS:
        short.pop()
    while len(short) > 1 and short[-1].lower() in SMALL_WORDS:
        short.pop()
    return capitalised(" ".join(short))[: 2 * _WIDEST_TOPIC["en"]].strip()


def _part_zh(clause: str) -> str:
    """The first of two things that are named, else the end, where the thing stands."""
    first = _AND_ANOTHER.split(clause)[0].strip()
    if 6 <= _width(first) <= _WIDEST_TOPIC["zh"]:
        return first
    ends = (clause[cut.start() :] for cut in _NEW_PHRASE.finditer(clause))
    end = next((end for end in ends if 6 <= _width(end) <= _WIDEST_TOPIC["zh"]), "")
    phrases = _within(_WIDEST_TOPIC["zh"], reversed(phrases_of(clause[-60:])))
    end = _LEADING_ZH.sub("", end or "".join(reversed(phrases))).strip()
    return end if HANZI.search(end) else _beginning_zh(clause)


def _within(widest: float, phrases: Iterable[str]) -> list[str]:
    short: list[str] = []
    for phrase in phrases:
        if _width("".join(short) + phrase) > widest:
            break
        short.append(phrase)
    return short


def _width(text: str) -> float:
    """Latin letters and digits are half as wide as hanzi."""
    return sum(0.5 if character.isascii() else 1 for character in text)
