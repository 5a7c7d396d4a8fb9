"""The order in which key points are said: what, when, where, how much, what to bring, and so on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .languages import Role
from .points import Point

_LATER = {
    Role.WHEN: 1,
    Role.WHERE: 2,
    Role.PRICE: 3,
    Role.LIMIT: 4,
    Role.ASK: 5,
    Role.JOIN: 6,
    Role.CONTACT: 7,
}
"""What a film says first, and for whom it is, stands in the order in which it was typed."""

_TIME = re.compile(r"\d[:：]\d\d")
_HOUR = re.compile(r"\d{1,2}[:：]\d\d(?!\s*[-—–~～至到])")
"""Several points that begin so are an agenda: "8:30 sign in", "9:00 songs"."""


def in_order(points: Sequence[Point], *, as_typed: bool) -> list[Point]:
    """`as_typed`: only the contacts move, to the end. So a notice keeps its own line of thought,
    and an agenda its hours. A day stays before what has an hour on that day."""
    hours = [point for point in points if _HOUR.match(point.text)]
    if len(hours) > 1:
        points = [replace(p, role=Role.WHAT) if p in hours else p for p in points]
    if as_typed or len(hours) > 1:
        return sorted(points, key=lambda point: point.role == Role.CONTACT)
    needs_day = any(point.role == Role.WHAT and _TIME.search(point.text) for point in points)
    later = {role: at for role, at in _LATER.items() if role != Role.WHEN or not needs_day}
    return sorted(points, key=lambda point: later.get(point.role, 0))
