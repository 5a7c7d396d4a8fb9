"""The kinds of facts. A layout draws them, so they hold what is shown, in the scene's language.

`start` is the position in the narration at which the voice names it, or NOT_SPOKEN.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

NOT_SPOKEN = -1


@dataclass(frozen=True)
class Date:
    """A day, or a first day and a last one; or only a month; or only a weekday."""

    shown: str  # as the words have it
    month: int = 0  # 1 to 12; 0 where only a weekday is named
    day: int = 0  # 0 where only a month or a weekday is named
    year: int = 0  # 0 where none is named
    weekday: int | None = None  # 0 is Monday
    until: tuple[int, int] | None = None  # month and day of the last one
    start: int = NOT_SPOKEN


@dataclass(frozen=True)
class Time:
    shown: str  # 上午9:00–11:30, 9:30–11:30 am
    hour: int  # 0 to 23
    minute: int = 0
    until: tuple[int, int] | None = None  # hour and minute of the end
    start: int = NOT_SPOKEN


FEW = 5  # a count from which it is worth a picture of its own


class FigureKind(StrEnum):
    PRICE = "price"
    FREE = "free"
    SHARE = "share"  # 90 %, 8 折
    RATIO = "ratio"  # 1:8
    SPAN = "span"  # from 3 to 6
    COUNT = "count"


@dataclass(frozen=True)
class Figure:
    """`before`, `value`, `unit` and `label` together say it all: 每班 不超过 20 人."""

    kind: FigureKind
    value: str  # 20, 5,800, 1:8, 3–6, 免费
    unit: str = ""  # what stands after it: 人, 元/月, children a class; or its currency's sign
    before: str = ""  # what stands directly before it: 不超过, at most
    label: str = ""  # what it belongs to: 每班, 保教费; may be ""
    start: int = NOT_SPOKEN

    @property
    def is_striking(self) -> bool:
        """Whether it may fill a picture. Two bottles of water may not."""
        if self.kind != FigureKind.COUNT:
            return True
        return bool(self.before) or _whole(self.value) >= FEW


def _whole(value: str) -> int:
    return int(re.split(r"[^\d]", value.replace(",", ""), maxsplit=1)[0] or 0)


@dataclass(frozen=True)
class Place:
    name: str  # may be "" where there is an address
    address: str = ""
    start: int = NOT_SPOKEN


@dataclass(frozen=True)
class Item:
    """A row of a list, a step, or a side of a comparison."""

    text: str
    label: str = ""  # 8:30, 以前; "" where its number is enough
    start: int = NOT_SPOKEN


@dataclass(frozen=True)
class Quote:
    words: str  # without its marks
    who: str = ""
    start: int = NOT_SPOKEN


@dataclass(frozen=True)
class Comparison:
    left: Item
    right: Item


@dataclass(frozen=True)
class Facts:
    """In the order of the words. Those of the narration come before those of title and points."""

    dates: tuple[Date, ...] = ()
    times: tuple[Time, ...] = ()
    figures: tuple[Figure, ...] = ()
    places: tuple[Place, ...] = ()
    steps: tuple[Item, ...] = ()
    items: tuple[Item, ...] = ()  # two or more of equal weight
    quote: Quote | None = None
    comparison: Comparison | None = None
    phone: str = ""
    link: str = ""  # of the web

    @property
    def figure(self) -> Figure | None:
        """The one to be shown large: a price before others, and the first of them."""
        striking = [figure for figure in self.figures if figure.is_striking]
        order = [FigureKind.PRICE, FigureKind.SHARE, FigureKind.RATIO, FigureKind.FREE]
        rank = {kind: number for number, kind in enumerate(order)}
        return min(striking, key=lambda one: rank.get(one.kind, len(order)), default=None)
