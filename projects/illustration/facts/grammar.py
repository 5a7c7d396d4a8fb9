"""What reading facts needs to know of a language: patterns with named groups, and words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

Pattern = re.Pattern[str]


@dataclass(frozen=True)
class Grammar:
    """Groups of the patterns:

    date: year, month, day, until_month, until_day, weekday; a number or a name each
    time: half, hour, minute, until_half, until_hour, until_minute; late_half, after the hours
    prices, shares, ratios, spans, counts, free: value or low and high, unit, before, per
    places: labelled, name, or bare: a name alone, which counts only beside a date or a time
    stage: label, text; steps: its groups are the steps; quote: who, words
    change: left_label, left, right_label, right; list: all of it
    """

    dates: Pattern
    times: Pattern
    prices: Pattern
    shares: Pattern
    ratios: Pattern
    spans: Pattern
    counts: Pattern
    free: Pattern
    places: Pattern
    addresses: Pattern
    stages: Pattern
    steps: tuple[Pattern, ...]
    quotes: Pattern
    changes: Pattern
    lists: Pattern
    apart: Pattern  # between the entries of a list
    leads: Pattern  # at the beginning of a list, before its first entry
    pronouns: frozenset[str]  # they do not tell who says a quote
    clause_ends: str  # characters
    needless: Pattern  # at the end of a label
    longest_label: int  # characters
    weekday_names: tuple[str, ...]  # Monday first
    month_names: tuple[str, ...]  # January first
    weekdays: Mapping[str, int]
    months: Mapping[str, int]
    number: Callable[[str], int]  # of a text in figures or in words
    in_24: Callable[[str, int], int]  # half of the day and hour -> hour
    time: Callable[[str, int, str], str]  # half, hour and minute ("" for none) as people write
    time_range: Callable[[str, str], str]
    quarters: Mapping[str, int]  # words for minutes: 半 is 30
    price_unit: Callable[[str, str], str]  # currency and period


def group(found: re.Match[str], name: str) -> str:
    """The group of this name, or of its alternatives, which end in underscores; its spaces are
    single. "" where there is none."""
    groups = found.groupdict()
    named = (groups[key] for key in (name, f"{name}_", f"{name}__") if groups.get(key))
    return " ".join(next(named, "").split())
