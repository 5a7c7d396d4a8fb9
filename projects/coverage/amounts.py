"""Amounts: the figures, dates, times, numbers to call and addresses in a text, made comparable.

15:00, 下午三点 and 3 pm are one time. `illustration/facts` reads what a picture shows of them; this
reads all of them, in every form in which somebody may say them again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import Any

from projects.addresses import ADDRESS, shortened

from . import en, zh
from .found import Clock
from .numbers import number_of


class Kind(StrEnum):
    LINK = "link"
    PHONE = "phone"
    DATE = "date"
    YEAR = "year"
    WEEKDAY = "weekday"
    TIME = "time"
    RATIO = "ratio"
    NUMBER = "number"


@dataclass(frozen=True)
class Amount:
    """`value`: of a link and a phone a text, of a date month and day (0 where it is not named), of
    a time the minutes of the day that it may mean, of all else a number."""

    kind: Kind
    value: Any
    text: str  # as it stands there, with its unit
    start: int
    unit: str = ""  # of a number: what it counts, as one of `units`; "" where nobody knows
    is_soft: bool = False  # "a", "one": it may be left out

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    def equals(self, other: Amount) -> bool:
        if self.kind != other.kind:
            return _is_hour(self, other) or _is_hour(other, self)
        return _ALIKE.get(self.kind, _are_same)(self, other)

    def is_like(self, other: Amount) -> bool:
        """Whether it could stand in the place of the other: another time, another price."""
        return self.kind == other.kind and _are_of_one_unit(self, other)


def _are_same(one: Amount, other: Amount) -> bool:
    return one.value == other.value


def _are_same_numbers(one: Amount, other: Amount) -> bool:
    return one.value == other.value and _are_of_one_unit(one, other)


def _are_of_one_unit(one: Amount, other: Amount) -> bool:
    return one.unit == other.unit or not (one.unit and other.unit)


def _may_be_same_time(one: Amount, other: Amount) -> bool:
    return not set(one.value).isdisjoint(other.value)


def _may_be_same_day(one: Amount, other: Amount) -> bool:
    """ "18日" may be that of June. "June" alone is not."""
    (month, day), (other_month, other_day) = one.value, other.value
    return day == other_day and (month == other_month or 0 in (month, other_month))


_ALIKE: dict[Kind, Callable[[Amount, Amount], bool]] = {
    Kind.NUMBER: _are_same_numbers,
    Kind.TIME: _may_be_same_time,
    Kind.DATE: _may_be_same_day,
}


def _is_hour(number: Amount, time: Amount) -> bool:
    """Whether "at ten" is 10 o'clock."""
    if (number.kind, time.kind) != (Kind.NUMBER, Kind.TIME) or number.unit:
        return False
    return any(minute == 60 * number.value for minute in time.value)


def apart(wanted: Iterable[Amount], told: Iterable[Amount]) -> tuple[list[Amount], list[Amount]]:
    """Those that are wanted and are not told, and those that are told and not wanted. Each counts
    once; what is soft is never lacking, nor too much."""
    rest, lacking = list(told), []
    for one in sorted(wanted, key=lambda amount: amount.is_soft):
        if same := next(filter(one.equals, rest), None):
            rest.remove(same)
        elif not one.is_soft:
            lacking.append(one)
    return lacking, [one for one in rest if not one.is_soft]


@lru_cache(maxsize=2048)
def amounts_in(text: str) -> tuple[Amount, ...]:
    """In their order."""
    found: list[Amount] = []
    rest = text
    for read in (_links, _dates, _phones, _weekdays, _times, _ratios, _years, _figures, _numerals):
        for amount in read(rest):
            rest = f"{rest[: amount.start]}{'·' * len(amount.text)}{rest[amount.end :]}"
            found.append(amount)
    return tuple(_with_units(sorted(found, key=lambda amount: amount.start)))


def _with_units(found: list[Amount]) -> list[Amount]:
    """Of "6000-8000元" both have the unit, and so have both of "ages 6-8"."""
    for at, (one, other) in enumerate(pairwise(found)):
        is_stretch = one.kind == other.kind == Kind.NUMBER and other.start - one.end == 1
        if is_stretch and not (one.unit and other.unit):
            unit = one.unit or other.unit
            found[at : at + 2] = replace(one, unit=unit), replace(other, unit=unit)
    return found


def _links(text: str) -> Iterator[Amount]:
    for found in ADDRESS.finditer(text):
        yield Amount(Kind.LINK, shortened(found[0]).casefold(), found[0], found.start())


