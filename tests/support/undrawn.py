"""Clips that are not drawn: for tests of what is shown in them, which need no picture."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from projects.media.drawn import Drawn


@contextmanager
def undrawn() -> Iterator[list[Any]]:
    """The orders of the clips that are made meanwhile."""
    orders: list[Any] = []

    def make(order: Any, out: Path, *, on_progress: Any) -> Drawn:
        out.write_bytes(b"clip")
        orders.append(order)
        return Drawn()

    def frame_at(_film: Path, _at: float, out: Path, **_how: Any) -> None:
        out.write_bytes(b"poster")

    with (
        patch("projects.steps.scenes.clips.make", make),
        patch("projects.steps.scenes.film.frame_at", frame_at),
    ):
        yield orders
