"""How many scenes a film has, which points share one, and how long they may be."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from projects.key_points import MOST_POINTS

from ..base import ROOM_FOR_POINTS
from .points import Point

FEWEST_SCENES, MOST_SCENES = 3, 10
LONGEST_NARRATION = 400
_PART = 140
"""At most so many characters has a part of a point that is too long for one scene."""
POINTS_CHARACTERS = 300
"""At most so much of a narration is points, so that an introduction has room too."""

_PACE = ((15, 5.0), (30, 6.0), (60, 8.0), (100, 11.0), (180, 18.0))
"""Pairs: seconds of a film, and seconds of a scene in it. Short films change faster."""


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


def scene_count(film: float, points: Sequence[Point], spoken: float) -> int:
    """One scene a point where that suits the length. `spoken`: seconds of the points alone."""
    scene = seconds_a_scene(film)
    fewest, most = round(film / scene / 1.1), round(film / scene * 1.15)
    wished = len(points) + 2 if len(points) > 1 else round(film / scene)
    return max(_bounded(min(max(wished, fewest), most)), needed_scenes(points, spoken))


def _bounded(count: int) -> int:
    return min(max(count, FEWEST_SCENES), MOST_SCENES)


def attempts(count: int, needed: int) -> list[tuple[int, bool]]:
    """(scenes, terse) to try one after the other until the film has the right length."""
    fewer, fewest = max(needed, count - 1), max(needed, FEWEST_SCENES)
    return [
        (count, False),
        (fewer, False),
        (count, True),
        (fewer, True),
        (fewest, True),
        (MOST_SCENES, False),
    ]


def needed_scenes(points: Sequence[Point], spoken: float) -> int:
    """The fewest scenes that have room for the points, with about 20 seconds of points each."""
    characters = sum(len(point.text) + 1 for point in points)
    return _bounded(2 + max(-(-characters // POINTS_CHARACTERS), int(spoken // 20)))


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
