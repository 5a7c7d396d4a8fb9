"""What belongs together on a line and in a caption, whatever stands in it: ranges, dates, times,
telephone numbers, a road and its house, a figure and its unit, a title and its name.

Quantifiers are possessive (`++`) so that thousands of figures in a row keep nobody waiting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from projects.language import HANZI, MONTH
from videostudio.patterns import late

_MONTH = rf"(?:{MONTH})\b\.?"
_DAY = (
    r"(?:Mon(?:day)?|Tue(?:s(?:day)?)?|Wed(?:nesday)?|Thu(?:rs(?:day)?)?|Fri(?:day)?"
    r"|Sat(?:urday)?|Sun(?:day)?)\b\.?"
)
_LATIN_UNIT = (
    r"(?:[ap]\.?m\b\.?|km/h|[kcm]?m[²³]?|[km]?g|m?[lL]|[km]W|h|hrs?|min|s|kHz|GB|MB|yuan|RMB|USD)"
    r"(?![A-Za-z\d])|[%％‰℃℉㎡㎥㎞㎝㎏]|°[CF]?"
)
_UNIT = (
    r"(?:年级?|个?月|日|号|点钟?半?|时|分钟?|秒|周岁?|岁半?|个?小时|天|课时|学期|学年|节课?|次|期|届|班|级"
    r"|[百千万亿]*[美欧]?元|[百千万亿]+|块|折|倍|平方米|[厘毫分公]?[米克升里斤]|吨|亩|摄氏度|度"
    r"|[人名位个间所门种本张场件项家套组层楼栋])"
)
_FRACTION = "[½⅓⅔¼¾⅛⅜⅝⅞]"
_NUMBER = rf"(?:\d++(?:[.,:：]\d++)*+{_FRACTION}?|{_FRACTION})"
_NUMERAL = "[〇零一二三四五六七八九十两百千]"
_WEEKDAY = "(?:周|星期|礼拜)[一二三四五六日天]"
_PART_OF_DAY = "(?:[上下中]午|早上|晚上|早晨|凌晨|傍晚)"
_MONEY = r"(?:[¥￥$€£₹]|RMB|USD|HK\$)\s?"
# One end of a range: ￥1,280.50, 3月5日, 下午4点半, 周五, K3, 36.5℃, 5 March, March 5, 大班.
_END = (
    rf"(?:(?:{_WEEKDAY})?{_PART_OF_DAY}?(?:"
    rf"(?:{_MONEY}|ages\s)?[A-Z]{{0,2}}(?:\d++{_UNIT})*+{_NUMBER}"
    rf"(?:\s?(?:{_LATIN_UNIT}|{_MONTH})|{_UNIT})?|(?:{_NUMERAL}++{_UNIT})++)"
    rf"|(?:\d++{_UNIT})++|{_MONTH}(?:\s\d{{1,2}}(?!\d))?|{_DAY}|{_WEEKDAY}|{_PART_OF_DAY}"
    rf"|[托小中大]班|[A-Z](?![A-Za-z]))"
)
_BEFORE, _AFTER = late(rf"(?<![A-Za-z\d.,]){_END}$"), late(_END)
_TO = late(r"\s?(?:[-–~～－−]|(?<!—)—(?!—)|至|到|\bto\b)\s?")
_LONGEST_END = 24  # characters

_ROAD = r"(?:Road|Street|Avenue|Lane|Drive|Square|Rd|St|Ave|Ln)\b"
_PLACE = r"(?:Rooms?|Building|Floor|Gates?|Class|Grade|Hall|Unit|Block|ages?|aged)"

_TIED = (
    # Dates and times.
    late(r"(?<!\d)(?:\d{2,4}年)?\d{1,2}月(?:\d{1,2}[日号])?"),
    late(rf"(?<!{_NUMERAL}){_NUMERAL}++年{_NUMERAL}++月(?:{_NUMERAL}++[日号])?"),
    late(rf"{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s\d{{4}}\b)?"),
    late(rf"(?<!\d)\d{{1,2}}(?:st|nd|rd|th)?\s{_MONTH}(?:,?\s\d{{4}}\b)?"),
    late(rf"{_DAY},\s\d{{1,2}}\s{_MONTH}"),
    late(rf"[日号]\s?[（(]{_WEEKDAY}[)）]|{_WEEKDAY}(?:[、和及][一二三四五六日天])++"),
    late(rf"{_PART_OF_DAY}\s?{_NUMBER}{_UNIT}?|\d[:：]\d"),
    # Telephone numbers in groups.
    late(r"(?<!\d)(?:\+\d{1,3}[ -])?[(（]?\d{2,4}[)）]?(?:[ -]\d{3,4}){2,4}(?!\d)"),
    late(r"(?<!\d)(?:\+\d{1,3}[ -]?)?[(（]?0\d{2,3}[)）]?[ -]?\d{7,8}(?!\d)"),
    # Other numbers by which people are reached, and where they are.
    late(r"(?:微信号?|QQ群?|电话|手机)[:：]?\s?[\w-]{4,20}+", re.ASCII),
    late(
        rf"(?:[{HANZI}]{{2}}(?:街道|镇|村|社区))?[{HANZI}]{{1,2}}[路街道巷弄]\s?\d++\s?[号弄]"
        r"(?:\s?\d++\s?(?:幢|栋|座|号楼|单元|楼|层|室|号)){0,4}+"
    ),
    late(rf"(?:\bNo\.\s)?\b\d++,?(?:\s[A-Z][a-z.]++){{1,3}}\s{_ROAD}"),
    late(rf"\b{_PLACE}\s(?:\d++[A-Z]?|[A-Z]\d*+)(?![\w])", re.IGNORECASE),
    # A figure and its unit, a sign and its figure, a title and its name.
    late(rf"{_FRACTION}\s\w"),
    late(rf"(?<![\d.,]){_NUMBER}\s?(?:{_LATIN_UNIT})|(?<![\d.,]){_NUMBER}\s{_UNIT}"),
    late(rf"{_MONEY}{_NUMBER}\s?[百千万亿]?元?"),
    late(r"(?<![A-Za-z])(?:Mr|Mrs|Ms|Dr|Prof|St|Nos?|Fig|Vol|pp?)\.\s[A-Z\d]"),
    late(r"(?:(?<![A-Za-z])[A-Z]\.\s)+[A-Z]"),
    # The title of a book.
    late("《[^《》]{1,15}》"),
)
_PAIRS = late('"[^"]{1,80}"|“[^“”]{1,40}”|「[^「」]{1,40}」|（[^（）]{1,40}）|\\([^()]{1,80}\\)')


def tied(text: str) -> set[int]:
    """Where a line would cut something that belongs together: before these characters."""
    spans = [found.span() for kind in _TIED for found in kind.finditer(text)]
    return {at for start, end in [*spans, *_ranges(text)] for at in range(start + 1, end)}


def _ranges(text: str) -> Iterator[tuple[int, int]]:
    for to in _TO.finditer(text):
        before = text[max(0, to.start() - _LONGEST_END) : to.start()]
        start = _BEFORE.search(before)
        end = _AFTER.match(text[to.end() : to.end() + _LONGEST_END])
        if start and end:
            yield to.start() - len(before) + start.start(), to.end() + end.end()


def within_pairs(text: str) -> set[int]:
    """The places inside a quotation or brackets. A line may end there, but better elsewhere."""
    spans = (found.span() for found in _PAIRS.finditer(text))
    return {at for start, end in spans for at in range(start + 2, end - 1)}
