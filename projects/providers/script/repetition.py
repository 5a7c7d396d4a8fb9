"""Whether a sentence repeats what has just been said."""

from __future__ import annotations

import re

from ..speech.voices import HANZI
from .en.grammar import PLAIN_WORDS

_PLAIN_PAIRS = frozenset(
    re.findall("..", "我们你们您们孩子一个一次一点一些什么怎么自己也是就是可以有一的时时候")
)


def echo(text: str, said: str) -> int:
    """How many telling words, or in Chinese pairs of hanzi, stand in both."""
    return len(_pieces(text) & _pieces(said))


def _pieces(text: str) -> frozenset[str]:
    words = frozenset(re.findall(r"[a-z'’]+", text.lower())) - PLAIN_WORDS
    runs = re.findall(r"[\u3400-\u9fff]+", text) if HANZI.search(text) else []
    pairs = frozenset(run[at : at + 2] for run in runs for at in range(len(run) - 1))
    return words | (pairs - _PLAIN_PAIRS)
