"""Key points: what was typed, its form of words, its theme and its title."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from projects.key_points import read
from projects.key_points.unparted import shown
from projects.language import is_spoken

from .headings import has_label, heading
from .languages import Form, WrittenLanguage
from .stock import Stock, Theme
from .wording import bare, beginnings, clauses, clean, clipped, folded

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
    for text in map(bare, map(clean, read("\n".join(texts)))):
        if is_spoken(text) and folded(text) not in seen:
            seen.add(folded(text))
            points.append(make_point(text, stock, language))
    return points


def make_point(text: str, stock: Stock, language: WrittenLanguage) -> Point:
    theme = stock.themes.of(text[:200])
    return Point(text, form_of(text, language), theme, _title(text, theme, stock, language))


def _title(text: str, theme: Theme | None, stock: Stock, language: WrittenLanguage) -> str:
    """Its own words where they are few or have a label, else the title of its theme.

    The theme of what is denied is no title: "We do not serve lunch" is not about "Good food".
    """
    title = heading(text, language)
    is_own = theme is None or language.DENIED.search(title) or has_label(text, language)
    if len(title) >= 2 and (is_own or _is_whole(title, text)):
        return title
    is_told_by_theme = theme and (theme.practical or not language.DENIED.search(text))
    return theme.title if theme and is_told_by_theme else stock.points.plain_title


def _is_whole(title: str, text: str) -> bool:
    """Whether it is all that the text says up to a mark, or between two."""
    said = shown(text)
    return folded(title) in map(folded, [said, *clauses(said), *beginnings(said)])


def shortened(point: Point, longest: int, language: WrittenLanguage) -> Point:
    text = clipped(point.text, longest, language)
    return Point(text, Form.LINE if text != point.text else point.form, point.theme, point.title)


def form_of(text: str, language: WrittenLanguage) -> Form:
    if language.WELCOME.search(text):
        return Form.WELCOME
    return Form.CALL if _CALLING.search(text) else language.form_of(text)
