"""Chooses the picture of a scene: it shows what its words name, and each hero once in a film."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from . import lexicon
from .picture import Layout, Picture, Setting

MOST_PARTS = 5
_HERO_AT, _SOON, _ONE_BY_ONE = 0.1, 0.5, 0.3  # seconds


@dataclass(frozen=True)
class SceneWords:
    """What is known of a scene. `topic` is of the whole film; it is looked at last."""

    title: str
    narration: str
    described: str  # how somebody wants the picture; it is looked at first
    topic: str
    language: str
    is_first: bool
    is_last: bool


def choose(
    words: SceneWords, *, taken: Collection[str], before: Picture | None, seed: int
) -> Picture:
    """`taken` are the heroes of the film's other scenes. `before` is the picture of the scene
    before this one: neighbours do not look alike if it can be helped."""
    named = _named(words)
    free = [part for part in named if part not in taken]
    hero = (free or named or [""])[0]
    parts = tuple(part for part in named if part != hero)[:MOST_PARTS]
    return Picture(Layout.HERO, _setting(words, before), hero, parts)


def _named(words: SceneWords) -> list[str]:
    texts = (words.title, words.described, words.narration, words.topic)
    found = (named.part for text in texts for named in lexicon.parts_in(text, words.language))
    return list(dict.fromkeys(found))


def _setting(words: SceneWords, before: Picture | None) -> Setting:
    text = f"{words.title}\n{words.described}\n{words.narration}"
    counted = Counter(lexicon.settings_in(text, words.language)).most_common()
    return counted[0][0] if counted else Setting.HILLS


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
