"""Reads figures: prices, shares, ratios, spans and counts, with what they belong to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from .grammar import Grammar, group
from .kinds import Comparison, Figure, FigureKind, Item

Span = tuple[int, int]


def figures_in(text: str, grammar: Grammar, taken: Sequence[Span]) -> tuple[Figure, ...]:
    """In the order of the text. `taken`: what is a date, a time or an address."""
    found: list[tuple[Span, Figure]] = []
    for pattern, kind, read in _kinds(grammar):
        for match in pattern.finditer(text):
            span = match.span()
            if any(cross(span, other) for other in (*taken, *(one for one, _ in found))):
                continue
            found.append((span, read(kind, match, grammar)))
    return tuple(figure for _, figure in sorted(found, key=lambda one: one[0]))


def cross(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


Read = Callable[[FigureKind, re.Match[str], Grammar], Figure]


def _kinds(grammar: Grammar) -> Iterator[tuple[re.Pattern[str], FigureKind, Read]]:
    yield grammar.prices, FigureKind.PRICE, _price
    yield grammar.shares, FigureKind.SHARE, _counted
    yield grammar.ratios, FigureKind.RATIO, _ratio
    yield grammar.spans, FigureKind.SPAN, _span
    yield grammar.counts, FigureKind.COUNT, _counted
    yield grammar.free, FigureKind.FREE, _free


def _price(kind: FigureKind, match: re.Match[str], grammar: Grammar) -> Figure:
    value = re.sub(r"\s?(?:[~～—–-]{1,2}|至|到|to)\s?", "–", group(match, "value"))
    if not re.search(r"\d", value):
        value = str(grammar.number(value))
    per = group(match, "per") or group(match, "every")
    unit = grammar.price_unit(group(match, "unit"), per)
    before, sign = group(match, "before"), group(match, "sign")
    before += (" " if sign and before.isascii() and before else "") + sign
    return Figure(kind, value, unit, before, _label(match, grammar), match.start())


def _counted(kind: FigureKind, match: re.Match[str], grammar: Grammar) -> Figure:
    value = group(match, "value") or group(match, "word")
    if kind == FigureKind.COUNT and not re.search(r"\d", value):
        value = str(grammar.number(value))
    unit = group(match, "more") + group(match, "unit") + group(match, "off")
    before = group(match, "before")
    return Figure(kind, value, unit, before, _label(match, grammar), match.start())


def _ratio(kind: FigureKind, match: re.Match[str], grammar: Grammar) -> Figure:
    low, high = group(match, "low"), group(match, "high")
    value = group(match, "value").replace("：", ":") or f"{low}:{high}"
    return Figure(kind, value, "", "", _label(match, grammar), match.start())


def _span(kind: FigureKind, match: re.Match[str], grammar: Grammar) -> Figure:
    ends = (
        group(match, end) + (".5" if group(match, f"{end}_half") else "") for end in ("low", "high")
    )
    label = group(match, "label").capitalize() or _label(match, grammar)
    return Figure(kind, "–".join(ends), group(match, "unit"), "", label, match.start())


def _free(kind: FigureKind, match: re.Match[str], grammar: Grammar) -> Figure:
    unit = group(match, "unit")
    value = match[0].removesuffix(unit).capitalize()
    return Figure(kind, value, unit, label=_label(match, grammar), start=match.start())


def _label(match: re.Match[str], grammar: Grammar) -> str:
    """What stands before it in its clause: a label with a colon, or the beginning."""
    label = _clause_before(match.string[: match.start()], grammar)
    return label if len(label) <= grammar.longest_label else ""


def _clause_before(text: str, grammar: Grammar) -> str:
    head = text.rstrip(" ：:")
    start = max(head.rfind(mark) for mark in grammar.clause_ends) + 1
    return grammar.needless.sub("", grammar.leads.sub("", head[start:].strip())).strip()


def comparison_of(figures: Sequence[Figure]) -> Comparison | None:
    """Two figures of one kind that belong to two things: 全日托3980元/月，半日托2500元/月."""
    if len(figures) != 2:
        return None
    left, right = figures
    if left.value == right.value:  # most likely one figure, said again
        return None
    alike = (left.kind, left.unit) == (right.kind, right.unit)
    if not alike or not left.label or not right.label or left.label == right.label:
        return None
    return Comparison(
        *(Item(f"{one.before}{one.value}{one.unit}", one.label, one.start) for one in figures)
    )
