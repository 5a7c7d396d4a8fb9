"""Labels and headings: "报名截止：" belongs to its value, "招生亮点" only stands above a list."""

from __future__ import annotations

import re

from projects.language import HANZI, has_hanzi, is_spoken
from videostudio.patterns import late

from .lines import Line
from .unparted import enclosed, is_inside

_KNOWN_ZH = (
    "时间|日期|地点|地址|位置|电话|手机号?|热线|座机|微信号?|邮箱|网址|网站|官网|公众号|QQ群?|费用|学费|餐费|价格|票价|收费|原价|现价|优惠价"
    "|名额|截止(?:时间|日期)?|对象|年龄|人数|联系人|联系方式|报名方式|乘车路线|交通|主讲人?|主持人?|集合点"
)
_OF_WHAT = (
    "报名|活动|上课|开课|集合|联系|咨询|招生|比赛|演出|开放|入园|开学|面试|缴费|参观|学校|园区|校区"
)
_KNOWN_EN = (
    "dates?|times?|places?|venue|address|location|tel|phone|mobile|e-?mail|web(?:site)?|wechat|fees?"
    "|costs?|prices?|tuition|deadline|contact|when|where|ages?|hours|opening hours"
)
_KNOWN = late(
    rf"(?:[{HANZI}]{{0,6}}(?:{_KNOWN_ZH})|(?:[a-z-]+ ){{0,2}}(?:{_KNOWN_EN}))", re.IGNORECASE
)
_LABEL = late(
    rf"(?:(?:(?<=^)|(?<=[\s，,。；]))[{HANZI}]{{0,4}}|(?:{_OF_WHAT})?)(?:{_KNOWN_ZH})\s?[：:]"
    rf"|(?:(?<=^)|(?<=[\s，,。；.]))(?:{_KNOWN_EN})\s?[:：]",
    re.IGNORECASE,
)
_SAYS_NOTHING = late(
    rf"(?:[{HANZI}]{{0,6}}(?:亮点|特色|优势|要点|重点|卖点|看点|特点|内容|安排|信息|介绍|说明|须知|详情|概述|简介|总结|背景|目录|清单"
    r"|列表|流程|福利|理由|概况|如下|一览|总览|大纲|文案|通知|公告|事项|提示|问题|方式|简章|提供|包括|包含|拥有|选择我们|关于我们|有))"
    r"|(?:好的?[，,！!。]\s*)?(?:以下|下面|如下|这些?)[是为][^。！]{0,30}"
    r"|(?:(?:sure|okay|certainly)[,!.]? )?here(?:'s| is| are) .{0,60}"
    r"|(?:[a-z'’-]+ ){0,3}(?:highlights?|features?|benefits?|(?:(?:key|selling|main) )?points?"
    r"|advantages?|strengths|details?|info(?:rmation)?|overview|summary|introduction|contents?|agenda|notes?|outline"
    r"|at a glance|about us|(?:choose|join|pick) us|we offer|to expect|included|includes?"
    r"|following)",
    re.IGNORECASE,
)
_IN_BRACKETS = late(r"[【\[〖『]([^【】\[\]〖〗『』]{1,20})[】\]〗』]\s*[：:]?\s*")
_COLON = late(r"\s*[：:]\s*$")


def without_brackets(line: Line) -> list[Line]:
    """【时间】周六【地点】操场 as two lines with labels; a heading in brackets as one."""
    if not _IN_BRACKETS.match(line.words):
        return [line]
    _, *parts = _IN_BRACKETS.split(line.words)
    pairs = zip(parts[::2], parts[1::2], strict=True)
    return [_labelled(line, label.strip(), value.strip()) for label, value in pairs]


def _labelled(line: Line, label: str, value: str) -> Line:
    if not is_spoken(value):
        return line.saying(label)
    return line.saying(value if says_nothing(label) else f"{label}{_colon(label)}{value}")


def says_nothing(words: str) -> bool:
    """Whether these words only stand above a list: 招生亮点, our highlights."""
    return bool(_SAYS_NOTHING.fullmatch(_COLON.sub("", words).strip()))


def is_known(label: str) -> bool:
    """Whether a label asks for a value, and says nothing without it: 电话, deadline."""
    return bool(_KNOWN.fullmatch(_COLON.sub("", label).strip()))


def with_values(lines: list[Line]) -> list[Line]:
    """Labels joined with the values that stand below them, and no headings that say nothing."""
    joined: list[Line] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if _leads_to_items(lines, at):
            continue
        if not _stands_above(line):
            joined.append(line)
            continue
        below = _below(lines, at)
        if says_nothing(line.words) and len(lines) > 1:
            continue
        if values := _values(line, below):
            said = [value.words for value in values]
            joined.append(line.saying(of_label(line.words, said)))
            at += len(values)
        elif not (is_known(line.words) and len(lines) > 1):
            joined.append(line)
    return joined or lines


def _stands_above(line: Line) -> bool:
    """Whether it is a heading, or a label without a value."""
    return line.is_heading or line.words.endswith(("：", ":"))


def _has_value(line: Line) -> bool:
    return bool(_LABEL.match(line.words))


def _leads_to_items(lines: list[Line], at: int) -> bool:
    """Whether the line before this place only stands above the items of a list."""
    above = lines[at - 1]
    is_above = not above.is_item and at < len(lines) and lines[at].is_item
    return is_above and says_nothing(above.words)


def _below(lines: list[Line], at: int) -> list[Line]:
    """The lines from this one to the next heading or label."""
    after = range(at, len(lines))
    end = next((n for n in after if _stands_above(lines[n]) or _has_value(lines[n])), len(lines))
    return lines[at:end]


def _values(line: Line, below: list[Line]) -> list[Line]:
    """The lines that are what a label stands for."""
    count = next((n for n, other in enumerate(below) if not other.is_item), len(below))
    if is_known(line.words):
        return [] if line.is_heading and _are_told(below) else below[: max(1, count)]
    return below[:1] if count == 0 and not line.is_heading else []


def _are_told(below: list[Line]) -> bool:
    """Whether the lines say themselves what they are, as the rows of a table do."""
    return bool(below) and all(re.search("[：:]", line.words) for line in below)


def of_label(label: str, values: list[str]) -> str:
    name = _COLON.sub("", label)
    return name + _colon(name) + ("、" if has_hanzi(name) else ", ").join(values)


def _colon(label: str) -> str:
    return "：" if has_hanzi(label) else ": "


def parted(text: str) -> list[str]:
    """时间：周六 地点：操场 in two. A text with one label is one part."""
    spans = enclosed(text)
    starts = [label.start() for label in _LABEL.finditer(text)]
    starts = [start for start in starts if not is_inside(spans, start)]
    if len(starts) < 2:
        return [text]
    ends = [*starts[1:], len(text)]
    before = text[: starts[0]]
    parts = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    return [*([before] if is_spoken(before) else []), *parts]
