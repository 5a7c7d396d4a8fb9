"""Finds faces in pictures, in a process of its own: the model's memory is given back at once."""

from __future__ import annotations

import json
import logging
import subprocess
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from .. import own_process
from ..box import Box, Files

SIDE = 640  # pixels; the longer side of a picture in which faces are looked for
PATIENCE = 30.0  # seconds; it takes less than one
_WORKER = "projects.media.faces.worker"
_BOX = Box(cpu=120, largest_file=0, nice=5, apart=True)

# What belongs to a head beside its face, as shares of the face's width and height.
_HAIR, _CHIN, _EAR = 0.55, 0.25, 0.3
_SEEN = 0.15  # share of an area from which people see that it is there

log = logging.getLogger(__name__)


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

    def is_cut_by(self, window: Area) -> bool:
        """Whether some of it is seen in a window, but not all."""
        across = min(self.right, window.right) - max(self.left, window.left)
        down = min(self.bottom, window.bottom) - max(self.top, window.top)
        seen = max(0.0, across) * max(0.0, down)
        return not window.holds(self) and seen > _SEEN * self.width * self.height

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
    across, up = _EAR * face.width, _HAIR * face.height
    grown = Area(
        face.left - across, face.top - up, face.right + across, face.bottom + _CHIN * face.height
    )
    return grown.within(WHOLE)


def find(pictures: Sequence[Path], beat: Callable[[], None] = lambda: None) -> tuple[Area, ...]:
    """The heads of all faces in the pictures, the largest first. See `find_in_each`."""
    return largest_first(chain(*find_in_each(pictures, beat)))


def find_in_each(
    pictures: Sequence[Path], beat: Callable[[], None] = lambda: None
) -> list[tuple[Area, ...]]:
    """The heads of the faces in each of the pictures, JPEGs of our own, the largest first.

    () where there are none, and if this machine has nothing that finds them: a film without them is
    better than none. `beat` is called several times a second. If it raises, the search ends.
    """
    if not pictures:
        return []
    try:
        paths = [picture.resolve() for picture in pictures]
        files = Files(reads=tuple(paths))
        done = own_process.run(_WORKER, *paths, patience=PATIENCE, box=_BOX, files=files, beat=beat)
        done.check_returncode()
    except subprocess.SubprocessError as error:
        log.warning("No faces were looked for: %s", type(error).__name__)
        return [()] * len(pictures)
    return [largest_first(head(Area(*face)) for face in each) for each in json.loads(done.stdout)]


def largest_first(heads: Iterable[Area]) -> tuple[Area, ...]:
    return tuple(sorted(heads, key=lambda area: -area.width * area.height))
