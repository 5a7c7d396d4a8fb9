"""Splits Chinese text into phrases. A phrase should stay on one line where there is room."""

from __future__ import annotations

from functools import cache

import budoux


def phrases_of(text: str) -> list[str]:
    return _parser().parse(text)


@cache
def _parser() -> budoux.Parser:
    return budoux.load_default_simplified_chinese_parser()
