"""When the parts of a picture come in: when the voice names them."""

from __future__ import annotations

from collections.abc import Sequence

from .. import lexicon
from ..picture import Picture

_HERO_AT, _SOON, _ONE_BY_ONE = 0.1, 0.5, 0.3  # seconds


def named_at(
    picture: Picture, narration: str, language: str, word_times: Sequence[tuple[int, float]]
) -> tuple[float, ...]:
    """The seconds at which the hero and each part come in: when the voice names them.

    The hero is there from the start, or the scene would be empty until then. What the voice does
    not name comes in soon after the hero. `word_times`: position in the narration, and seconds.
    """
    first = {named.part: named.start for named in reversed(lexicon.parts_in(narration, language))}
    others = (
        _spoken_at(first[part], word_times) if part in first else _SOON + _ONE_BY_ONE * number
        for number, part in enumerate(picture.parts)
    )
    return (_HERO_AT, *others)


def _spoken_at(position: int, word_times: Sequence[tuple[int, float]]) -> float:
    return max((at for start, at in word_times if start <= position), default=_SOON)
