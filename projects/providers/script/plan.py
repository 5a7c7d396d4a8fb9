"""Which lines share a scene, and how long key points may be."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from projects.key_points import MOST_POINTS

from ..base import MOST_SHOTS, ROOM_FOR_POINTS, Material
from .languages import Role
from .points import Point
from .spoken_lines import Line

FEWEST_SCENES, MOST_SCENES = 3, 30
LONGEST_NARRATION = 400
_PART = 140
"""At most so many characters has a part of a point that is too long for one scene."""
POINTS_CHARACTERS = 300
"""At most so much of a narration is points, so that an introduction has room too."""

SHORTEST_SCENE = 2.5
"""Lines that take fewer seconds, without the rest after them, are over too soon: the next ones go
on in the same picture."""

_PACE = ((15, 5.0), (30, 6.0), (60, 8.0), (100, 11.0), (300, 14.0))
"""Pairs: seconds of a film, and seconds of a scene in it. Short films change faster."""

_PRACTICAL = (Role.WHEN, Role.WHERE, Role.PRICE, Role.LIMIT)


@dataclass(frozen=True)
class Length:
    """Seconds of a film: what to aim at, and the limits of what was asked for."""

    shortest: float
    aim: float
    longest: float


def seconds_a_scene(film: float) -> float:
    """Seconds of a scene in a film of so many seconds."""
    index = min(max(1, bisect(_PACE, (film,))), len(_PACE) - 1)
    (x0, y0), (x1, y1) = _PACE[index - 1], _PACE[index]
    return y0 + (y1 - y0) * (min(max(film, x0), x1) - x0) / (x1 - x0)


_EASE = 1.25
"""A film that shows material has so many times the least seconds of it, within its limits."""

_FASTER = 0.75
"""A film that has too few scenes for its material is tried with scenes so much shorter."""


def seconds_for(material: Sequence[Material]) -> float:
    """Seconds of a film in which all of this is seen without haste."""
    return _EASE * sum(each.least for each in material)


def scenes_for(
    material: Sequence[Material],
    lines: Sequence[Line],
    scene: float,
    measure: Callable[[Line], float],
) -> list[list[Line]]:
    """`scenes_of`, as many as show all of the material with a first and a last scene, if there are
    enough lines."""
    scenes, enough = scenes_of(lines, scene, measure), len(material) / MOST_SHOTS - 2
    while len(scenes) < min(enough, len(lines)) and scene > SHORTEST_SCENE:
        scene *= _FASTER
        scenes = scenes_of(lines, scene, measure)
    return scenes


def scenes_of(
    lines: Sequence[Line], scene: float, measure: Callable[[Line], float]
) -> list[list[Line]]:
    """The lines in their order, by scenes of about so many seconds."""
    scenes: list[list[Line]] = []
    for line in lines:
        if scenes and _shares(scenes[-1], line, scene, measure):
            scenes[-1].append(line)
        else:
            scenes.append([line])
    return _few(_none_too_short(scenes, measure))


def _shares(before: list[Line], line: Line, scene: float, measure: Callable[[Line], float]) -> bool:
    now, then = _sum(before, measure), measure(line)
    if _characters([*before, line]) > POINTS_CHARACTERS:
        return False
    if now < SHORTEST_SCENE:
        return True
    return _matter(before[-1]) == _matter(line) and now + then <= scene and not before[-1].more


def _matter(line: Line) -> str:
    return "practical" if line.role in _PRACTICAL else line.role


def _none_too_short(scenes: list[list[Line]], measure: Callable[[Line], float]) -> list[list[Line]]:
    """The last scene joins the one before it if it would be over too soon."""
    if len(scenes) < 2 or _sum(scenes[-1], measure) >= SHORTEST_SCENE:
        return scenes
    *before, one, last = scenes
    fits = _characters([*one, *last]) <= POINTS_CHARACTERS
    return [*before, [*one, *last]] if fits else scenes


def _few(scenes: list[list[Line]]) -> list[list[Line]]:
    """At most as many as a film has: the two neighbours join that are the shortest together."""
    while len(scenes) > MOST_SCENES - 2:
        pairs = [_characters([*one, *other]) for one, other in pairwise(scenes)]
        at = pairs.index(min(pairs))
        scenes = [*scenes[:at], [*scenes[at], *scenes[at + 1]], *scenes[at + 2 :]]
    return scenes


def _sum(lines: Sequence[Line], measure: Callable[[Line], float]) -> float:
    return sum(map(measure, lines))


def _characters(lines: Sequence[Line]) -> int:
    return sum(len(line.said) + 1 for line in lines)


def grouped(points: Sequence[Point], scenes: int) -> list[list[Point]]:
    """The points in their order, in at most `scenes` groups of about the same length."""
    if len(points) <= scenes:
        return [[point] for point in points]
    total = sum(_weight(point) for point in points)
    groups: list[list[Point]] = [[] for _ in range(scenes)]
    said = 0.0
    for point in points:
        groups[int((said + _weight(point) / 2) / total * scenes)].append(point)
        said += _weight(point)
    return [group for group in groups if group]


def _weight(point: Point) -> int:
    return len(point.text) + 2


def fitting(
    points: Sequence[Point],
    part: Callable[[Point, int], Sequence[Point]],
    shorten: Callable[[Point, int], Point],
    measure: Callable[[Sequence[Point]], float],
) -> list[Point]:
    """All points; long ones in parts, so that several scenes share them.

    Briefs of people fit the longest film so. The points of others are cut as short as they must be.
    """
    scenes = MOST_SCENES - 2
    if measure(points) <= ROOM_FOR_POINTS:
        for longest in (POINTS_CHARACTERS, 200, _PART, 80):
            parts = _in_parts(points, part, longest)
            if _fits(parts, scenes, measure):
                return parts
    for longest in (POINTS_CHARACTERS, 200, 140, 100, 80, 60, 45, 35, 27, 20, 15, 11, 8, 5):
        cut = [shorten(point, longest) for point in points]
        if _fits(cut, scenes, measure):
            return cut
    return [shorten(point, 5) for point in points[:MOST_POINTS]]


def _in_parts(
    points: Sequence[Point], part: Callable[[Point, int], Sequence[Point]], longest: int
) -> list[Point]:
    """Points of more than `longest` characters in parts, and the others as they are."""
    rows = (
        part(point, min(longest, _PART)) if len(point.text) > longest else [point]
        for point in points
    )
    return [piece for row in rows for piece in row]


def _fits(
    points: Sequence[Point], scenes: int, measure: Callable[[Sequence[Point]], float]
) -> bool:
    if measure(points) > ROOM_FOR_POINTS:
        return False
    return all(
        sum(len(point.text) + 2 for point in group) <= LONGEST_NARRATION - 20
        for group in grouped(points, scenes)
    )
