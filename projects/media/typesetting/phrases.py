"""Splits Chinese text into phrases. A phrase should stay on one line where there is room."""

from __future__ import annotations

import re
from functools import cache

import budoux


def phrases_of(text: str) -> list[str]:
    return _parser().parse(text)


def words_of(line: str) -> list[str]:
    """The phrases and the words with spaces of a text, with the space after each."""
    pieces = re.findall(r"\S+\s*", line)
    return [phrase for piece in pieces for phrase in phrases_of(piece)]


@cache
def _parser() -> budoux.Parser:
    return budoux.load_default_simplified_chinese_parser()
