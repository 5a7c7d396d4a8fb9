"""Whether a film's metadata have its title, and the label that a machine has made it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .check import Check, Level, at_least
from .measuring import Measured


def judge(measured: Measured, aigc: Mapping[str, str]) -> Iterator[Check]:
    """Without the label it must not be posted. Without a title it only is harder to find."""
    has_label = dict(measured.aigc) == dict(aigc)
    yield at_least("ai_label", float(has_label), 1.0, below=Level.RED)
    yield at_least("title", float(bool(measured.tags.get("title"))), 1.0, below=Level.AMBER)
