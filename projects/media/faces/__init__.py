"""Finds faces in a photo, in a process of its own: the model's memory is given back at once."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from videostudio.server.lifeline import ends_with_us

PATIENCE = 30.0  # seconds; it takes less than one
_ROOT = Path(__file__).resolve().parents[3]

# What belongs to a head beside its face, as shares of the face's width and height.
_HAIR, _CHIN, _SIDE = 0.55, 0.25, 0.3


@dataclass(frozen=True)
class Area:
    """A part of a picture. All are shares of the picture's width or height."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def holds(self, other: Area) -> bool:
        """Whether all of `other` is inside. A rounding error is none outside."""
        edge = 1e-6
        across = self.left - edge <= other.left and other.right <= self.right + edge
        return across and self.top - edge <= other.top and other.bottom <= self.bottom + edge

    def within(self, window: Area) -> Area:
        """The same area as shares of a window of the picture, cut off at its edges."""
        across = [(x - window.left) / window.width for x in (self.left, self.right)]
        down = [(y - window.top) / window.height for y in (self.top, self.bottom)]
        left, right = (min(max(x, 0.0), 1.0) for x in across)
        top, bottom = (min(max(y, 0.0), 1.0) for y in down)
        return Area(left, top, right, bottom)


WHOLE = Area(0.0, 0.0, 1.0, 1.0)


def around(areas: Sequence[Area]) -> Area:
    """The smallest area that holds them all."""
    return Area(
        min(area.left for area in areas),
        min(area.top for area in areas),
        max(area.right for area in areas),
        max(area.bottom for area in areas),
    )


def head(face: Area) -> Area:
    """A face with its hair and its chin, as far as they are in the picture."""
    across, up = _SIDE * face.width, _HAIR * face.height
    grown = Area(
        face.left - across, face.top - up, face.right + across, face.bottom + _CHIN * face.height
    )
    return grown.within(WHOLE)


def find(pictures: Sequence[Path]) -> tuple[Area, ...]:
    """The heads of all faces in the pictures, JPEGs of our own, the largest first.

    () if there are none, and if this machine has nothing that finds them.
    """
    worker = [sys.executable, "-m", "projects.media.faces.worker"]
    try:
        done = subprocess.run(
            [*worker, *(str(picture.resolve()) for picture in pictures)],
            cwd=_ROOT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE,
            preexec_fn=ends_with_us(signal.SIGKILL),
            check=True,
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        return ()
    heads = [head(Area(*face)) for face in json.loads(done.stdout)]
    return tuple(sorted(heads, key=lambda area: -area.width * area.height))
