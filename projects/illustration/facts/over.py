"""Whether what a brief is about is over, as its words and its dates tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from videostudio.patterns import late

from .kinds import Date
from .reading import of_scene

_OVER = late(
    r"圆满(?:结束|落幕|举行|完成|成功)|落下帷幕|落幕|回顾|精彩瞬间|精彩回放|花絮|纪实|顺利(?:举行|举办|结束|完成)"
    r"|成功(?:举行|举办)|已经?(?:结束|举行|举办|过去)|(?:举行|举办|结束)了|昨[天晚]|(?<!晚)上(?:周|个?星期|个月)"
    r"|\b(?:took place|(?:was|were) held|has ended|came to (?:an end|a close)|look(?:ing|s)? back"
    r"|recap|is over|yesterday|last (?:night|(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
    r"|(?<!the )last (?:week|month)(?! (?:of|to|for)\b)"
    r"|(?:thanks|thank you) (?:to )?(?:all|every\w+) who (?:came|joined|helped|took part))\b",
    re.IGNORECASE,
)
_TO_COME = late(
    r"报名|预约|即将|将[于在]|敬请|招募|预告|邀请|欢迎.{0,6}(?:来|参加|参观|光临)|明[天晚]|下(?:周|个?星期|个?月)"
    r"|\b(?:sign up|register|rsvp|join us|come along|upcoming|tomorrow|save the date"
    r"|you are invited|will (?:be|take place)"
    r"|next (?:week|month|(?:mon|tues|wednes|thurs|fri|satur|sun)day))\b",
    re.IGNORECASE,
)
_REPORTED_WITHIN = timedelta(days=90)
"""A day without a year that has passed is looked back on for so long. After that, people speak of
the next one."""


def is_over(text: str, language: str, today: date) -> bool | None:
    """None if neither the words nor the dates tell. What is on this very day is to come.

    Words that only a report has count most, then dates; where one day is to come, the film is about
    that one. Then words that only an invitation has.
    """
    if _OVER.search(text):
        return True
    days = [day for found in of_scene("", text, (), language).dates for day in _last(found, today)]
    if days:
        return max(days) < today
    return False if _TO_COME.search(text) else None


def _last(found: Date, today: date) -> Iterator[date]:
    """The last day that it names; nothing if it names only a weekday."""
    month, day = found.until or (found.month, found.day)
    if not month:
        return
    if found.year:
        yield from _day(found.year, month, day)
        return
    years = [
        one for year in range(today.year - 1, today.year + 2) for one in _day(year, month, day)
    ]
    named = [one for one in years if one.weekday() == found.weekday and not found.until]
    if named:
        yield min(named, key=lambda one: abs(one - today))
        return
    past = [one for one in years if today - _REPORTED_WITHIN <= one < today]
    yield from past[-1:] or [one for one in years if one >= today][:1]


def _day(year: int, month: int, day: int) -> Iterator[date]:
    """Of a month alone, its last day. A day that no calendar has is none."""
    try:
        yield date(year, month, day) if day else date(year, month, 28) + timedelta(days=3)
    except ValueError:
        return
