"""Chooses the layout of each scene: by the facts in its words, and not the same again and again."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from ..facts import Facts
from ..picture import Layout
from . import heroes
from .words import SceneWords

_IN_TITLE = 2.0  # what the title says is what the scene is about
_AS_BEFORE, _TOO_OFTEN, _MOST = 1.2, 3.0, 0.5  # the last one: a share of the film's scenes
_GOOD_HERO, _SOME_HERO = 2.0, 4.0  # costs of a hero
_NO_HERO = 0.5
_FEW_STEPS = 2  # "first ask, then choose" is a manner of speaking
_MOVED = 1.8  # a date that moves is no date by itself
_LONG_QUOTE = 8  # characters


def choose(
    scenes: Sequence[SceneWords], kept: Mapping[int, Layout], without: Collection[int] = ()
) -> list[Layout]:
    """`kept`: those that some scenes, by their index, have already. `without`: the scenes for which
    others have left no hero."""
    laid_out: dict[int, Layout] = dict(kept)
    for index, words in enumerate(scenes):
        if index not in laid_out:
            scores = dict(_fitting(words, has_hero=index not in without))
            for layout in scores:
                is_beside = layout in (laid_out.get(index - 1), laid_out.get(index + 1))
                so_far = [*laid_out.values()].count(layout)
                too_often = so_far + 1 > max(1, _MOST * len(scenes))
                scores[layout] -= _AS_BEFORE * is_beside + _TOO_OFTEN * too_often
            laid_out[index] = max(scores, key=lambda layout: scores[layout])
    return [laid_out[index] for index in range(len(scenes))]


def _fitting(words: SceneWords, *, has_hero: bool) -> Iterator[tuple[Layout, float]]:
    """The layouts that the words can fill, and how well."""
    if words.is_first or words.is_last:
        yield Layout.OPENING if words.is_first else Layout.CLOSING, 0.0
        return
    yield Layout.HERO, _of_hero(words) if has_hero else _NO_HERO
    facts, title = words.facts, words.title
    if facts.quote:
        yield Layout.QUOTE, 3.5 if len(facts.quote.words) >= _LONG_QUOTE else 1.0
    if facts.comparison:
        yield Layout.COMPARISON, 3.4 + _MOVED * (len(facts.dates) > 1)
    if facts.steps:
        is_timetable = any(step.label for step in facts.steps)
        is_order = len(facts.steps) > _FEW_STEPS
        yield Layout.STEPS, 4.8 if is_timetable else 3.5 if is_order else 2.0
    if facts.items:
        yield Layout.LIST, 1.0 + 0.5 * len(facts.items)
    yield from _of_figures(facts, title)


def _of_figures(facts: Facts, title: str) -> Iterator[tuple[Layout, float]]:
    """When, where and how much: the one in the title before the others."""
    if facts.times or any(date.day or date.month for date in facts.dates):
        has_both = bool(facts.dates and facts.times)
        shown = [*(date.shown for date in facts.dates), *(time.shown for time in facts.times)]
        yield Layout.DATE, 1.8 + 0.7 * has_both + _IN_TITLE * _is_in(title, shown)
    if facts.places:
        names = [name for place in facts.places for name in (place.name, place.address) if name]
        has_address = any(place.address for place in facts.places)
        yield Layout.PLACE, 1.5 + _IN_TITLE * (has_address and _is_in(title, names))
    if facts.figure:
        yield Layout.NUMBER, 2.0 + _IN_TITLE * _is_in(title, [facts.figure.value])


def _is_in(title: str, shown: Sequence[str]) -> bool:
    return any(text in title for text in shown)


def _of_hero(words: SceneWords) -> float:
    best = min((each.cost for each in heroes.candidates(words) if each.is_named), default=9.0)
    return 3.0 if best < _GOOD_HERO else 2.2 if best < _SOME_HERO else _NO_HERO
