"""How key points are said: in their own words, and then with a thought about their theme."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise, zip_longest

from .languages import Form, WrittenLanguage
from .picker import Picker
from .points import Point
from .stock import Introductions, Points
from .wording import statement

LONGEST_ROW = 4


def introduced(
    group: list[Point], place: str, points: Points, picker: Picker, language: WrittenLanguage
) -> list[str]:
    """The points inside a sentence that leads to them; [] where they stand better alone.

    `place`: "first", "following" or "last" among the scenes with points.
    """
    words = ""
    if len(group) <= LONGEST_ROW and all(point.form == Form.THING for point in group):
        pool, words = points.things, _row(group, language)
    elif len(group) == 1 and _may_follow_a_colon(group[0]):
        pool, words = points.lines, language.inside(group[0].text)
    line = picker.one(_at(pool, place)) if words else ""
    return [line.format(p=words)] if line else []


def plainly(group: list[Point], language: WrittenLanguage) -> list[str]:
    """A sentence for each point. Short points share one."""
    if len(group) == 1 or not all(_fits_a_row(point, language) for point in group):
        return [statement(point.text, language) for point in group]
    return [statement(_row(row, language), language) for row in _rows(group)]


def _fits_a_row(point: Point, language: WrittenLanguage) -> bool:
    """Whether it may stand with others, between commas."""
    if point.form == Form.THING:
        return True
    return point.form == Form.LINE and language.fits_a_row(point.text)


def _rows(group: list[Point]) -> list[list[Point]]:
    count = -(-len(group) // LONGEST_ROW)
    ends = [len(group) * index // count for index in range(count + 1)]
    return [group[start:end] for start, end in pairwise(ends)]


def _may_follow_a_colon(point: Point) -> bool:
    has_colon = any(colon in point.text for colon in "：:")
    return point.takes_comment and not has_colon and len(point.text) <= 80


def said_of(
    group: list[Point], sharing: Mapping[str, int], points: Points, picker: Picker
) -> list[str]:
    """Sentences that may follow the points: about their themes in turn, or a reply.

    `sharing`: how many points of the film have a theme of this title.
    """
    says = [
        picker.theme_says(point.theme, sharing[point.theme.title])
        for point in group
        if point.theme and point.takes_comment
    ]
    if not says and not group[-1].takes_comment:
        says = [[picker.one(_replies(group[-1], points))]]
    return [sentence for row in zip_longest(*says) for sentence in row if sentence]


def _replies(point: Point, points: Points) -> tuple[str, ...]:
    if point.form == Form.WELCOME:
        return points.welcomes
    return points.answers if point.text.endswith(("？", "?")) else points.reminders


def _row(row: list[Point], language: WrittenLanguage) -> str:
    words = [language.inside(point.text) for point in row]
    if any(point.form != Form.THING for point in row):
        return language.PAUSE.join(words)
    return language.AND.join(filter(None, [language.COMMA.join(words[:-1]), words[-1]]))


def _at(pool: Introductions, place: str) -> tuple[str, ...]:
    return {"first": pool.first, "last": pool.last}.get(place, pool.following)
