"""Reads the facts out of the words of a scene, by the grammar of their language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from importlib import import_module
from typing import TypeVar

from projects.addresses import ADDRESS
from projects.language import LANGUAGES

from .. import lexicon
from .grammar import Grammar, group
from .kinds import NOT_SPOKEN, Comparison, Date, Facts, Figure, Item, Place, Quote, Time
from .measuring import Span, comparison_of, cross, figures_in

_GRAMMARS: dict[str, Grammar] = {
    code: import_module(f".{code}", __package__).GRAMMAR for code in LANGUAGES
}
_PHONE = re.compile(
    r"(?<![\d-])(?:1[3-9]\d{9}|0\d{2,3}[- ]?\d{4} ?\d{3,4}|400[- ]?\d{3,4}[- ]?\d{3,4})(?![\d-])"
)
Fact = TypeVar("Fact", Date, Time, Figure, Place, Item)
_MOST = 4  # rows and steps that a picture has room for


def name_of_month(month: int, language: str) -> str:
    return _GRAMMARS[language].month_names[month - 1]


def name_of_weekday(weekday: int, language: str) -> str:
    """0 is Monday."""
    return _GRAMMARS[language].weekday_names[weekday]


def of_scene(title: str, narration: str, points: Sequence[str], language: str) -> Facts:
    """The facts of a scene. What the narration names in its order; of title and points, those of
    the kinds that it does not name at all."""
    return _of_scene(title, narration, tuple(points), language)


@lru_cache(maxsize=256)
def _of_scene(title: str, narration: str, points: tuple[str, ...], language: str) -> Facts:
    said = _of_text(narration, language)
    silent = _of_text("\n".join(dict.fromkeys((title, *points))), language)
    return Facts(
        dates=said.dates or _unspoken(silent.dates),
        times=said.times or _unspoken(silent.times),
        figures=said.figures or _unspoken(silent.figures),
        places=said.places or _unspoken(silent.places),
        steps=said.steps or _unspoken(silent.steps),
        items=_rows(points, narration) or said.items,
        quote=said.quote,
        comparison=said.comparison,
        phone=said.phone or silent.phone,
        link=said.link or silent.link,
    )


def _unspoken(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    return tuple(replace(fact, start=NOT_SPOKEN) for fact in facts)


def _rows(points: Sequence[str], narration: str) -> tuple[Item, ...]:
    rows = tuple(Item(point, start=narration.find(point)) for point in points[:_MOST])
    return rows if len(rows) > 1 else ()


def _of_text(text: str, language: str) -> Facts:
    grammar = _GRAMMARS[language]
    dates, times = tuple(_dates(text, grammar)), tuple(_times(text, grammar))
    places = tuple(_places(text, grammar, is_dated=bool(dates or times)))
    taken = [(found.start(), found.end()) for found in _dated(text, grammar)]
    figures = figures_in(text, grammar, taken)
    steps = _steps(text, grammar)
    change = _change(text, grammar) or comparison_of(figures)
    return Facts(
        dates=dates,
        times=times,
        figures=figures,
        places=places,
        steps=steps,
        items=_entries(text, grammar, taken, language),
        quote=_quote(text, grammar),
        comparison=change,
        phone=phone[0] if (phone := _PHONE.search(text)) else "",
        link=next((link for link in _links(text)), ""),
    )


def _links(text: str) -> Iterator[str]:
    return (found[0] for found in ADDRESS.finditer(text) if not found["mail"])


def _dated(text: str, grammar: Grammar) -> Iterator[re.Match[str]]:
    """What looks like a number but is a date, a time or an address."""
    for pattern in (grammar.dates, grammar.times, grammar.addresses):
        yield from pattern.finditer(text)


def _dates(text: str, grammar: Grammar) -> Iterator[Date]:
    for found in grammar.dates.finditer(text):
        year = int(group(found, "year") or 0)
        month = _month(group(found, "month") or group(found, "only_month"), grammar)
        day = grammar.number(group(found, "day") or "0")
        named = group(found, "weekday") or group(found, "only_weekday")
        weekday = _weekday(named, grammar) if named else _computed(year, month, day)
        last = group(found, "until_day")
        until = _month(group(found, "until_month"), grammar) or month, int(last or 0)
        shown = " ".join(found[0].split())
        yield Date(shown, month, day, year, weekday, until if last else None, found.start())


def _month(named: str, grammar: Grammar) -> int:
    if not named:
        return 0
    return grammar.months.get(named[:3].lower()) or grammar.number(named)


def _weekday(named: str, grammar: Grammar) -> int | None:
    key = named[:3].lower() if named.isascii() else named
    return grammar.weekdays.get(key)


def _computed(year: int, month: int, day: int) -> int | None:
    try:
        return date(year, month, day).weekday()
    except ValueError:
        return None


def _times(text: str, grammar: Grammar) -> Iterator[Time]:
    for found in grammar.times.finditer(text):
        half = group(found, "half") or group(found, "said_half")
        late = group(found, "until_half") or group(found, "late_half") or half
        hour, minute = _clock(found, "", grammar)
        first = grammar.time(half, hour, _written(found, "minute", minute))
        begins = grammar.in_24(half or group(found, "late_half"), hour)
        if not group(found, "until_hour"):
            yield Time(first, begins, minute, start=found.start())
            continue
        end, end_minute = _clock(found, "until_", grammar)
        after = "" if late == half and not group(found, "late_half") else late
        shown = grammar.time_range(
            first, grammar.time(after, end, _written(found, "until_minute", end_minute))
        )
        until = grammar.in_24(late, end), end_minute
        begins = begins - 12 if begins > until[0] and not half and begins >= 12 else begins
        yield Time(shown, begins, minute, until, found.start())


def _written(found: re.Match[str], name: str, minute: int) -> str:
    """The minutes as they are shown: "" where none are named."""
    return f"{minute:02}" if minute or group(found, name) else ""


def _clock(found: re.Match[str], which: str, grammar: Grammar) -> tuple[int, int]:
    said = "" if which else group(found, "said_hour") or group(found, "bare_hour")
    hour = grammar.number(group(found, f"{which}hour") or said)
    minute = group(found, f"{which}minute")
    if not which:
        minute = minute or group(found, "said_minute") or group(found, "bare_minute")
    return hour, grammar.quarters.get(minute) or int(re.sub(r"\D", "", minute) or 0)


def _places(text: str, grammar: Grammar, *, is_dated: bool) -> Iterator[Place]:
    addresses = [(found.span(), found[0]) for found in grammar.addresses.finditer(text)]
    for (start, _), address in addresses:
        yield Place("", address, start)
    for found in grammar.places.finditer(text):
        inside = any(start < found.end() and found.start() < end for (start, end), _ in addresses)
        name = group(found, "labelled") or group(found, "name")
        name = name or (group(found, "bare") if is_dated else "")
        if name and not inside:
            yield Place(name.strip().lstrip("在于"), start=found.start())


def _steps(text: str, grammar: Grammar) -> tuple[Item, ...]:
    stages: dict[tuple[str, str], Item] = {}  # who says a step again has not taken another one
    for stage in grammar.stages.finditer(text):
        step = Item(group(stage, "text").strip(), group(stage, "label"), stage.start())
        stages.setdefault((step.label, step.text.casefold()), step)
    if len(stages) > 1:
        return tuple(stages.values())[:_MOST]
    for pattern in grammar.steps:
        if found := pattern.search(text):
            named = enumerate(found.groups(), start=1)
            return tuple(Item(step.strip(), start=found.start(at)) for at, step in named)
    return ()


def _entries(text: str, grammar: Grammar, taken: Sequence[Span], language: str) -> tuple[Item, ...]:
    """The longest list of the text. `taken`: what is a date, a time or an address. "No nuts, eggs
    or milk" is no list: its rows "eggs" and "milk" would say the contrary."""
    found = grammar.lists.finditer(text)
    lists = [_parted(one, grammar) for one in found if not any(cross(one.span(), t) for t in taken)]
    lists = [items for items in lists if not _loses_its_no(items, language)]
    return max(lists, key=len, default=())[:_MOST]


