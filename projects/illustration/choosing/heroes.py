"""Chooses what each scene of a film is about: one drawing, that no other scene has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, takewhile

from ..lexicon import Named, drawings
from ..picture import Layout
from .words import SceneWords

# What a hero costs, in no unit: the cheapest becomes the hero. First, what it is.
_PERSON, _ORNAMENT, _WRITTEN = 0.6, 3.0, 4.0
# Then where it is named. What somebody wants to see goes before all; a picture of the script
# writer's stock only illustrates the title.
_DESCRIBED, _TITLE, _STOCK, _NARRATION, _FILM, _TOPIC = 0.0, 0.5, 1.2, 2.0, 5.0, 6.0
_FILM_AT_ENDS, _TOPIC_AT_ENDS = 1.5, 3.5  # the first and the last scene are about the whole film
_LATER = 0.25  # for each drawing named before it in the same text
_REFUSED, _REFUSED_IN_TITLE = 5.0, 1.0
_ALIKE, _NEXT_ALIKE = 0.8, 0.2
_FIRST, _PLENTY = 2, 4  # of candidates
_ONLY_IN_PASSING = 2.5  # a thing that the last scene names, though the film is not about it
_AT_THE_END = 3.0
_SPEAKER = 2.6  # who says a quote goes before the things that it names
_BESIDE = 0.9  # what stands beside a thing instead of the thing itself

# They write a date, a place or a figure large, so its drawing says nothing more.
WRITES = frozenset({Layout.DATE, Layout.PLACE, Layout.NUMBER})


@dataclass(frozen=True)
class Candidate:
    part: str
    cost: float
    is_named: bool  # by the scene's own words, if perhaps in another drawing of the same thing


def choose(
    scenes: Sequence[SceneWords], layouts: Sequence[Layout], kept: Mapping[int, str]
) -> list[str]:
    """The hero of each scene; "" for one without. `kept`: those that some scenes have already."""
    taken = {hero for index, hero in kept.items() if not scenes[index].shows_own}
    cast = {index: "" for index, words in enumerate(scenes) if words.shows_own} | dict(kept)
    open_for = {
        index: _candidates_for(words, layouts[index])
        for index, words in enumerate(scenes)
        if index not in cast
    }
    while open_for:
        index = min(open_for, key=lambda each: _turn(scenes[each], each, open_for[each], taken))
        cast[index] = _best(open_for.pop(index), taken, scenes[index])
        taken.add(cast[index])
    return [cast[index] for index in range(len(scenes))]


def left_without(
    scenes: Sequence[SceneWords], cast: Sequence[str], layouts: Sequence[Layout]
) -> set[int]:
    """The scenes that are laid out for a large hero, and got none that is worth it, or none that
    their words name."""
    weak = {"", *drawings().written}
    return {
        index
        for index, (words, hero, layout) in enumerate(zip(scenes, cast, layouts, strict=True))
        if layout == Layout.HERO and (hero in weak or not _is_named(hero, words))
    }


def _is_named(hero: str, words: SceneWords) -> bool:
    return any(each.is_named and each.part == hero for each in candidates(words))


def _candidates_for(words: SceneWords, layout: Layout) -> list[Candidate]:
    known = drawings()
    left_out = known.written if layout in WRITES else ()
    found = [each for each in candidates(words) if each.part not in left_out]
    if layout == Layout.QUOTE:
        speaks = {*known.people, *known.figures}
        found.sort(key=lambda each: each.cost - _SPEAKER * (each.part in speaks))
    return found


def _turn(
    words: SceneWords, index: int, candidates: list[Candidate], taken: set[str]
) -> tuple[bool, bool, int, int]:
    """Who has little choice chooses early, and the first scene before most. Who has no choice takes
    something of the topic, when the others have what they need."""
    left = (each.is_named for each in candidates if each.part not in taken)
    free = sum(1 for _ in takewhile(bool, left))
    most = _FIRST if words.is_first else _PLENTY
    return (not free, words.is_last, min(free, most), index)


def _best(candidates: list[Candidate], taken: set[str], words: SceneWords) -> str:
    """A film shows one thing again only if it has nothing else to show, or if the title of a scene
    is about nothing but what the film is about: a lost cat."""
    free = [each for each in candidates if each.part not in taken]
    again = [each.part for each in candidates if each.is_named]
    motif = {*words.of_film} & {one.part for one in words.subject if not one.is_refused}
    if words.is_between and not any(each.is_named for each in free):
        again.sort(key=lambda part: part not in motif)
        free = [] if motif & {*again} else free
    return next((each.part for each in free), None) or next(iter(again), "")


def candidates(words: SceneWords) -> list[Candidate]:
    """The cheapest first; each drawing once."""
    cheapest: dict[str, Candidate] = {}
    contradicts = _other_weather(words) | ({*drawings().dangers} if words.is_last else set())
    for each in sorted(_all_candidates(words), key=lambda each: each.cost):
        if each.part not in contradicts:
            cheapest.setdefault(each.part, each)
    return list(cheapest.values())


def _other_weather(words: SceneWords) -> set[str]:
    """In a film about snow it does not rain, unless a scene says so."""
    known = drawings()
    of_film = {*words.of_film} & {*known.weather}
    if not of_film:
        return set()
    akin = chain.from_iterable(
        (*known.alike.get(one, ()), *known.beside.get(one, ())) for one in of_film
    )
    said = {one.part for mentions in words.own[1:] for one in mentions}
    return {*known.weather} - of_film - {*akin} - said


def _all_candidates(words: SceneWords) -> Iterator[Candidate]:
    sources = (_STOCK if words.is_stock else _DESCRIBED, _TITLE, _NARRATION)
    for source, mentions in zip(sources, words.own, strict=True):
        if source == _TITLE:
            mentions = words.subject
        for number, one in enumerate(_once(mentions)):
            cost = source + _LATER * number + _of_kind(one.part)
            if one.is_refused:
                cost += _REFUSED_IN_TITLE if source == _TITLE else _REFUSED
            cost += _ONLY_IN_PASSING * (words.is_last and _is_in_passing(one.part, words))
            yield from _with_alike(one.part, cost, is_named=True)
    if words.is_last:
        known = drawings()
        ends = known.at_a_grave_end if words.is_of_grave_film else known.at_the_end
        for number, part in enumerate(ends):
            shift = (number + words.seed) % len(ends)
            yield Candidate(part, _AT_THE_END + _LATER * shift, is_named=False)
    for part, source in _of_whole_film(words):
        cost = source + _of_kind(part)
        yield from _with_alike(part, cost, is_named=False)
        for beside in drawings().beside.get(part, ()):
            yield Candidate(beside, cost + _BESIDE + _of_kind(beside), is_named=False)


def _is_in_passing(part: str, words: SceneWords) -> bool:
    known = drawings()
    about = {*words.of_film, *words.of_topic, *known.people, *known.figures}
    return part not in about or part in known.dangers


def _once(mentions: Sequence[Named]) -> Iterator[Named]:
    """The first mention of each drawing."""
    seen: set[str] = set()
    for one in mentions:
        if one.part not in seen:
            seen.add(one.part)
            yield one


def _of_whole_film(words: SceneWords) -> Iterator[tuple[str, float]]:
    film, topic = (_FILM, _TOPIC) if words.is_between else (_FILM_AT_ENDS, _TOPIC_AT_ENDS)
    dangers = drawings().dangers
    for number, part in enumerate(words.of_film):
        if not (words.is_last and part in dangers):
            yield part, film + _LATER * number
    for number, part in enumerate(words.of_topic):
        if part not in dangers:
            yield part, topic + _LATER * number


def _with_alike(part: str, cost: float, *, is_named: bool) -> Iterator[Candidate]:
    yield Candidate(part, cost, is_named)
    for number, alike in enumerate(drawings().alike.get(part, ())):
        yield Candidate(alike, cost + _ALIKE + _NEXT_ALIKE * number, is_named)


def _of_kind(part: str) -> float:
    known = drawings()
    for names, cost in (
        (known.people, _PERSON),
        (known.ornaments, _ORNAMENT),
        (known.written, _WRITTEN),
    ):
        if part in names:
            return cost
    return 0.0
