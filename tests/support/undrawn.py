"""Clips and films that are not drawn: for tests of what is shown in them or how they come about,
which need no picture."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from projects.media.drawn import Drawn
from projects.media.intake.video import NotAClip


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
        patch("projects.steps.filming.video.take_in", _take_in),
    ):
        yield orders


@contextmanager
def no_film() -> Iterator[None]:
    """Nothing is joined or measured meanwhile."""

    def merge(_clips: Any, _heard: Any, out: Path, **_how: Any) -> None:
        out.write_bytes(b"film")

    def compose(_project: Any, out: Path, _beat: Any) -> None:
        out.write_bytes(b"cover")

    with (
        patch("projects.steps.edit.film.merge", merge),
        patch("projects.steps.edit.compose", compose),
        patch("projects.steps.checks.Checked.measure", lambda *_: ()),
    ):
        yield


def _take_in(came: Path, footage: Path) -> None:
    """What a service has filmed, as it is."""
    if came.read_bytes()[4:8] != b"ftyp":
        raise NotAClip("not_a_clip")
    footage.write_bytes(came.read_bytes())
