"""Key points: what was typed, its form of words, its theme and its title."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from projects.language import is_spoken

from .headings import heading
from .languages import Form, WrittenLanguage
from .stock import Stock, Theme
from .wording import bare, clauses, clean, clipped, folded

_CALLING = re.compile(r"[？?]|[！!]$")


@dataclass(frozen=True)
class Point:
    text: str  # clean, without a full stop
    form: Form
    theme: Theme | None
    title: str

    @property
    def takes_comment(self) -> bool:
        """Whether a thought about it may follow. Nobody comments on a question or an order."""
        return self.form in (Form.THING, Form.LINE)

    @property
    def is_rich(self) -> bool:
        """Whether it has a theme of which there is much to say."""
        return self.theme is not None and not self.theme.practical


def read_points(
    texts: Iterable[str], stock: Stock, language: WrittenLanguage, known: str
) -> list[Point]:
    """The points that say something, without doubles and without the topic itself: `known`."""
    seen, points = {folded(known), ""}, []
    for text in map(bare, map(clean, texts)):
        if is_spoken(text) and folded(text) not in seen:
            seen.add(folded(text))
            points.append(make_point(text, stock, language))
    return points


def make_point(text: str, stock: Stock, language: WrittenLanguage) -> Point:
    theme = stock.themes.of(text[:200])
    return Point(text, form_of(text, language), theme, _title(text, theme, stock, language))


def _title(text: str, theme: Theme | None, stock: Stock, language: WrittenLanguage) -> str:
    """Its own words where they are few, else the title of its theme."""
    title = heading(text, language)
    is_whole = folded(title) in map(folded, [text, *clauses(text)])
    if len(title) >= 2 and (theme is None or is_whole):
        return title
    return theme.title if theme else stock.points.plain_title


def shortened(point: Point, longest: int, language: WrittenLanguage) -> Point:
    text = clipped(point.text, longest, language)
    return Point(text, Form.LINE if text != point.text else point.form, point.theme, point.title)


def form_of(text: str, language: WrittenLanguage) -> Form:
    if language.WELCOME.search(text):
        return Form.WELCOME
    return Form.CALL if _CALLING.search(text) else language.form_of(text)
