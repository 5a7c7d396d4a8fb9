"""Whether the pictures of a film are as long as its words, and never black or frozen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from ..formats import FPS
from .check import Check, at_most
from .measuring import Measured, Pictures, look

LENGTH_OFF = 0.1  # seconds
BLACK, BLACK_FOR_LONG = 0.5, 1.0  # seconds
FROZEN = 3.0  # seconds

_DARK = 40  # how bright a black pixel is, at most; black is 16
_ALL = 0.997  # of the pixels. A dark photo with captions or the AI mark on it is not black
# Bytes. At a fixed quantizer, x264 needs 11 or 12 for a frame in which nothing changes, however
# large it is, and more for the smallest change.
_SAME = 16
_LONG = 30  # frames: a shorter stretch without a change is none

Stretch = tuple[int, int]  # the first frame, and how many


def judge(
    measured: Measured, frames: Sequence[int], beat: Callable[[], None] = lambda: None
) -> Iterator[Check]:
    """`frames`: how long the narration of each scene is, in frames."""
    yield length(measured, sum(frames))
    same = _same(measured)
    black = [*_black(measured, same, beat)]
    first, count = _longest(black)
    scene = scene_at(first, frames)
    yield at_most("black", count / FPS, BLACK, red=BLACK_FOR_LONG, scene=scene)
    first, count = _longest([each for each in same if each not in black])
    yield at_most("frozen", count / FPS, FROZEN, scene=scene_at(first, frames))


def length(measured: Measured, frames: int) -> Check:
    """Red if pictures or sound are longer or shorter than what is said."""
    seconds = (measured.seconds, measured.sound_seconds)
    off = max(abs(each - frames / FPS) for each in seconds)
    return at_most("length", off, LENGTH_OFF, red=LENGTH_OFF)


def still(measured: Measured, frames: Sequence[int]) -> list[float]:
    """For each scene the seconds in which nothing at all changes."""
    is_same = np.zeros(len(measured.sizes), np.bool_)
    for first, count in _same(measured):
        is_same[first : first + count] = True
    parts = np.split(is_same, [*accumulate(frames)][:-1])
    return [float(part.sum()) / FPS for part in parts]


def _same(measured: Measured) -> list[Stretch]:
    """Where each frame is the same as the one before it."""
    found = _stretches(measured.sizes <= _SAME)
    return [(first, count) for first, count in found if count >= _LONG]


def scene_at(frame: int, frames: Sequence[int]) -> int:
    """The number of the scene that shows this frame of the film."""
    ends = accumulate(frames)
    return next((number for number, end in enumerate(ends, start=1) if frame < end), len(frames))


def _black(
    measured: Measured, same: Sequence[Stretch], beat: Callable[[], None]
) -> Iterator[Stretch]:
    """A keyframe tells where to look, and so does a stretch in which nothing changes."""
    ends = [*measured.keys[1:].tolist(), len(measured.sizes)]
    dark = _is_black(measured.small)
    for first, end, is_dark in zip(measured.keys.tolist(), ends, dark, strict=True):
        if is_dark:
            for start, count in _stretches(
                _is_black(look(measured, first, end - first, beat=beat))
            ):
                yield first + start, count
    for first, count in same:
        if _is_black(look(measured, first, 1, beat=beat)).all():
            yield first, count


def _longest(stretches: Sequence[Stretch]) -> Stretch:
    return max(stretches, key=lambda each: each[1], default=(0, 0))


def _is_black(pictures: Pictures) -> NDArray[np.bool_]:
    return np.asarray((pictures <= _DARK).mean(axis=(1, 2)) >= _ALL)


def _stretches(true: NDArray[np.bool_]) -> list[Stretch]:
    """Where it is true without a break."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], true, [False]]).astype(np.int8)))
    return [(int(first), int(end - first)) for first, end in edges.reshape(-1, 2)]
