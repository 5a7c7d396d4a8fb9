"""Words for a gap, put where they belong in what a scene says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from projects.language import WIDE, is_spoken
from videostudio.patterns import late

from .rule import unsaid
from .words import clauses_of, content_of, share

_SENTENCE = late(r".*?(?:[。！？!?…]+[”」\"』）)]?|\.(?=\s|$)|\n|$)\s*", re.DOTALL)
_MOST = 0.8
_SPACED_END = late(rf"[^{WIDE}…\s]$")


def told_anew(narration: str, point: str, words: str, others: Sequence[str]) -> str:
    """The narration with these words for a point: in the place of the sentences that only say a
    part of it, else at the end. What it says of the other points stays."""
    sentences = [sentence for sentence in _SENTENCE.findall(narration) if is_spoken(sentence)]
    parts = [sentence for sentence in sentences if _is_part(sentence, point)]
    said = [other for other in others if not unsaid([other], [narration])]
    if parts:
        first = sentences.index(parts[0])
        rest = [words if at == first else one for at, one in enumerate(sentences)]
        anew = _joined([one for one in rest if one not in parts])
        if not unsaid(said, [anew]):
            return anew
    return _joined([*sentences, words])


def _is_part(sentence: str, point: str) -> bool:
    """Whether nearly all of the sentence stands in the point."""
    content = content_of(sentence)
    return bool(content.weight) and share(content, clauses_of(point)) >= _MOST


def _joined(sentences: Sequence[str]) -> str:
    joined = ""
    for sentence in map(str.strip, sentences):
        joined += (" " if _SPACED_END.search(joined) else "") + sentence
    return joined
