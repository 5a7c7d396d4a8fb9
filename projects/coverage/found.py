"""What the readers of each language find in a text, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Half = Literal["", "early", "late", "exact"]
"""Of the day; exact: the hour alone tells it, as noon does."""


@dataclass(frozen=True)
class Found:
    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True)
class Day(Found):
    month: int  # 0 where none is named
    day: int  # 0 where only a month is named


@dataclass(frozen=True)
class Weekday(Found):
    day: int  # 0 is Monday


@dataclass(frozen=True)
class Clock(Found):
    hour: int
    minute: int
    half: Half


@dataclass(frozen=True)
class Number(Found):
    value: float
