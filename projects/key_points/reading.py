"""Reads key points: a text of any number of lines becomes plain points, each of them once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from projects.language import is_spoken

from . import labels, rows
from .enumerators import unmarked, without_marks
from .lines import Line, lines_of
from .markdown import closed, opened

MOST_POINTS = 80
"""More have no room in the longest film, however much each of them is shortened."""


@lru_cache(maxsize=256)
def read(text: str) -> tuple[str, ...]:
    """The points in their order. Reading points that were read changes nothing."""
    lines = without_marks(_parted(lines_of(text)))
    lines = [part for line in lines for part in labels.without_brackets(line)]
    lines = without_marks(labels.with_values([line for line in lines if is_spoken(line.words)]))
    points = (part for line in lines for part in labels.parted(line.words))
    return tuple(dict.fromkeys(map(_trimmed, filter(is_spoken, points))))


def _trimmed(point: str) -> str:
    words = re.sub(r"\s*\|\s*", "，", " ".join(point.split()))
    return words.strip(" ，,、；;：:")


def read_one(text: str) -> str:
    """A text of one line as plain words, such as a topic: nothing is parted or left out."""
    return unmarked(" ".join(closed(line) for line in opened(text).split("\n")))


def _parted(lines: Iterable[Line]) -> list[Line]:
    """The lines, and of those that are lists each item as a line of its own."""
    return [part for line in lines for part in _parts(line)]


def _parts(line: Line) -> list[Line]:
    parts = [part for piece in rows.at_semicolons(line.words) for part in rows.parted(piece)]
    if len(parts) == 1:
        return [line.saying(parts[0])]
    return [Line(part, is_item=True) for part in parts]