def _loses_its_no(items: Sequence[Item], language: str) -> bool:
    first, *others = (item.text for item in items)
    if not others or not lexicon.refuses(first, language):
        return False
    again = not first[0].isascii() and others[0][0] == first[0]  # 不推、不挤
    return not (again or lexicon.refuses(others[0], language))


def _parted(found: re.Match[str], grammar: Grammar) -> tuple[Item, ...]:
    led = grammar.leads.match(found[0])
    at = led.end() if led else 0
    items: dict[str, Item] = {}
    for mark in [*grammar.apart.finditer(found[0], at), None]:
        end = mark.start() if mark else len(found[0])
        text = found[0][at:end].strip()
        items.setdefault(text.casefold(), Item(text, start=found.start() + at))
        at = mark.end() if mark else at
    return tuple(item for item in items.values() if item.text)


def _quote(text: str, grammar: Grammar) -> Quote | None:
    found = grammar.quotes.search(text)
    if found is None:
        return None
    words = group(found, "words").strip()
    who = group(found, "who").strip(" .")
    return Quote(words, "" if who.lower() in grammar.pronouns else who, found.start())


def _change(text: str, grammar: Grammar) -> Comparison | None:
    found = grammar.changes.search(text)
    if found is None:
        return None
    left, right = (
        Item(found[side].strip(), found[f"{side}_label"].capitalize(), found.start(side))
        for side in ("left", "right")
    )
    return Comparison(left, right)
