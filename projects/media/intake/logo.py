"""Decodes logos from people as photos are decoded: one at a time, each in its own process."""

from __future__ import annotations

from pathlib import Path

from . import photo
from .seen import Seen

_WORKER = "projects.media.intake.logo_worker"


def take_in(source: Path, out: Path) -> Seen:
    """Run `logo_decoder.accept`. Raises NotAPicture, and OSError if the new picture could not be
    written."""
    return photo.take_in(source, out, worker=_WORKER)
