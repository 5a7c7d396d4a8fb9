"""Bullets and numbers before the points of a list, which nobody wants to see or hear.

Some show by themselves that they only count: "1." or "（一）". Others do so only in a row: "B."
after "A.", "二是" after "一是". What may be said itself always stays: 第一名, 1.2米, 一、二年级.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace

from projects.language import HANZI, has_hanzi
from videostudio.patterns import late

from .lines import Line
from .numerals import HANZI_DIGITS, NUMBERS, ORDINALS, letter, roman, value_of

_SIGNS = "*•·●○■□◆◇▪▫◦‣⁃∙►▶▷▸▻»›→⇒➔➜➤➢★☆✦✧❖✓✔√☑☐☒※◎◉⊙◈♦♥❤✿❀♪|～_"
_BULLET = late(
    rf"(?:(?:[-–—+]|[*>])\s+|[-–—>]+(?![\d\s-])|\++(?=[{HANZI}])|[{_SIGNS}]+|\[[ xX✓√]?\]\s"
    r"|#{1,6}\s)\s*"
)
_OF_SIGNS = ("So", "Sk", "Mn", "Cf")
_SAID_SIGNS = "°℃℉©®™№㎡"
_REFUSAL = late(r"(?P<no>[❌✖✗✘╳❎]|×(?!\d))|[🚫⛔🚳🚭📵🚯🚷]")
_REFUSED = late(r"[不无没勿禁非谢拒免]|\b(?:no|not|never|without|don't)\b", re.IGNORECASE)

_N = rf"(?:\d{{1,2}}|[{HANZI_DIGITS}]{{1,3}})"
_H = f"[{HANZI_DIGITS}]"
_MARK = "[，,、：:.．]"
_NO_NAME = r"(?!\s?[班期号楼栋室年月日])"
_MEASURES = (
    "个位名间班年月日岁天时分元块米楼层号期组门节次周份件台辆人区栋室校园场馆站折倍度"
    "亩对斤克公万千百点成"
)
_COUNTED = (
    "亮点|特色|要点|优势|卖点|理由|原因|步骤|重点|特点|看点|福利|惊喜|好处|要求|提示"
    "|方面|板块|模块|环节"
)
_WORDS = "step|point|tip|reason|highlight|feature|benefit|advantage|part|key point|item"


@dataclass(frozen=True)
class _Kind:
    """A way to number. `sure`: it only counts, even alone. `every`: it must number all lines."""

    pattern: re.Pattern[str]
    sure: bool = False
    every: bool = False
    value: Callable[[str], int] = value_of


def _kind(pattern: str, value: Callable[[str], int] = value_of, **how: bool) -> _Kind:
    return _Kind(late(pattern, re.IGNORECASE), value=value, **how)


_KINDS = (
    _kind(rf"[(（\[【](\d{{1,2}})[)）\]】]{_NO_NAME}[、.．:：]?\s*", sure=True),
    _kind(r"(\d{1,2})、\s*"),
    _kind(r"(\d{1,2})(?:[)）]|[.．、](?!\d))\s*", sure=True),
    _kind(r"([0-9]\ufe0f?\u20e3|🔟)\s*", sure=True),
    _kind(rf"([①-⑳❶-❿⓫-⓴⓵-⓾➀-➓⑴-⒇⒈-⒛㈠-㈩㊀-㊉]){_NO_NAME}[、.．:：)）]?\s*", sure=True),
    _kind(rf"([Ⓐ-ⓩ⒜-⒵]){_NO_NAME}[、.．:：)）]?\s*", letter, sure=True),
    _kind(rf"[(（]({_H}{{1,3}})[)）]{_NO_NAME}[、.．:：]?\s*", sure=True),
    _kind(rf"({_H})[)）]{_NO_NAME}\s*", sure=True),
    _kind(rf"({_H})[、.．](?!{_H}|第)\s*", sure=True),
    _kind(rf"({_H}{{1,3}})[、.．：:]\s*"),
    _kind(
        rf"第({_N})(?:[点条步项招]|个?(?:{_COUNTED})|[个大](?:{_COUNTED})|部分)?"
        rf"(?:[，,：:.．]|、(?!第|{_H}|\d)|是[：:，]?)\s*",
        sure=True,
    ),
    _kind(rf"第({_N})[点条步项招]\s+", sure=True),
    _kind(rf"第({_N})(?:[点条步项招]|\s)\s*"),
    _kind(rf"其({_H}){_MARK}\s*", sure=True),
    _kind(rf"其({_H})"),
    _kind(rf"({_H}{{1,2}})(?:是|来)[：:，]?"),
    _kind(rf"(?:{_COUNTED})之?\s?({_N})\s*(?:[：:、.．，丨]|\s?[-–—]+)\s*"),
    _kind(rf"(?:{_COUNTED})({_N})(?!\d){_NO_NAME}\s*(?=\w)"),
    _kind(rf"(?:{_COUNTED})之?\s?(\d|{_H})\s*(?:[：:、.．，丨]|\s?[-–—]+)\s*", sure=True),
    _kind(
        rf"(?:{_WORDS}|number|no\.?)\s?\.?#?(\d{{1,2}}|{NUMBERS})"
        r"(?:\s*[:：)]|\.(?=\s)|\s*[-–—]+\s|\s[-–—])\s*",
        sure=True,
    ),
    _kind(rf"(?:{_WORDS}|no\.)\s?#?(\d{{1,2}})[.,、，\s]\s*"),
    _kind(r"#(\d{1,2})[:：.)]\s*", sure=True),
    _kind(r"#(\d{1,2})\s+"),
    _kind(rf"({ORDINALS})(?:ly)?(?: of all)?(?:\s*[,:：，]|\s[-–—])\s*", sure=True),
    _kind(r"(\d{1,2})(?:st|nd|rd|th)(?:\s*[:：,.)]|\s[-–—])\s*", sure=True),
    _kind(rf"({NUMBERS})[:：.)]\s*"),
    _kind(r"([Ⅰ-Ⅻⅰ-ⅻ])[.．、)）:：]\s*", sure=True),
    _kind(r"([Ⅰ-Ⅻⅰ-ⅻ])\s*"),
    _kind(r"[(（]?([ivx]{1,4})[.．、)）:：]\s*", roman),
    _kind(rf"[(（]([a-h])[)）]{_NO_NAME}\s*", letter, sure=True),
    _kind(r"([a-h])[)）]\s*", letter, sure=True),
    _kind(rf"([a-h])[.．、]{_NO_NAME}\s*(?=[{HANZI}])", letter, sure=True),
    _kind(rf"([ivx]{{1,4}})[.．、]{_NO_NAME}\s*(?=[{HANZI}])", roman, sure=True),
    _kind(r"([a-z])[.．、:：]\s*", letter),
    _kind(r"([甲乙丙丁戊己庚辛])[、.．:：)）]\s*", "_甲乙丙丁戊己庚辛".index),
    _kind(r"(\d{1,2})(?:\s*[:：]|\s*[-–—]\s)\s*(?!\d)"),
    _kind(r"(0\d)\s+"),
    _kind(rf"(\d{{1,2}})\s+(?=(?-i:[A-Z])|[{HANZI}])(?![{_MEASURES}]|小时)", every=True),
    _kind(rf"(\d)(?=[{HANZI}])(?![{_MEASURES}]|小时)", every=True),
    _kind(rf"\d{{1,2}}(?:\.\d{{1,2}})*\.(\d{{1,2}})[.、]?\s+(?=(?-i:[A-Z])|[{HANZI}])"),
)
_FIRST_WORD = late(r"(?:首先|其次|再次|再者)(?:[，,、：:]\s*|是[：:，]?\s*)|首先(?!是)|其次(?!是)")
_LATER_WORD = late(
    r"(?:最后|然后|接着|此外|另外|同时|还有)(?:[，,、：:]\s*|是[：:，]?)"
    r"|(?:finally|lastly|last|next|then|also|besides|moreover|in addition)[,:]\s*",
    re.I,
)
_ORDINAL = late(r"首先|第?一[是，,]|其一|(?:first|firstly|first of all)[,:]", re.IGNORECASE)


def unmarked(line: str) -> str:
    """A single line without its bullet and without a number that surely only counts."""
    return without_marks([Line(line)])[0].words


def without_marks(lines: list[Line]) -> list[Line]:
    """The lines without bullets and numbers. Numbers are judged over all of them."""
    is_told_in_order = any(_ORDINAL.match(line.words) for line in map(_without_bullet, lines))
    for _ in range(3):
        before = lines
        lines = _without_numbers([_without_bullet(line) for line in lines])
        if lines == before:
            break
    return [_without_ordinal(line, later=is_told_in_order) for line in lines]


def _without_bullet(line: Line) -> Line:
    words = line.words.strip()
    if refusal := _REFUSAL.match(words):
        return replace(line, words=_refused(words[refusal.end() :], refusal), is_item=True)
    rest = words
    while rest and (mark := _sign(rest)):
        rest = rest[mark:]
    return line.saying(words) if rest == words else replace(line, words=rest, is_item=True)


def _sign(words: str) -> int:
    """How many characters of a bullet the words begin with."""
    if bullet := _BULLET.match(words):
        return bullet.end()
    is_sign = (
        unicodedata.category(words[0]) in ("So", "Sk", "Mn", "Cf") and words[0] not in "°℃℉©®™№㎡"
    )
    is_number = any(kind.sure and kind.pattern.match(words) for kind in _KINDS)
    return 1 if is_sign and not is_number else 0


def _refused(words: str, refusal: re.Match[str]) -> str:
    """What stands after ❌ must not be said as if it were welcome."""
    rest = words.lstrip("\ufe0f \t")
    if not rest or _REFUSED.search(rest):
        return rest
    if has_hanzi(rest):
        return ("不要" if refusal["no"] else "禁止") + rest
    return f"No {rest[:1].lower()}{rest[1:]}"


def _without_numbers(lines: list[Line]) -> list[Line]:
    """The lines without their first numbers, where those only count."""
    for kind in _KINDS:
        found = [kind.pattern.match(line.words) for line in lines]
        if not any(found):
            continue
        values = [kind.value(mark[1]) if mark else 0 for mark in found]
        counting = _counting(values, kind)
        lines = [
            replace(line, words=line.words[mark.end() :], is_item=True)
            if mark and is_counting
            else line
            for line, mark, is_counting in zip(lines, found, counting, strict=True)
        ]
    return lines


def _counting(values: list[int], kind: _Kind) -> list[bool]:
    """For each line whether its number only counts: surely, or because another is next to it."""
    if kind.sure:
        return [value > 0 for value in values]
    if kind.every and not (len(values) > 2 and values == [*range(1, len(values) + 1)]):
        return [False] * len(values)
    return _in_runs(values)


def _in_runs(values: list[int]) -> list[bool]:
    """For each value whether it is one of at least two that count on from 1. Others lie between."""
    run: list[int] = []
    counting: set[int] = set()
    for index, value in enumerate(values):
        if value == 1:
            run = [index]
        elif run and value == values[run[-1]] + 1:
            run.append(index)
            counting.update(run)
    return [index in counting for index in range(len(values))]


def _without_ordinal(line: Line, *, later: bool) -> Line:
    mark = _FIRST_WORD.match(line.words) or (later and _LATER_WORD.match(line.words))
    return line.saying(line.words[mark.end() :]) if mark else line
