"""Chinese in plain form: figures, dates, signs and short forms in words, for every voice."""

from __future__ import annotations

import re

from projects.language import HANZI

from ..addresses import addresses
from ..letters import letters
from ..spoken import NUMBER, RANGE, Spoken, one_of, rule
from .calendar import BARE_YEAR, CALENDAR
from .codes import CODES
from .figures import COUNTED, DIGITS, digits, number
from .measures import MEASURES
from .signs import FRACTIONS, LEFT, MARKS


def plain_form(text: str) -> Spoken:
    """Its marks are ，。！？ and 、, and - or ' inside a word in Latin letters."""
    return Spoken.of(text).by(_RULES)


_FIGURE = f"[{DIGITS}\\d十两]"
# A range, and not the ~ that a friendly sentence ends with: 快点~周一见, 今年6岁~一起来玩.
_FROM = "|".join(
    (
        rf"(?<=[{DIGITS}\d十百千万亿两])|(?<=[年月岁点个天]半)|(?<=氏度)|(?<=[厘毫公方][米里斤])",
        rf"(?<=[{DIGITS}\d十百千万两个半][年月日号天周岁点时分元米克斤级折楼层栋排座名位次课期节家台册页秒度升吨倍])",
        r"(?<=[周期][一二三四五六日天末])|(?<=[早晚]上)|(?<=[上下中]午)",
        r"(?<=[托小中大]班)|(?<=年级)|(?<=[小中大]学)",
    )
)
_UP_TO = (
    rf"(?=(?!一[起定同家直边样切]|十分){_FIGURE}"
    r"|[百千][分万]|次|周|星期|早|晚|[上下中]午|[托小中大]班|[小中大]学)"
)
ADDRESSES = addresses(
    web="屏幕上的网址",
    mail="屏幕上的邮箱",
    dot="点",
    named="网址|网站|官网|主页|链接|邮箱|邮件|e-?mail",
    shown="，见屏幕",
)
_FILE = r"pdf|docx?|xlsx?|pptx?|jpe?g|png|mp[34]|zip|txt|csv|exe|apk"

_TITLES = {"Dr": "Doctor ", "Mr": "Mister ", "Mrs": "Missis ", "Ms": "Miz ", "Prof": "Professor "}
_PLACE = "[座区栋幢馆班层]"
_RANGES_OF_LETTERS = [
    rule(rf"(?<![A-Za-z])([A-Z]){RANGE}(?=[A-Z](?![A-Za-z\d]))", lambda m: f"{m[1]}到"),
    rule(
        rf"(?<![A-Za-z])([A-Za-z]\d{{1,3}}){RANGE}(?=[A-Za-z]?\d{{1,3}}(?![A-Za-z\d]))",
        lambda m: f"{m[1]}到",
    ),
    rule(rf"(?<=[A-Z\d])({_PLACE}){RANGE}(?=[A-Z]\d{{0,2}}{_PLACE})", lambda m: f"{m[1]}到"),
]


def _pause(match: re.Match[str]) -> str:
    return "、" if match[0].strip() == "、" else "，"


_RULES = [
    # Marks of writing, and signs that look like them.
    ADDRESSES,
    rule(r"(?<=[A-Za-z])’(?=[A-Za-z])", "'"),
    one_of(_TITLES, before=r"(?<![A-Za-z])", after=r"\.\s*(?=[A-Za-z])"),
    rule(r"(?<![A-Za-z])[Nn][Oo]\.?\s*(?=[1-9]\d{0,3}(?!\d))", "第"),
    rule(r"(?<![A-Za-z])[Nn][Oo]\.?\s*(\d+)", lambda m: f"编号{digits(m[1])}"),
    rule(r"(?<![\d.A-Za-z])(\d+)(?:st|nd|rd|th)(?![A-Za-z])", lambda m: f"第{m[1]}"),
    rule(rf"(?<=[A-Za-z\d])\.(?=(?:{_FILE})(?![A-Za-z\d]))", " 点 "),
    rule(r"(?<![\w.-])(?=\d{1,2}\.(?!\d))", "，"),
    rule(r"(?<=\d)\.(?!\d)", "，"),
    rule(r"(?<![\w.])\.(?=\d)", "0."),
    *MARKS,
    *CODES,
    rule(r"(?<![A-Za-z\d])(\d{1,2})[Vv][Ss]?(?=\d{1,2}(?![A-Za-z\d]))", lambda m: f"{m[1]}对"),
    # Days and hours, then what is left of their signs: ratios, shares, prices, measures.
    *CALENDAR,
    rule(r"(?<![\w%)])[-−](?=\d)", "负"),
    rule(r"(?<=\d):(?=\d)", "比"),
    *MEASURES,
    rule(r"[“”‘’\"《》〈〉「」『』【】\[\]{}<>|\\^`*]|#(?!\d)", " "),
    # What no price and no measure has taken: years, fractions, ranges, numbers.
    BARE_YEAR,
    *FRACTIONS,
    rule(r"#(\d+)", lambda m: f"{number(m[1])}号"),
    *_RANGES_OF_LETTERS,
    rule(rf"(?:{_FROM}){RANGE}{_UP_TO}", "到"),
    rule(rf"(?<![\d.,第负A-Za-z])2(?=(?:到\d+)?(?:{COUNTED}))", "两"),
    rule(r"(?<!\d)\d+(?:\.\d+){2,}", lambda m: "点".join(map(number, m[0].split(".")))),
    *letters(),
    rule(
        rf"(?<=[A-Za-z])[-_·]?(?![1-9]0+(?!\d))(\d{{3,}})(?![\d%]|\.\d|{COUNTED})",
        lambda m: " " + digits(m[1]),
    ),
    rule(rf"(?<=[A-Za-z])(?:[-_.·]?(?=\d)|[-_.](?=[{DIGITS}]))", " "),
    rule(NUMBER, lambda m: number(m[0])),
    *LEFT,
    rule("の", "的"),
    # Pauses.
    rule(r"[（）()；;：:…/—–]+|\.{2,}|--+", "，"),
    rule(rf"(?<=[{HANZI}])\s*[-~]+\s*(?=[{HANZI}])", "，"),
    rule(r"(?:[^\w\s，、。！？,.!?'-]|_)+", " "),
    rule(r"\s*(?:[，、,]\s*)+", _pause),
    rule(r"^[\s，]+|[\s，。！？,.!?]+$", ""),
]
