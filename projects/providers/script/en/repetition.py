"""What a listener would notice if English words were said twice, and what passes unnoticed."""

from __future__ import annotations

import re

from .grammar import SMALL_WORDS, word_set

_PLAIN_WORDS = SMALL_WORDS | word_set(
    """be but can do has have how if it let's more no not one so them then there they this up us
    what when where who will you"""
)
"""Words that nobody hears twice."""


def keywords(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z'’]+", text.lower())) - _PLAIN_WORDS