_PHONE = re.compile(
    r"(?<![\d.,])(?<!\d[:：])(?:\+?\(?\d{1,4}\)?[- ]?)?\(?\d{2,4}\)?(?:[- ]?\d{3,8}){1,3}"
    r"(?!\d|[.:：]\d|\s?(?:[-–—~～至到]|元|万|RMB|yuan))"
)
_FEWEST_DIGITS, _MOST_DIGITS = 7, 15


def _phones(text: str) -> Iterator[Amount]:
    for found in _PHONE.finditer(text):
        digits = re.sub(r"\D", "", found[0]).removeprefix("86")
        if _FEWEST_DIGITS <= len(digits) <= _MOST_DIGITS:
            yield Amount(Kind.PHONE, digits, found[0], found.start())


def _dates(text: str) -> Iterator[Amount]:
    """The last day of a stretch, 9月25日—27日, is of the same month."""
    before: Amount | None = None
    for found in sorted((*zh.dates(text), *en.dates(text)), key=lambda date: date.start):
        month, day = found.month, found.day
        if before and not month and found.start - before.end <= _BETWEEN:
            month = before.value[0]
        before = Amount(Kind.DATE, (month, day), found.text, found.start)
        yield before


_BETWEEN = 4
"""At most so many characters stand between the ends of a stretch of time."""

_RATIO = re.compile(r"(?<![\d:：])(\d{1,3})\s?[:：比]\s?(\d{1,3})(?![\d:：])")


def _ratios(text: str) -> Iterator[Amount]:
    for found in _RATIO.finditer(text):
        yield Amount(Kind.RATIO, (int(found[1]), int(found[2])), found[0], found.start())


_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:年|(?=届|学年|\b))(?!\s?(?:元|RMB|yuan))")


def _years(text: str) -> Iterator[Amount]:
    for found in _YEAR.finditer(text):
        yield Amount(Kind.YEAR, int(found[1]), found[0], found.start())


def _weekdays(text: str) -> Iterator[Amount]:
    for found in (*zh.weekdays(text), *en.weekdays(text)):
        yield Amount(Kind.WEEKDAY, found.day, found.text, found.start)


_DAY = 24 * 60
_NOON = 12 * 60


def _times(text: str) -> Iterator[Amount]:
    """A time without a half of the day may be in either, unless the text counts to 24."""
    clocks = _apart((*zh.times(text), *en.times(text)))
    is_in_24 = any(clock.hour > 12 for clock in clocks)
    for clock in clocks:
        minute = (60 * clock.hour + clock.minute) % _DAY
        is_plain = clock.hour > 12 or (is_in_24 and not clock.half) or clock.text.startswith("0")
        if clock.half == "late" and minute < _NOON:
            minutes = {minute + _NOON}
        elif clock.half == "early":
            minutes = {minute % _NOON if clock.hour == 12 else minute}
        else:
            minutes = (
                {minute} if is_plain or clock.half else {minute % _NOON, minute % _NOON + _NOON}
            )
        yield Amount(Kind.TIME, frozenset(minutes), clock.text, clock.start)


def _apart(clocks: Iterable[Clock]) -> list[Clock]:
    """In their order, and where both languages read one, the one that says more."""
    apart: list[Clock] = []
    for clock in sorted(clocks, key=lambda clock: (clock.start, -clock.end)):
        if not apart or clock.start >= apart[-1].end:
            apart.append(clock)
    return apart


_NUMBER = re.compile(r"(?<![A-Za-z\d.])(?:\d+(?:,\d{3})+|\d+)(?:\.\d+)?(?P<much>[万千百亿]?)")


def _figures(text: str) -> Iterator[Amount]:
    for found in _NUMBER.finditer(text):
        yield _counted(text, found.start(), found[0], number_of(found[0]))


def _numerals(text: str) -> Iterator[Amount]:
    for word in (*zh.numbers(text), *en.numbers(text)):
        amount = _counted(text, word.start, word.text, word.value)
        yield replace(amount, is_soft=amount.value == 1)


def _counted(text: str, start: int, digits: str, value: float) -> Amount:
    """With the unit after it, or the currency before it."""
    end = start + len(digits)
    for unit, before, after in (*zh.UNITS, *en.UNITS):
        sign = before and re.search(rf"(?:{before})\s?$", text[max(0, start - 8) : start], re.I)
        found = re.compile(rf"\s?(?:{after})").match(text, end)
        if sign or found:
            begin = start - len(sign[0]) if sign and not sign[0][0].isalpha() else start
            stop = found.end() if found else end
            half = zh.HALF.match(text, stop)
            value, stop = (value + 0.5, half.end()) if half else (value, stop)
            return Amount(Kind.NUMBER, value, text[begin:stop].rstrip(), begin, unit)
    return Amount(Kind.NUMBER, value, digits, start)
