"""How key points are said: in their own words, short ones of one kind in a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from .headings import heading, value_of
from .languages import Form, Role, WrittenLanguage
from .points import Point
from .stock import Frames, Theme
from .wording import bare, clipped, statement

LONGEST_ROW = 4
_LONGEST_SHOWN = 60
_TERSE = (Role.WHEN, Role.WHERE)


@dataclass
class Line:
    """Says one or several key points, and then the first `added` sentences that may follow."""

    said: str
    title: str
    role: Role
    shows: str = ""  # what its picture shows, if no theme does
    themes: tuple[Theme, ...] = ()
    more: list[str] = field(default_factory=list)
    added: int = 0

    def sentences(self) -> list[str]:
        return [self.said, *self.more[: self.added]]


def plain_lines(points: Sequence[Point], language: WrittenLanguage) -> list[Line]:
    """A line for each point, in its own words and no others."""
    return [_line([point], statement(point.text, language), language) for point in points]


def lines_of(
    points: Sequence[Point], frames: Frames | None, language: WrittenLanguage, *, in_rows: bool
) -> list[Line]:
    """Lines that say the points. `in_rows`: things that a theme is known of share a line too."""
    lines = []
    led, is_dated = 0, False
    for row in _rows(points, language, in_rows=in_rows):
        words = _row(row, language)
        if row[0].form == Form.THING and frames and row[0].role == Role.WHAT:
            words = _framed(frames.things, led, words)
            led += 1
        elif frames and frames.deeds and _are_deeds(row, language):
            words = bare(frames.deeds.format(p=words))
        elif frames and frames.when and not is_dated and language.is_a_day(row[0].text):
            words, is_dated = _on_its_day(frames.when, row, language), True
        lines.append(_line(row, statement(words, language), language))
    return lines


def _on_its_day(frame: str, row: list[Point], language: WrittenLanguage) -> str:
    """When and where it was, without the labels that a notice has."""
    return bare(frame.format(p=language.PAUSE.join(value_of(point.text) for point in row)))


def _framed(things: Sequence[str], led: int, words: str) -> str:
    """The first things are led to by the first frame, and the next ones by the others in turn."""
    at = led if led < len(things) else 1 + (led - 1) % (len(things) - 1)
    return bare(things[at].format(p=words))


def _line(row: list[Point], said: str, language: WrittenLanguage) -> Line:
    themes = tuple(dict.fromkeys(point.theme for point in row if point.theme))
    title = _title(row, language)
    shows = value_of(title if row[0].role != Role.WHAT else _row(row, language))
    return Line(said, title, row[0].role, clipped(shows, _LONGEST_SHOWN, language), themes)


def _title(row: list[Point], language: WrittenLanguage) -> str:
    whole = heading(_row(row, language), language) if len(row) > 1 else ""
    is_whole = bool(whole) and all(language.inside(point.text) in whole for point in row)
    return language.at_start(whole) if is_whole else row[0].title


def _rows(
    points: Sequence[Point], language: WrittenLanguage, *, in_rows: bool
) -> Iterator[list[Point]]:
    row: list[Point] = []
    for point in points:
        if row and not _may_join(row, point, language, in_rows=in_rows):
            yield row
            row = []
        row = [*row, point]
    if row:
        yield row


def _may_join(row: list[Point], point: Point, language: WrittenLanguage, *, in_rows: bool) -> bool:
    last = row[-1]
    if (last.role, point.role) == _TERSE:
        return len(row) == 1 and len(last.text) + len(point.text) <= language.LONGEST_PAIR
    if len(row) >= LONGEST_ROW or last.role != point.role:
        return False
    if point.role != Role.WHAT:
        return language.may_pause(last.text, point.text)
    if last.form == point.form == Form.THING:
        are_simple = language.is_one_thing(last.text) and language.is_one_thing(point.text)
        return are_simple and (in_rows or last.theme == point.theme)
    is_one_form = last.form == point.form or _are_deeds([last, point], language)
    return is_one_form and language.are_alike(last.text, point.text)


def _are_deeds(row: list[Point], language: WrittenLanguage) -> bool:
    return row[0].role == Role.WHAT and all(language.is_deed(point.text) for point in row)


def _row(row: list[Point], language: WrittenLanguage) -> str:
    words = [row[0].text, *(language.inside(point.text) for point in row[1:])]
    if len(row) == 1:
        return language.inside(words[0]) if row[0].form == Form.THING else words[0]
    if row[0].role != Role.WHAT:
        return language.PAUSE.join(words)
    words[0] = language.inside(words[0])
    return language.row(words)
