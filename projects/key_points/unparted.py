"""What must never be parted: addresses, dates, prices, numbers with their units, brackets."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from projects import addresses
from projects.language import HANZI, MONTH
from videostudio.patterns import late

_IN_PATH = r"[^\s\\/:*?\"<>|，。；：、！？,;]"
_FILE = rf"""(?<![A-Za-z0-9])[A-Za-z]:\\(?:{_IN_PATH}+\\)*
    (?:{_IN_PATH}*?\.[A-Za-z0-9]{{2,4}}(?![A-Za-z0-9])|{_IN_PATH}*)"""
_ADDRESS = rf"{addresses.ADDRESS.pattern}|{_FILE}"
_FLAGS = re.IGNORECASE | re.VERBOSE
_DATE = rf"\b(?:{MONTH})\.?\ \d{{1,2}}(?:st|nd|rd|th)?(?:,?\ \d{{4}})?\b"
_HAS_MARKS = late(rf"{_ADDRESS}|{_DATE}", _FLAGS)
ADDRESS = late(_ADDRESS, _FLAGS)
"""An address of the web, of mail, or of a file on a Windows computer."""

_UNIT = (
    "年级|学年|学期|周岁|小时|分钟|公里|厘米|毫米|公斤|平方米|平米|个月|年|月|日|号|时|点|分|秒|半|元|块|角|万"
    "|亿|千|百|米|斤|克|吨|岁|人|名|位|个|间|所|家|节|次|天|周|晚|班|届|期|层|楼|室|折|倍|度|亩|本|册|辆|台|组|项|种|门|条"
)
_NUMBER = r"\d+(?:[.,:：/~～—–-]\d+)*"
_HANZI_NUMBER = "[〇零一二三四五六七八九十百千万两半]+"
_UNPARTED = late(
    rf"""{_ADDRESS}
  | \+?\d[\d\ -]{{5,}}\d
  | {_DATE}
  | \b\d{{1,2}}(?:st|nd|rd|th)?\ (?:of\ )?(?:{MONTH})\b(?:\ \d{{4}})?
  | (?:(?:us|hk|rmb|cny)?[￥¥$€£]\ ?)?
    (?:(?:上午|下午|晚上|中午|早上)?(?:{_NUMBER}|{_HANZI_NUMBER}(?={_UNIT}))
       (?:\ ?(?:%|％|℃|°C?|㎡|m²|[ap]\.?m\b\.?|[a-z]+(?![a-z]))|\ [a-z]+(?![a-z])|\+)?(?:{_UNIT})*)+
    (?:/(?:[a-z]+|[{HANZI}]{{1,2}}))?
  | [a-z0-9][a-z0-9_'’-]*
    """,
    _FLAGS,
)
_CLOSING = {
    "“": "”",
    "‘": "’",
    "《": "》",
    "「": "」",
    "『": "』",
    "（": "）",
    "(": ")",
    "【": "】",
}
_CLOSING |= {"[": "]", "{": "}", "〈": "〉", '"': '"'}
_DEEPEST = 20

_LONGEST_KEPT = 24
"""Characters of an address that is shown as it was typed."""

LONGEST_SHOWN = 30
"""Characters of an address that the line of a card has room for."""


@lru_cache(maxsize=512)
def enclosed(text: str) -> tuple[tuple[int, int], ...]:
    """Where each outermost pair of brackets or quotes begins and ends."""
    spans: list[tuple[int, int]] = []
    opened: list[tuple[str, int]] = []
    for at, character in enumerate(text):
        closes = [index for index, (closing, _) in enumerate(opened) if closing == character]
        if closes:
            start = opened[closes[-1]][1]
            del opened[closes[-1] :]
            spans = [*(span for span in spans if span[0] < start), (start, at + 1)]
        elif character in _CLOSING and len(opened) < _DEEPEST:
            opened.append((_CLOSING[character], at))
    return tuple(spans)


@lru_cache(maxsize=512)
def addresses_in(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(found.span() for found in ADDRESS.finditer(text))


def is_inside(spans: tuple[tuple[int, int], ...], at: int) -> bool:
    """Whether a place lies between the ends of one of the spans, which are in their order."""
    index = bisect_right(spans, (at, 0)) - 1
    return index >= 0 and spans[index][0] < at < spans[index][1]


def may_part(text: str, at: int) -> bool:
    """Whether a mark at this place may separate: it is in no address, no date and no brackets."""
    return not any(start <= at < end for start, end in (*_with_marks(text), *enclosed(text)))


@lru_cache(maxsize=512)
def _with_marks(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(found.span() for found in _HAS_MARKS.finditer(text))


def cut_back(text: str, at: int) -> int:
    """The last place up to `at` where a cut tears nothing; 0 if there is none."""
    wholes = [found.span() for found in _UNPARTED.finditer(text[: at + 200])]
    for start, end in sorted([*wholes, *enclosed(text)], reverse=True):
        if start < at < end:
            at = start
    return at


def shown(text: str) -> str:
    """The text with long addresses as people write them down.

    Of one of the web it keeps the host, and the first folder if a line of a card has room for it.
    Of a file it keeps the name.
    """
    return ADDRESS.sub(lambda found: _shown(found.group()), text)


def _shown(address: str) -> str:
    if len(address) <= _LONGEST_KEPT or "@" in address:
        return address
    if address[1:3] == ":\\":
        return address.rpartition("\\")[2] or address
    host = addresses.shortened(address)
    folder = re.split("[/?#]", address.partition(host)[2].lstrip("/"), maxsplit=1)[0]
    whole = f"{host}/{folder}" if folder else host
    return whole if len(whole) <= LONGEST_SHOWN else host
