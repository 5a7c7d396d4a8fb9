"""Figures that an English voice says one by one or in pairs."""

from __future__ import annotations

import re

from ..spoken import phone_groups


def phone(match: re.Match[str]) -> str:
    return ", ".join(" ".join(group) for group in phone_groups(match[0]))


def one_by_one(figures: str) -> str:
    return " ".join(figures)


def in_pairs(figures: str) -> str:
    """The number of a room or a bus: 201 -> 2 oh 1, 312 -> 3 12, 1502 -> 15 oh 2, 300 -> 300."""
    head, tail = figures[:-2], figures[-2:]
    if tail == "00":
        return figures
    return f"{head} {'oh ' + tail[1] if tail[0] == '0' else tail}"
