"""The sound of a hanzi that is in no word, by what stands before and after it.

`neighbours.txt` has a line for each pattern: a hanzi, its sound, and a regular expression in which
_ is the hanzi. The first pattern that fits decides. {name} stands for the words that a line of that
name lists. `surnames.txt` has a line for each surname that sounds different than the hanzi alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import NamedTuple

from .dictionary import lines

_REACH = 12  # characters before and after it that are looked at
_OF_A_NAME = (
    "{before a name}_{given}{title}",
    "{before a name}_{title}",
    "{role}[，、 ]?_{given}{after a name}",
)


class _Pattern(NamedTuple):
    sound: str
    before: re.Pattern[str]
    after: re.Pattern[str]


def sound_among(text: str, at: int) -> str:
    """How the hanzi at `at` sounds between its neighbours; "" where they say nothing of it."""
    before, after = text[max(0, at - _REACH) : at], text[at + 1 : at + 1 + _REACH]
    fitting = (
        pattern.sound
        for pattern in _patterns().get(text[at], ())
        if pattern.after.match(after) and pattern.before.search(before)
    )
    return next(fitting, "")


@cache
def _patterns() -> dict[str, list[_Pattern]]:
    found, named = defaultdict(list), _named()
    of_surnames = (f"{line} {name}" for line in lines("surnames.txt") for name in _OF_A_NAME)
    for line in [*of_surnames, *lines("neighbours.txt")]:
        if not line.startswith("{"):
            hanzi, sound, pattern = line.split(maxsplit=2)
            found[hanzi].append(_compiled(sound, pattern, named))
    return found


def _named() -> dict[str, str]:
    lists = (line.partition("} ") for line in lines("neighbours.txt") if line.startswith("{"))
    return {name + "}": words for name, _, words in lists}


def _compiled(sound: str, pattern: str, named: dict[str, str]) -> _Pattern:
    whole = re.sub(r"{[a-z][^}]*}", lambda name: f"(?:{named[name[0]]})", pattern)
    before, after = whole.split("_")
    return _Pattern(sound, re.compile(f"(?:{before})$"), re.compile(after))
