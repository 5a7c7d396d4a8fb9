"""Tells the pictures that this writer describes from those that somebody else does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain

from .languages import written_language
from .stock import Stock, stock_of


def is_ours(description: str, language: str) -> bool:
    """Whether it is from the stock, and nobody has changed it. `language` is its code."""
    return bool(_pattern(language).fullmatch(description))


@cache
def _pattern(language: str) -> re.Pattern[str]:
    stock, grammar = stock_of(language), written_language(language)
    pictures = "|".join(re.escape(text).replace(r"\{p\}", ".+") for text in _pictures(stock))
    looks = "|".join(map(re.escape, chain(*stock.pictures.looks.values())))
    end = re.escape(grammar.FULL_STOP)
    whole = rf"(?:{pictures}){re.escape(grammar.PAUSE)}(?:{looks})(?:{end})?"
    return re.compile(whole, re.IGNORECASE | re.DOTALL)


def _pictures(stock: Stock) -> Iterator[str]:
    yield from chain(*(theme.pictures for theme in stock.themes.themes))
    yield from chain(*(occasion.scenery for occasion in stock.occasions.occasions))
    yield from chain(*stock.roles.pictures.values())
