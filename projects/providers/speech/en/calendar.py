"""Days, months, years and hours as an English voice has to get them."""

from __future__ import annotations

import re

from ..spoken import RANGE, rule

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DECADES = ("", "tens", "twenties", "thirties", "forties", "fifties", "sixties") + (
    *("seventies", "eighties", "nineties"),
)


def month_and_day(one: int, other: int) -> str:
    """31/10 and 10/31 are the same day, but 12/10 is one in London and another in New York.

    So two small figures are said as they stand, which is right in both.
    """
    month, day = sorted((one, other))
    return (
        f"{MONTHS[month - 1]} {_ordinal(day)}" if 0 < month <= 12 < day <= 31 else f"{one} {other}"
    )


def _ordinal(day: int) -> str:
    ending = "th" if 10 < day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"


def _day_of_month(match: re.Match[str]) -> str:
    last = f" to {_ordinal(int(match[3]))}" if match[3] else ""
    return f"{match[1]} {_ordinal(int(match[2]))}{last}"


def _year(year: str) -> str:
    """In two halves, as people say it; 2005 and 1900 stay whole."""
    return year if year[2] == "0" else f"{year[:2]} {year[2:]}"


def _year_first(match: re.Match[str]) -> str:
    return f"{MONTHS[int(match[2]) - 1]} {_ordinal(int(match[3]))}, {_year(match[1])}"


def _year_last(match: re.Match[str]) -> str:
    return f"{month_and_day(int(match[1]), int(match[3]))}, {_year(match[4])}"


def _decade(match: re.Match[str]) -> str:
    return f"{match[1] or ''} {_DECADES[int(match[2])]}".strip()


def _time(match: re.Match[str]) -> str:
    """17:00 is 5 pm. Hours from 1 to 12 stay as they are: 9:30 may be of either half."""
    hour, minute = int(match[1]), match[2]
    if not match[3] and minute == "00" and hour % 24 == 0:
        return "midnight"
    half = "" if match[3] or 0 < hour < 13 else " pm" if 12 < hour < 24 else " am"
    said = f"{hour % 12 or 12}"
    if minute == "00":
        return said + (half or ("" if match[3] else " o'clock"))
    return f"{said} {minute.replace('0', 'oh ') if minute[0] == '0' else minute}{half}"


_IN_FULL = {name[:3]: name for name in (*MONTHS, *_DAYS)} | {
    "Sept": "September",
    "Tues": "Tuesday",
    "Thur": "Thursday",
    "Thurs": "Thursday",
}
_MONTH, _DAY = "|".join(MONTHS), "|".join(_DAYS)
_NAME = "|".join((_MONTH, _DAY, *sorted(_IN_FULL, key=len, reverse=True)))
# Words and names of people as well, and so a day or a month only beside figures or other days.
_UNSURE = "Jan|Mar|Jun|Sat|Sun"
_SURE = "|".join(sorted({*_IN_FULL} - {*_UNSURE.split("|")}, key=len, reverse=True))
_BESIDE = (
    rf"(?=[:,]? ?\(?\d|{RANGE}(?:{_NAME})\b| ?[,&/] ?(?:{_NAME})\b| (?:and|or|to) (?:{_NAME})\b"
    r"| (?:morning|afternoon|evening|night)s?\b)"
)
_AFTER = (
    rf"\b((?:(?:{_DAY}|{_MONTH})(?:{RANGE}| ?[/&] ?|(?:,? and|,? or| to|,)? )"
    r"|(?:on|every|each|this|next|last|until|till|\d ?[ap]m,?) ))"
)
_BEFORE_YEAR = (
    r"\b((?:in|of|since|until|by|from|year|spring|summer|autumn|fall|winter"
    rf"|(?:{_MONTH})(?: \d{{1,2}}(?:st|nd|rd|th)?)?,?)\s+)"
)
_DATE = r"(3[01]|[12]\d|[1-9])"
_OF_DAY = r"(?=((?:[-–—]1?\d(?:\.[0-5]\d)?)?\s*[ap]\.?m\b))"

CALENDAR = [
    rule(rf"\b({_SURE})\b\.?", lambda m: _IN_FULL[m[1]]),
    rule(rf"\b({_UNSURE})\b\.?{_BESIDE}", lambda m: _IN_FULL[m[1]]),
    rule(rf"{_AFTER}\b({_UNSURE})\b(?!')\.?", lambda m: m[1] + _IN_FULL[m[2]]),
    rule(r"(\d(?:st|nd|rd|th)? )(Jan|Mar|Jun)\b\.?", lambda m: m[1] + _IN_FULL[m[2]]),
    rule(
        rf"(\b(?:{_DAY}|{_MONTH})|\d ?[ap]m|[ap]\.m\.){RANGE}(?=(?:{_DAY}|{_MONTH})\b)",
        lambda m: f"{m[1]} to ",
    ),
    rule(rf"\b((?:{_MONTH}) \d\d?(?:st|nd|rd|th)?){RANGE}(?={_MONTH})", lambda m: f"{m[1]} to "),
    rule(rf"(\d(?:st|nd|rd|th)? (?:{_MONTH})){RANGE}(?=\d)", lambda m: f"{m[1]} to "),
    rule(
        rf"\b({_MONTH}) {_DATE}(?:{RANGE}{_DATE})?(?!\w|[.:,/%]\d|{RANGE}\d|\s?[ap]\.?m\b)",
        _day_of_month,
    ),
    rule(r"(?<!\d)(\d{4})[-/.](0?[1-9]|1[0-2])[-/.](3[01]|[12]\d|0?[1-9])(?!\d)", _year_first),
    rule(
        r"(?<![\d.,-])((?:19|20)\d\d)-(0[1-9]|1[0-2])(?![\d-])",
        lambda m: f"{MONTHS[int(m[2]) - 1]} {_year(m[1])}",
    ),
    rule(r"(?<![\w/.])(\d\d?)([/.])(\d\d?)\2((?:19|20)\d\d)\b", _year_last),
    rule(
        rf"(?<![\d.,$€£￥¥-])((?:19|20)\d\d){RANGE}((?:19|20)\d\d)\b(?![.,]\d)",
        lambda m: f"{_year(m[1])} to {_year(m[2])}",
    ),
    rule(_BEFORE_YEAR + r"((?:19|20)\d\d)\b", lambda m: m[1] + _year(m[2]), re.IGNORECASE),
    rule(r"\b((?:19|20)(?=\d0)|(?!10))([1-9])0'?s\b", _decade),
    rule(r"(?<![\d:])([01]?\d|2[0-4]):([0-5]\d)(?![\d:])(?=(\s*[ap]\.?m\b)?)", _time, re.I),
    rule(rf"(?<![\d:.])(1?\d)\.([0-5]\d){_OF_DAY}", _time, re.I),
]
