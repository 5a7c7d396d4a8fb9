"""Figures that name something and count nothing: telephones, rooms, flights, passwords."""

from __future__ import annotations

import re

from ..spoken import phone_groups, rule
from .figures import in_pairs, one_by_one, phone

_PLACES = "(?:room|suite|apartment|unit|flat|hall|classroom|route|door)s?|bus(?:es)?"
_ACCOUNTS = (
    "(?:pass|access |zip |post|door |area )?code|password|passcode|pin|id|account|order"
    "|ref(?:erence)?|wechat|qq|meeting|flight|dial|call|text"
)


def _abroad(match: re.Match[str]) -> str:
    """+44 20 7946 0958; and +8613800000000, which is written without groups."""
    country, _, rest = re.sub(r"(?<=86)(?=1\d{10}$)", " ", match[0]).partition(" ")
    return ", ".join(map(one_by_one, [*phone_groups(country), *phone_groups(rest)]))


def _rooms(match: re.Match[str]) -> str:
    return match[1] + re.sub(r"\d+", lambda number: in_pairs(number[0]), match[2])


def _named(match: re.Match[str]) -> str:
    return match[1] + one_by_one(match[2])


CODES = [
    rule(
        r"(?<![\w.])(?:\+|00)[1-9]\d{0,2}[- ]?"
        r"(?:\(0\) ?)?(?:\(?\d{1,4}\)?(?:[- .]?\d{3,8}){1,3}|\d{8,12})(?!\d)",
        _abroad,
    ),
    rule(r"(?<![\d.])\+?(?:\d{1,2}[- ])?\(?\d{3,4}\)?[-. ]\d{3,4}[-. ]\d{4}(?!\d)", phone),
    rule(r"(?<![\d.-])(?:1\d{10}|0\d{2,3}-\d{7,8}|\d{3}-\d{4})(?=-\d{1,5}(?!\d)|(?![\d-]))", phone),
    rule(
        r"(?<=\d \d \d \d)(?:,? ?(?:ext(?:ension)?\.?|x)|-) ?(\d{1,6})\b",
        lambda m: f", extension {one_by_one(m[1])}",
        re.IGNORECASE,
    ),
    rule(
        r"\bext(?:ension)?\.? ?(\d{2,6})\b",
        lambda m: f"extension {one_by_one(m[1])}",
        re.IGNORECASE,
    ),
    rule(
        rf"\b((?:{_PLACES}) (?:number )?)"
        rf"(\d{{3,4}}(?:(?:-|–|, | and | or | to )\d{{3,4}})*)(?![,.:/-]?\d|\w)",
        _rooms,
        re.I,
    ),
    rule(
        rf"\b((?:{_ACCOUNTS})(?: is|:| number)*:? )(\d{{3,}})"
        r"(?![,.:/-]?\d|\w| (?:people|times|days))",
        _named,
        re.I,
    ),
    rule(r"\b([A-Z]{2})(\d{3,4})\b(?![,.:]\d)", lambda m: f"{m[1]} {one_by_one(m[2])}"),
    rule(
        r"(?<![\d-])\d{1,4}(?:-\d{1,7}){3,}(?![\d-])",
        lambda m: ", ".join(map(one_by_one, m[0].split("-"))),
    ),
]
