"""Key points: what was typed, its form of words, its role in the film, its theme and its title."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from projects.key_points import read
from projects.key_points.unparted import LONGEST_SHOWN, shown
from projects.language import is_spoken
from projects.word_files import any_of

from .headings import heading, label_of, value_of
from .languages import Form, Role, WrittenLanguage
from .stock import Stock, Theme
from .wording import bare, beginnings, clauses, clean, clipped, folded, sentences_in, width

_LONG = 45
"""Characters of a point that is said in one picture, however many sentences it has."""

_QUOTES = '“”"「」『』'
_QUOTED = re.compile(f"[{_QUOTES}]")
_HOUR = re.compile(r"\d{1,2}[:：]\d\d")
_NUMBER = re.compile(r"[\w.+-]+@[\w.-]+\w|\+?\d[\d -]{5,}\d")
_ITEMS = re.compile(r"、|, (?:and |or )?| (?:and|or) ")
_A_LIST = 3
_CALLING = re.compile(r"[？?]|[！!]$")


@dataclass(frozen=True)
class Point:
    text: str  # clean, without a full stop
    form: Form
    role: Role
    theme: Theme | None
    title: str

    @property
    def is_thanks(self) -> bool:
        return bool(_THANKS.search(self.text))


_THANKS = re.compile(r"感谢|谢谢|^thank", re.IGNORECASE)


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
    form, role = form_of(text, language), language.role_of(text)
    theme = _theme(text, form, role, stock, language)
    return Point(text, form, role, theme, _title(text, role, theme, stock, language))


def _theme(
    text: str, form: Form, role: Role, stock: Stock, language: WrittenLanguage
) -> Theme | None:
    """What may be said about it. Nobody comments on a date, on an order, on what is not there, or
    on an hour of an agenda. Of "Small ones: frog dance" only the label tells what it is about."""
    is_open = role == Role.WHAT and form in (Form.THING, Form.LINE)
    if not is_open or language.DENIED.search(text) or _HOUR.match(text):
        return None
    theme = stock.themes.of(label_of(text) or text[:200])
    return theme if theme and _is_about(theme, text) else None


def _is_about(theme: Theme, text: str) -> bool:
    """Of a list such as "reading, rope skipping or blocks", at least half has to be about it."""
    items = _ITEMS.split(text)
    about = [item for item in items if any_of(theme.words).search(item)]
    return len(items) < _A_LIST or len(about) * 2 >= len(items)


def _title(
    text: str, role: Role, theme: Theme | None, stock: Stock, language: WrittenLanguage
) -> str:
    """A headline out of its own words: a number to call, or a few words that make sense alone.

    Where there are none it is its label, its theme, or what it is for.
    """
    if role in (Role.CONTACT, Role.JOIN) and (number := _number(text)):
        return number
    if (quoted := _quoted(text)) and width(quoted) <= language.WIDEST_CLAUSE + 1:
        return bare(quoted.strip(_QUOTES))
    told = quoted or (text if label_of(text) else _telling(text, role, language))
    title = bare(heading(told, language))
    titles = stock.roles.titles
    if len(title) < 2:
        return label_of(text) or (theme.title if theme else titles[role])
    if label_of(text) or _is_whole(title, told):
        return language.at_start(title)
    clause = next(iter(clauses(told)), told)
    if _is_turned(title, clause, role, language):
        return titles[Role.ASK]
    if theme or language.WELCOME.search(text):
        return theme.title if theme else titles[role]
    return language.at_start(title)


def _is_turned(title: str, clause: str, role: Role, language: WrittenLanguage) -> bool:
    """Whether a part of it says another thing: "children" of "no children", and "do not stop" of
    "do not stop on the crossing"."""
    is_denied = language.DENIED.search(title)
    return bool(language.DENIED.search(clause)) and (role == Role.ASK or not is_denied)


def _telling(text: str, role: Role, language: WrittenLanguage) -> str:
    """What of it makes its headline: of a price, the clause that has it."""
    if role == Role.PRICE:
        prices = (part for part in clauses(text) if language.role_of(part) == Role.PRICE)
        return next(prices, text)
    return language.headline(text)


def _number(text: str) -> str:
    """A number to call or an address to write to; "" if a label names it, or a card has no room."""
    found = _NUMBER.search(text)
    number = found.group() if found and not label_of(text) else ""
    return number if len(number) <= LONGEST_SHOWN else ""


def _quoted(text: str) -> str:
    """What somebody says, of "She says: “...”"."""
    value = value_of(text)
    return value if value != text and _QUOTED.match(value) else ""


def _is_whole(title: str, text: str) -> bool:
    """Whether it is all that the text says up to a mark, or between two."""
    said = shown(text)
    return folded(title) in map(folded, [said, *clauses(said), *beginnings(said)])


def in_sentences(point: Point, stock: Stock, language: WrittenLanguage) -> list[Point]:
    """A long point of several sentences as a point for each of them: one picture is too little."""
    texts = sentences_in(point.text)
    if len(point.text) <= _LONG or len(texts) < 2:
        return [point]
    return [make_point(text, stock, language) for text in texts]


def shortened(point: Point, longest: int, language: WrittenLanguage) -> Point:
    text = clipped(point.text, longest, language)
    form = Form.LINE if text != point.text else point.form
    return Point(text, form, point.role, point.theme, point.title)


def form_of(text: str, language: WrittenLanguage) -> Form:
    if language.WELCOME.search(text):
        return Form.WELCOME
    return Form.CALL if _CALLING.search(text) else language.form_of(text)
