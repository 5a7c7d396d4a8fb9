"""Chooses where each scene of a film plays: by its words, and not everywhere in the same place."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from projects.vocabulary import Style

from .. import lexicon
from ..lexicon import drawings
from ..picture import Setting
from .words import SceneWords

_IN_TITLE, _IN_NARRATION, _OF_HERO, _OF_TOPIC, _OF_STYLE = 2.0, 1.0, 1.5, 0.6, 0.5
_AS_NEIGHBOUR, _TOO_OFTEN, _MOST = 1.3, 9.0, 0.6  # the last one: a share of the film's scenes
_AKIN = 0.35  # of the votes for a setting
_NOT_WHEN_GRAVE = 3.0
_CHANCE = 0.05  # decides between equals

# Nobody is there unless the words say so: they would tell something that is not true.
_ONLY_IF_NAMED = frozenset(Setting) - {
    Setting.HILLS,
    Setting.CAMPUS,
    Setting.CLASSROOM,
    Setting.OFFICE,
    Setting.STUDIO,
    Setting.PAPER,
    Setting.CITY,
}

_OF_STYLES: dict[str, tuple[Setting, ...]] = {
    Style.WARM: (Setting.CAMPUS, Setting.HILLS),
    Style.LIVELY: (Setting.HILLS, Setting.CAMPUS),
    Style.PROFESSIONAL: (Setting.OFFICE, Setting.STUDIO),
    Style.FRESH: (Setting.HILLS, Setting.PAPER),
    Style.MODERN: (Setting.STUDIO, Setting.CITY),
}


def choose(
    scenes: Sequence[SceneWords], cast: Sequence[str], kept: Mapping[int, Setting]
) -> list[Setting]:
    """`cast`: the hero of each scene. `kept`: the settings that some scenes have already."""
    places: dict[int, Setting] = dict(kept)
    for index, words in enumerate(scenes):
        if index not in places:
            scores = _scores(words, cast[index])
            for near in (index - 1, index + 1):
                if near in places:
                    scores[places[near]] -= _AS_NEIGHBOUR
            for often, count in Counter(places.values()).items():
                scores[often] -= _TOO_OFTEN * (count + 1 > max(1, _MOST * len(scenes)))
            places[index] = max(scores, key=lambda setting: scores[setting])
    return [places[index] for index in range(len(scenes))]


def _scores(words: SceneWords, hero: str) -> dict[Setting, float]:
    chance = random.Random(f"{words.seed}/{words.title}")  # noqa: S311 - no secret
    scores = {setting: chance.random() * _CHANCE for setting in Setting}
    told = Counter[Setting]()
    for setting, votes in _votes(words, hero):
        scores[setting] += votes
        told[setting] += 1
        for number, akin in enumerate(drawings().akin.get(setting, ())):
            scores[akin] += votes * _AKIN - _CHANCE * number
    for setting in Setting:
        if setting in _ONLY_IF_NAMED and not told[setting]:
            scores[setting] -= _TOO_OFTEN
        if words.is_grave and setting not in told and setting not in drawings().when_grave.settings:
            scores[setting] -= _NOT_WHEN_GRAVE
    for number, setting in enumerate(_OF_STYLES.get(words.style, ())):
        scores[setting] += _OF_STYLE - _CHANCE * number
    return scores


def _votes(words: SceneWords, hero: str) -> Iterator[tuple[Setting, float]]:
    for text, weight in (
        (words.described, _IN_TITLE),
        (words.title, _IN_TITLE),
        (words.said, _IN_NARRATION),
        (words.topic, _OF_TOPIC),
    ):
        for setting in dict.fromkeys(lexicon.settings_in(text, words.language)):
            yield setting, weight
    if home := drawings().home_of.get(hero):
        yield home, _OF_HERO
