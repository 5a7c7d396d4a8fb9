"""What in an English text tells what it is about: the stems of its words."""

from __future__ import annotations

import re

from .grammar import SMALL_WORDS, word_set

_PLAIN = SMALL_WORDS | word_set(
    """be but can do has have how if it let's more no not one so them then there they this up us
    what when where who will you child children day first every little"""
)


def telling(text: str) -> frozenset[str]:
    words = re.findall(r"[a-z'’]+", text.lower())
    return frozenset(word[:5].rstrip("s") for word in words if word not in _PLAIN)
