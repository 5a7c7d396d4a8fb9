"""What in a Chinese text tells what it is about: its characters, without those of any sentence."""

from __future__ import annotations

import re

from projects.language import HANZI

_PLAIN = frozenset(
    "的了是在有和就也都不一个们我你您他她它这那里上下来去到很会要能可以着过得地自己什么怎样多少大小人天日月年时候"
    "孩子老师家长一起先再还又看说做给把被让对从为与及等好每次点样只"
)


def telling(text: str) -> frozenset[str]:
    return frozenset(re.findall(f"[{HANZI}]", text)) - _PLAIN
