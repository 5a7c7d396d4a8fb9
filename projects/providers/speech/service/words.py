"""The words of a text as a voice says them: how long each takes, and where the voice pauses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from projects.language import HANZI

from ..languages import spoken_language
from ..natural.script import Sentence, sentences

_LETTER = rf"[^\W\d_{HANZI}]"
_PART = re.compile(
    rf"(?P<hanzi>[{HANZI}])|\d+|{_LETTER}+(?:['’-]{_LETTER}+)*|(?P<mark>[，、,;；:：—。！？!?.…])"
)
_END, _COMMA, _SLIGHT = 2.0, 1.0, 0.6
_MARKS = {**dict.fromkeys("。！？!?.…", _END), "、": _SLIGHT}


@dataclass(frozen=True)
class Said:
    """A word, or a hanzi. `position`: of its first character in the text. `units`: how long it
    takes, compared with others. `mark`: how long the pause before it is, compared with that of a
    comma; 0 for none."""

    position: int
    units: float
    mark: float = 0.0


def words_of(text: str, language: str) -> list[Said]:
    """In the order in which they are said. Figures, dates and signs are several words each."""
    found: list[Said] = []
    for sentence, _pause in sentences(text, language):
        found += _words_in(sentence, language, _END if found else 0.0)
    return found


def _words_in(sentence: Sentence, language: str, mark: float) -> Iterator[Said]:
    for part in _PART.finditer(sentence.text):
        if part["mark"]:
            mark = max(mark, _MARKS.get(part["mark"], _COMMA))
            continue
        units = 1.0 if part["hanzi"] else spoken_language(language).weight(part[0])
        yield Said(sentence.places[part.start()], units, mark)
        mark = 0.0
