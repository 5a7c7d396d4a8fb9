"""When music makes room for the voice: before a word, until there is a pause."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .loudness import Levels

SPEECH = -25.0  # dB; what is quieter than the voice by this is a pause
BREATH = 600  # milliseconds; in a shorter pause the music does not come up
EARLY, ATTACK, RELEASE = 60, 180, 800  # milliseconds

Curve = NDArray[np.float32]
"""A value for each millisecond."""


def speaking(voice: Levels) -> NDArray[np.bool_]:
    """In which milliseconds the voice speaks. Pauses that are no breath count as speech."""
    level = np.convolve(voice.energy, np.ones(40) / 40, mode="same")
    said = level > 10 ** ((voice.lufs() + SPEECH) / 10)
    edges = np.flatnonzero(np.diff(said, prepend=False, append=False))
    for end, start in zip(edges[1:-1:2], edges[2::2], strict=True):
        if start - end < BREATH:
            said[end:start] = True
    return said


def openness(said: NDArray[np.bool_]) -> Curve:
    """1 where the music has the film for itself, 0 where somebody speaks, and smooth between.

    It falls quickly, and is down a little before the first word. It rises slowly after the last.
    """
    edges = np.flatnonzero(np.diff(said, prepend=False, append=False))
    closed, time = np.zeros(len(said)), np.arange(len(said))
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        corners = [start - EARLY - ATTACK, start - EARLY, end, end + RELEASE]
        around = slice(max(0, corners[0]), corners[-1])
        ramp = np.interp(time[around], corners, [0.0, 1.0, 1.0, 0.0])
        np.maximum(closed[around], ramp, out=closed[around])
    return (0.5 + 0.5 * np.cos(np.pi * closed)).astype(np.float32)


def faded(milliseconds: int, *, into: int, out: int) -> Curve:
    """1, rising from 0 in the first `into` milliseconds and falling to 0 in the last `out`.

    It falls late, so that something is still heard after the last word.
    """
    time = np.arange(milliseconds) + 0.5
    rising = np.sin(np.pi / 2 * np.clip(time / max(1, into), 0, 1)) ** 2
    falling = np.sin(np.pi / 2 * np.clip((milliseconds - time) / max(1, out), 0, 1)) ** 1.5
    return (rising * falling).astype(np.float32)
