"""What a listener would notice if Chinese words were said twice: pairs of characters."""

from __future__ import annotations

import re

from projects.language import HANZI

_PLAIN_PAIRS = frozenset(
    re.findall("..", "我们你们您们孩子一个一次一点一些什么怎么自己也是就是可以有一的时时候")
)


def keywords(text: str) -> frozenset[str]:
    runs = re.findall(f"[{HANZI}]+", text)
    return frozenset(run[at : at + 2] for run in runs for at in range(len(run) - 1)) - _PLAIN_PAIRS
